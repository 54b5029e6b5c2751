import { Pcg } from './random.ts';

export interface Item {
  x: number[];
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

export const GENERATED: Record<string, (seed: number) => Items> = {
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
};
