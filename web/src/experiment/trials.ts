import { lessIsBetter, type Measure, type Point } from './sample.ts';

/** What the best of k trials comes to. */
export interface BestOf {
  /** How many trials. */
  k: number;
  /** Its expected value; null when a censored trial enters it, which is when k is at most their number. */
  expected: number | null;
  /** Its median and quartiles, q1 ≤ q3: at least that share of all draws is no better, or no worse. */
  median: number;
  q1: number;
  q3: number;
}

/**
 * The performance profile of a tuning budget: what the best of k trials comes to, if k of the n trials are drawn at random, without
 * replacement, for k = 1 … n. Exact: of the C(n, k) draws, the best is the i-th best of all in C(n − i, k − 1). The expectation
 * is that of Dodge et al. (2019, "Show Your Work") in the unbiased form of Tang et al. (2020, "Showing Your Work Doesn't Always Work"); the band
 * is the distribution's own quartiles. The n-th point is the best trial itself. Of a grid the draws are in random order as well, not in
 * the grid's. No points of no trials.
 */
export function bestOfTrials(trials: readonly Pick<Point, 'value' | 'censored'>[], metric: Measure): BestOf[] {
  const less = lessIsBetter(metric);
  const best = [...trials].sort(
    (a, b) => Number(a.censored) - Number(b.censored) || (less ? a.value - b.value : b.value - a.value),
  );
  const n = best.length;
  const censored = trials.filter((trial) => trial.censored).length;
  return Array.from({ length: n }, (_, index) => {
    const k = index + 1;
    let [expected, rest] = [0, 1];
    const at: (number | undefined)[] = [undefined, undefined, undefined];
    best.forEach(({ value }, i) => {
      const weight = (rest * k) / (n - i);
      if (weight > 0) expected += weight * value;
      rest = i + k < n ? rest - weight : 0;
      [0.25, 0.5, 0.75].forEach((p, j) => {
        if (1 - rest >= p - 1e-12) at[j] ??= value;
      });
    });
    const [first, median, last] = at as [number, number, number];
    const [q1, q3] = less ? [first, last] : [last, first];
    return { k, expected: k <= censored ? null : expected, median, q1, q3 };
  });
}
