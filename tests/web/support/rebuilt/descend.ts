import { Pcg } from './random.ts';

/** A problem rebuilt from docs/problems.md. */
export interface Rebuilt {
  start: number[];
  /** The objective of step t. */
  loss(t: number, w: readonly number[]): number;
  gradient(t: number, w: readonly number[]): number[];
  /** After each update. */
  confine?(x: number): number;
  /** What else a row holds; called once for each row, in order. */
  columns?(t: number, w: readonly number[]): Record<string, number>;
}

/** The gradient from central differences, twice freed of their error's first term (Richardson). */
export function differences(f: (w: readonly number[]) => number, w: readonly number[], h: number): number[] {
  const moved = [...w];
  return w.map((middle, i) => {
    const slopeOver = (step: number) => {
      const [after, before] = [middle + step, middle - step].map((x) => {
        moved[i] = x;
        return f(moved);
      });
      return (after! - before!) / (2 * step);
    };
    const [a, b, c] = [slopeOver(h), slopeOver(h / 2), slopeOver(h / 4)];
    moved[i] = middle;
    return (64 * c - 20 * b + a) / 45;
  });
}

export interface Rule {
  lr: number;
  seed?: number;
  noise?: number;
  clipValue?: number;
  clipNorm?: number;
  weightDecay?: number;
}

export interface Row {
  loss: number;
  gradNorm: number;
  [column: string]: number;
}

const norm = (g: readonly number[]) => Math.sqrt(g.reduce((sum, x) => sum + x * x, 0));

/** The rows 0 … steps of SGD. */
export function descend(problem: Rebuilt, steps: number, rule: Rule): Row[] {
  const { lr, seed = 1, noise = 0, clipValue = 0, clipNorm = 0, weightDecay = 0 } = rule;
  const { confine = (x) => x } = problem;
  const random = new Pcg(seed, 2);
  const rows: Row[] = [];
  let w = [...problem.start];
  for (let t = 0; t <= steps; t++) {
    let g = problem.gradient(t, w);
    rows.push({ loss: problem.loss(t, w), gradNorm: norm(g), ...problem.columns?.(t, w) });
    if (noise) g = g.map((x) => x + noise * random.normal());
    if (clipValue) g = g.map((x) => Math.min(clipValue, Math.max(-clipValue, x)));
    const shrink = clipNorm ? Math.min(1, clipNorm / (norm(g) + 1e-6)) : 1;
    w = w.map((x, i) => confine(x - lr * (shrink * g[i]! + weightDecay * x)));
  }
  return rows;
}
