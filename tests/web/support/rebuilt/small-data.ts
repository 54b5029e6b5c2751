import type { Rebuilt } from './descend.ts';
import { batchOf, drawsOf, Pcg } from './random.ts';

const dot = (x: readonly number[], w: readonly number[]) => x.reduce((sum, value, j) => sum + value * w[j]!, 0);
const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;

/** `scale` times the mean over the batch of (x·w − y)². */
function leastSquares(xs: number[][], ys: number[], batch: number, seed: number, scale = 1): Rebuilt {
  return {
    start: xs[0]!.map(() => 0),
    loss: (t, w) => scale * mean(batchOf(t, xs.length, batch, seed).map((i) => (dot(xs[i]!, w) - ys[i]!) ** 2)),
    gradient: (t, w) => {
      const items = batchOf(t, xs.length, batch, seed);
      const g: number[] = w.map(() => 0);
      for (const i of items) {
        const share = (2 * scale * (dot(xs[i]!, w) - ys[i]!)) / items.length;
        xs[i]!.forEach((x, j) => {
          g[j]! += share * x;
        });
      }
      return g;
    },
  };
}

export const linearRegression = (seed: number, batch = 4): Rebuilt =>
  leastSquares(
    [1, 2, 3, 4].map((x) => [x, x + 1]),
    [2, 3, 4, 5],
    batch,
    seed,
  );

export function randomRegression(seed: number, batch = 100, kappa = 100, residual = 0.1, mixed = true): Rebuilt {
  const random = new Pcg(seed, 3);
  const xs = Array.from({ length: 100 }, () => random.normals(10));
  const column = (j: number) => xs.map((x) => x[j]!);
  for (let j = 0; j < 10; j++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let k = 0; k < j; k++) {
        const share = dot(column(j), column(k)) / dot(column(k), column(k));
        for (const x of xs) x[j]! -= share * x[k]!;
      }
    }
  }
  for (let j = 0; j < 10; j++) {
    const scale = Math.sqrt(kappa ** (-j / 9) / mean(column(j).map((x) => x * x)));
    for (const x of xs) x[j]! *= scale;
  }
  const [mirror, truth] = [random.normals(10), random.normals(10)];
  const ys = xs.map((x) => {
    const share = (2 * dot(x, mirror)) / dot(mirror, mirror);
    if (mixed) for (let j = 0; j < 10; j++) x[j]! -= share * mirror[j]!;
    return residual * random.normal() + dot(x, truth);
  });
  return leastSquares(xs, ys, batch, seed);
}

export function matrixLeastSquares(inputs = 4, units = 3, bias = false): Rebuilt {
  const table = (rows: number, cols: number, f: (i: number, j: number) => number) =>
    Array.from({ length: rows }, (_, i) => Array.from({ length: cols }, (_, j) => f(i, j)));
  const a = table(6, inputs, (i, j) => Math.cos(0.7 * i + 1.3 * j) / (1 + Math.abs(i - j)));
  const b = table(6, units, (i, j) => Math.sin(0.9 * i - 0.5 * j + 0.4));
  const errors = (w: readonly number[]) =>
    table(6, units, (i, j) => {
      const own = bias ? w[inputs * units + j]! : 0;
      return a[i]!.reduce((sum, x, l) => sum + x * w[l * units + j]!, own - b[i]![j]!);
    });
  return {
    start: [
      ...table(inputs, units, (i, j) => 0.5 * Math.cos(1.1 * i + 0.6 * j + 0.2)).flat(),
      ...(bias ? table(1, units, (_, j) => 0.3 * Math.sin(1 + 1.7 * j)).flat() : []),
    ],
    loss: (_, w) =>
      errors(w)
        .flat()
        .reduce((sum, e) => sum + e * e, 0) / 12,
    gradient: (_, w) => {
      const e = errors(w);
      const column = (j: number, share: (i: number) => number) =>
        e.reduce((sum, row, i) => sum + share(i) * row[j]!, 0) / 6;
      return [
        ...table(inputs, units, (l, j) => column(j, (i) => a[i]![l]!)).flat(),
        ...(bias ? table(1, units, (_, j) => column(j, () => 1)).flat() : []),
      ];
    },
  };
}

export function wilson(seed: number, batch = 200, p = 0.6): Rebuilt {
  const random = new Pcg(seed, 3);
  const signs = (count: number) => Array.from({ length: count }, () => (random.uniform() < p ? 1 : -1));
  const [ys, unseen] = [signs(200), signs(1000)];
  const xs = ys.map((y, i) => {
    const x = Array<number>(1003).fill(0);
    x.splice(0, 3, y, 1, 1);
    x.fill(1, 3 + 5 * i, y > 0 ? 4 + 5 * i : 8 + 5 * i);
    return x;
  });
  const problem = leastSquares(xs, ys, batch, seed, 100);
  return {
    ...problem,
    columns: (_, [a, b, c]) => ({
      accuracy: mean(unseen.map((y) => ((y > 0 ? a! + b! + c! > 0 : b! + c! - a! < 0) ? 1 : 0))),
    }),
  };
}

