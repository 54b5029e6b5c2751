import { Pcg } from './random.ts';

export interface Item {
  x: number[];
  /** Its class, or of data without classes its number. */
  kind: number;
}

export interface Items {
  shape: number[];
  classes: number;
  train: Item[];
  test: Item[];
}

type Maker = (i: number, random: Pcg) => Item;

/** Training items, then test items, all from one generator. */
function items(
  [train, test]: [number, number],
  shape: number[],
  classes: number,
  seed: number,
  begin: (random: Pcg) => Maker,
): Items {
  const random = new Pcg(seed, 3);
  const make = begin(random);
  const split = (count: number) => Array.from({ length: count }, (_, i) => make(i, random));
  return { shape, classes, train: split(train), test: split(test) };
}

/** `count` clouds, each about a centre that is drawn. */
const clouds = (sizes: [number, number], count: number, extent: number, apart: number, spread: number, seed: number) =>
  items(sizes, [extent], count, seed, (random) => {
    const centres = Array.from({ length: count }, () => random.normals(extent));
    return (i) => ({ x: centres[i % count]!.map((c) => apart * c + spread * random.normal()), kind: i % count });
  });

/** The numbers with mean 0 and deviation 1 over the training items. */
function standardised({ train, test, ...rest }: Items): Items {
  const mean = train.reduce((sum, { kind }) => sum + kind / train.length, 0);
  const deviation = Math.sqrt(train.reduce((sum, { kind }) => sum + (kind - mean) ** 2 / train.length, 0));
  const scaled = (list: Item[]) => list.map(({ x, kind }) => ({ x, kind: (kind - mean) / deviation }));
  return { ...rest, train: scaled(train), test: scaled(test) };
}

type Parameters = Record<string, number | boolean>;
const table = (rows: number, columns: number, entry: () => number) =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, entry));
/** row·matrix */
const product = (row: number[], matrix: number[][]) =>
  matrix[0]!.map((_, j) => row.reduce((sum, x, i) => sum + x * matrix[i]![j]!, 0));