export function matrixFactorization(seed: number, batch = 32, rank = 3, begin = 0.1): Rebuilt {
  const random = new Pcg(seed, 3);
  const truth = random.normals(140);
  const [users, films] = [30, 40];
  const product = (w: readonly number[], k: number, u: number, v: number) =>
    dot(w.slice(u * k, u * k + k), w.slice((users + v) * k, (users + v) * k + k));
  type Rating = { u: number; v: number; r: number };
  const [seen, held]: [Rating[], Rating[]] = [[], []];
  for (let u = 0; u < users; u++) {
    for (let v = 0; v < films; v++) {
      const r = 0.1 * random.normal() + product(truth, 2, u, v);
      const lot = random.uniform();
      if (lot < 0.4) seen.push({ u, v, r });
      else if (lot > 0.8) held.push({ u, v, r });
    }
  }
  const error = (w: readonly number[], { u, v, r }: Rating) => product(w, rank, u, v) - r;
  const loss = (w: readonly number[], ratings: readonly Rating[]) => mean(ratings.map((one) => error(w, one) ** 2));
  const batchAt = (t: number) => batchOf(t, seen.length, batch, seed).map((i) => seen[i]!);
  return {
    start: new Pcg(seed, 1).normals((users + films) * rank).map((x) => begin * x),
    loss: (t, w) => loss(w, batchAt(t)),
    gradient: (t, w) => {
      const g: number[] = w.map(() => 0);
      const ratings = batchAt(t);
      for (const one of ratings) {
        const share = (2 * error(w, one)) / ratings.length;
        for (let k = 0; k < rank; k++) {
          const [a, b] = [one.u * rank + k, (users + one.v) * rank + k];
          g[a]! += share * w[b]!;
          g[b]! += share * w[a]!;
        }
      }
      return g;
    },
    columns: (_, w) => ({ testLoss: loss(w, held) }),
  };
}

export function bandit(seed: number, episodes = 1, baseline = true, sigma = 1): Rebuilt {
  const rewards = new Pcg(seed, 3).normals(10);
  const best = rewards.indexOf(Math.max(...rewards));
  const softmax = (w: readonly number[]) => {
    const powers = w.map(Math.exp);
    const total = powers.reduce((sum, x) => sum + x, 0);
    return powers.map((x) => x / total);
  };
  return {
    start: Array(10).fill(0),
    loss: (_, w) => rewards[best]! - dot(softmax(w), rewards),
    gradient: (t, w) => {
      const [draws, policy] = [drawsOf(seed, t), softmax(w)];
      const g: number[] = w.map(() => 0);
      const expected = baseline ? dot(policy, rewards) : 0;
      for (let episode = 0; episode < episodes; episode++) {
        const lot = draws.uniform();
        let [arm, sum] = [0, policy[0]!];
        while (arm < 9 && lot >= sum) sum += policy[++arm]!;
        const advantage = rewards[arm]! + sigma * draws.normal() - expected;
        policy.forEach((share, i) => {
          g[i]! -= (advantage * ((i === arm ? 1 : 0) - share)) / episodes;
        });
      }
      return g;
    },
    columns: (_, w) => ({ best: softmax(w)[best]! }),
  };
}

export function corridor(seed: number, episodes = 4, baseline = true): Rebuilt {
  const cap = 100;
  const rights = (w: readonly number[]) => w.map((x) => 1 / (1 + Math.exp(-x)));
  /** V_k(s) for k = 0 … cap. */
  const moves = (right: readonly number[]) => {
    const values = [Array<number>(9).fill(0)];
    for (let k = 1; k <= cap; k++) {
      const before = values[k - 1]!;
      values.push([...right.map((rho, s) => 1 + rho * before[s + 1]! + (1 - rho) * before[Math.max(s - 1, 0)]!), 0]);
    }
    return values;
  };
  return {
    start: Array(8).fill(0),
    loss: (_, w) => moves(rights(w))[cap]![0]!,
    gradient: (t, w) => {
      const [draws, right] = [drawsOf(seed, t), rights(w)];
      const [g, expected]: [number[], number[][]] = [w.map(() => 0), moves(right)];
      for (let episode = 0; episode < episodes; episode++) {
        const path: { s: number; went: number }[] = [];
        for (let s = 0; s < 8 && path.length < cap; ) {
          const went = draws.uniform() < right[s]! ? 1 : 0;
          path.push({ s, went });
          s = went ? s + 1 : Math.max(s - 1, 0);
        }
        path.forEach(({ s, went }, m) => {
          const advantage = path.length - m - (baseline ? expected[cap - m]![s]! : 0);
          g[s]! += (advantage * (went - right[s]!)) / episodes;
        });
      }
      return g;
    },
  };
}