/** As docs/problems.md tells it, of 800 and 200 items. */
const LIKE_SCIKIT: Record<string, (seed: number, parameters: Parameters) => Items> = {
  make_classification: (seed, parameters) => {
    const p = { features: 20, informative: 2, redundant: 2, classes: 2, clustersPerClass: 2, classSep: 1 };
    const q = { flipY: 0.01, hypercube: true, shift: 0, scale: 1 };
    Object.assign(p, parameters);
    Object.assign(q, parameters);
    const clusters = p.classes * p.clustersPerClass;
    return items([800, 200], [p.features], p.classes, seed, (random) => {
      const corners: number[][] = [];
      while (corners.length < clusters) {
        const corner = Array.from({ length: p.informative }, () => (random.below(2) ? p.classSep : -p.classSep));
        if (!corners.some((other) => String(other) === String(corner))) corners.push(corner);
      }
      let centres = corners;
      if (!q.hypercube) {
        const ofCluster = corners.map(() => random.uniform());
        const ofDirection = corners[0]!.map(() => random.uniform());
        centres = corners.map((corner, k) => corner.map((c, j) => c * ofCluster[k]! * ofDirection[j]!));
      }
      const sides = () => 2 * random.uniform() - 1;
      const mixing = centres.map(() => table(p.informative, p.informative, sides));
      const combining = table(p.informative, p.redundant, sides);
      return (i) => {
        const k = i % clusters;
        const telling = product(random.normals(p.informative), mixing[k]!).map((x, j) => x + centres[k]![j]!);
        const all = [
          ...telling,
          ...product(telling, combining),
          ...random.normals(p.features - p.informative - p.redundant),
        ];
        const kind = random.uniform() < q.flipY ? random.below(p.classes) : k % p.classes;
        return { x: all.map((x) => (x + q.shift) * q.scale), kind };
      };
    });
  },
  make_blobs: (seed, parameters) => {
    const p = { features: 2, centers: 3, clusterStd: 1, boxLow: -10, boxHigh: 10, ...parameters };
    return items([800, 200], [p.features], p.centers, seed, (random) => {
      const centres = table(p.centers, p.features, () => p.boxLow + (p.boxHigh - p.boxLow) * random.uniform());
      return (i) => ({
        x: centres[i % p.centers]!.map((c) => c + p.clusterStd * random.normal()),
        kind: i % p.centers,
      });
    });
  },
  make_regression: (seed, parameters) => {
    const p = { features: 100, informative: 10, bias: 0, targetNoise: 0, ...parameters };
    const made = items([800, 200], [p.features], 0, seed, (random) => {
      const slopes = Array.from({ length: p.informative }, () => 100 * random.uniform());
      return () => {
        const x = random.normals(p.features);
        const linear = slopes.reduce((sum, slope, j) => sum + slope * x[j]!, 0);
        return { x, kind: linear + p.bias + p.targetNoise * random.normal() };
      };
    });
    return standardised(made);
  },
  make_friedman1: (seed, parameters) => {
    const p = { features: 10, targetNoise: 0, ...parameters };
    const made = items([800, 200], [p.features], 0, seed, (random) => () => {
      const x = Array.from({ length: p.features }, () => random.uniform());
      const [a, b, c, d, e] = x as [number, number, number, number, number];
      const bent = 10 * Math.sin(Math.PI * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e;
      return { x, kind: bent + p.targetNoise * random.normal() };
    });
    return standardised(made);
  },
};

export const GENERATED: Record<string, (seed: number, parameters?: Parameters) => Items> = {
  ...Object.fromEntries(
    Object.entries(LIKE_SCIKIT).map(([id, make]) => [id, (seed: number, given = {}) => make(seed, given)]),
  ),
  blobs: (seed) => clouds([1000, 500], 3, 10, 5, 2.5, seed),
  classification: (seed) => clouds([1000, 500], 10, 100, 1, 3, seed),
  spirals: (seed) =>
    items([300, 300], [2], 3, seed, () => (i, random) => {
      const kind = i % 3;
      const r = (Math.floor(i / 3) + 1) / 100;
      const angle = ((2 * Math.PI) / 3) * kind + 4 * r + 0.15 * random.normal();
      return { x: [r * Math.cos(angle), r * Math.sin(angle)], kind };
    }),
  moons: (seed) =>
    items([200, 200], [2], 2, seed, () => (i, random) => {
      const s = i % 2 ? -1 : 1;
      const angle = Math.PI * random.uniform();
      const x = s * (Math.cos(angle) - 0.5) + 0.1 * random.normal();
      return { x: [x, s * (Math.sin(angle) - 0.25) + 0.1 * random.normal()], kind: i % 2 };
    }),
  xor: (seed) =>
    items([200, 200], [2], 2, seed, () => (i, random) => {
      const [x, y] = [i % 2 ? 1 : -1, Math.floor(i / 2) % 2 ? 1 : -1];
      const moved = x + 0.3 * random.normal();
      return { x: [moved, y + 0.3 * random.normal()], kind: x * y < 0 ? 1 : 0 };
    }),
  flashes: (seed) =>
    items([1024, 512], [100, 10], 4, seed, () => (i, random) => {
      const x = random.normals(1000).map((xi) => 0.2 * xi);
      x[random.below(100) * 10 + (i % 4)]! += 3;
      return { x, kind: i % 4 };
    }),
  words: (seed) =>
    items([2000, 1000], [8], 4, seed, () => (i, random) => {
      const word = () => {
        const rank = Math.floor(1000 ** random.uniform()) - 1;
        return random.uniform() < 0.5 ? rank : rank - (rank % 4) + (i % 4);
      };
      return { x: Array.from({ length: 8 }, word), kind: i % 4 };
    }),
};
