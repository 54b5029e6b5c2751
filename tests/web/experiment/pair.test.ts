// Two lanes beside each other: over all pairs of runs, and seed by seed.
import { describe, expect, it } from 'vitest';
import { compareLanes } from '../../../web/src/experiment/comparison.ts';
import { compare } from '../../../web/src/experiment/pair.ts';
import { whole } from '../../../web/src/experiment/resample.ts';
import { type Metric, type Outcome, sampleOf } from '../../../web/src/experiment/sample.ts';
import { runsOf, sample, X, Y } from './support.ts';

const inf = Infinity;
const pair = (a: (number | null)[], b: (number | null)[], metric: Metric = 'loss') =>
  whole(compare(sample(a, metric), sample(b, metric), 1));
const pairOf = (a: Outcome[], b: Outcome[]) => whole(compare(sampleOf(a, 'loss'), sampleOf(b, 'loss'), 1));

describe('P(A beats B)', () => {
  it('is SciPy’s U / nm, with an interval near to that of 50,000 resamples', () => {
    // 1 - scipy.stats.mannwhitneyu(X, Y).statistic / 100, SciPy 1.10.1
    const { probability } = pair(X, Y);
    expect(probability.value).toBeCloseTo(0.675, 14);
    // p = S[ia[:, :, None], ib[:, None, :]].mean(axis=(1, 2)); np.quantile(p, [.025, .975]), S = (x < y) + (x == y) / 2
    expect(Math.abs(probability.interval![0] - 0.42)).toBeLessThan(0.02);
    expect(Math.abs(probability.interval![1] - 0.9)).toBeLessThan(0.02);
  });

  it('counts a tie as a half', () => {
    // 1 beats 2 and 3, 2 ties with 2 and beats 3: 3.5 of 4.
    expect(pair([1, 2], [2, 3]).probability.value).toBe(0.875);
    expect(pair([5, 5], [5, 5]).probability).toEqual({ value: 0.5, interval: [0.5, 0.5] });
  });

  it('is of the greater value where more is better', () => {
    expect(pair([0.9, 0.8], [0.8, 0.7], 'accuracy').probability.value).toBe(0.875);
  });

  it('lets a diverged run lose to any other, and tie with its like', () => {
    // 1 beats 2 and ∞; ∞ loses to 2 and ties with ∞: 2.5 of 4.
    expect(pair([1, inf], [2, inf]).probability.value).toBe(0.625);
    expect(pair([0.1, null], [0.05, null], 'accuracy').probability.value).toBe(0.625);
    expect(pair([inf, inf], [inf, inf]).probability.value).toBe(0.5);
  });

  it('has an interval of one point when every run of A beats every run of B', () => {
    expect(pair([1, 2, 3], [4, 5, 6]).probability).toEqual({ value: 1, interval: [1, 1] });
    expect(pair([4, 5, 6], [1, 2, 3]).probability).toEqual({ value: 0, interval: [0, 0] });
  });

  it('is the mean of the cells’, in which A and B are drawn apart', () => {
    const a = [...runsOf([1, 1], 'loss', 0), ...runsOf([9, 9, 9, 9], 'loss', 1)];
    const b = [...runsOf([2, 2], 'loss', 0), ...runsOf([8, 9, 9, 9], 'loss', 1)];
    // In cell 0 always; in cell 1 it loses 4 of 16 and ties 12: 6/16.
    expect(pairOf(a, b).probability.value).toBe((1 + 6 / 16) / 2);
    // A cell that only one of them has is left out.
    expect(pairOf([...a, ...runsOf([0], 'loss', 7)], b).probability.value).toBe((1 + 6 / 16) / 2);
  });
});

describe('the median of the differences on the same seeds', () => {
  it('is NumPy’s, with an interval near to that of 200,000 resamples', () => {
    const { difference, wins, common } = pair(X, Y);
    expect(difference.value).toBeCloseTo(-0.13, 14);
    expect(Math.abs(difference.interval![0] - -0.21)).toBeLessThan(0.02);
    expect(Math.abs(difference.interval![1] - -0.02)).toBeLessThan(0.02);
    expect([wins, common]).toEqual([0.85, 10]); // eight, and a tie
  });

  it('is of the seeds that both have: a cancelled experiment', () => {
    const cancelled = pairOf(runsOf([1, 2, 3, 4]), runsOf([3, 3, 3, 3, 0, 0]).slice(1));
    // Seeds 101 … 103: 2 − 3, 3 − 3, 4 − 3.
    expect(cancelled).toMatchObject({ difference: { value: 0 }, common: 3, runs: [4, 5], wins: 0.5 });
  });

  it('pairs by seed within a cell, not by place', () => {
    const a: Outcome[] = [1, 2, 3].map((seed) => ({ seed, status: 'finished', final: { loss: seed } }));
    const b = [...a].reverse().map((run) => ({ ...run, final: { loss: run.final!.loss! + 1 } }));
    expect(pairOf(a, b).difference).toEqual({ value: -1, interval: [-1, -1] });
  });

  it('of no common seed is null, and so is the verdict’s number of seeds', () => {
    const apart = pairOf(runsOf([1, 2, 3, 4]), runsOf([9, 9, 9, 9, 5, 6, 7, 8]).slice(4));
    expect(apart).toMatchObject({
      probability: { value: 1 },
      difference: { value: null, interval: null, why: 'noRuns' },
      wins: null,
      common: 0,
      verdict: { kind: 'undecided', seeds: null, why: 'few' },
    });
  });

  it('is infinite when one of two diverged, and 0 when both did', () => {
    expect(pair([1, 2, inf], [2, inf, inf]).difference.value).toBe(-1); // of −1, −∞ and 0
    expect(pair([1, 2, 3], [inf, inf, inf]).difference).toEqual({ value: -inf, interval: [-inf, -inf] });
    expect(pair([inf, 1], [1, inf]).difference.value, 'as often the one as the other').toBe(0);
    for (const metric of ['loss', 'accuracy'] as const)
      expect(pair([null, null], [null, null], metric).difference).toEqual({ value: 0, interval: [0, 0] });
    expect(pair([0.75, 0.5], [null, null], 'accuracy').difference.value, 'accuracy 0').toBe(0.625);
  });
});

it('one seed: numbers without intervals', () => {
  expect(pair([1], [2])).toMatchObject({
    probability: { value: 1, interval: null, why: 'oneRun' },
    difference: { value: -1, interval: null, why: 'oneRun' },
    verdict: { kind: 'undecided', seeds: null, why: 'few' },
  });
});

it('no runs at all', () => {
  expect(pair([1, 2], [])).toMatchObject({
    probability: { value: null, why: 'noRuns' },
    difference: { value: null, why: 'noRuns' },
    runs: [0, 0],
    wins: null,
    verdict: { kind: 'undecided', seeds: null, why: 'few' },
  });
});

it('a comparison is the same in whatever order its runs ended', () => {
  const lanes = [X, Y, X.map((x) => x + 0.05)].map((values) => runsOf(values));
  const compared = (of: Outcome[][]) =>
    whole(
      compareLanes(
        of.map((runs) => sampleOf(runs, 'loss')),
        7,
      ),
    );
  const shuffled = lanes.map((runs) => [...runs.slice(6), ...runs.slice(0, 6).reverse()]);
  expect(compared(shuffled)).toEqual(compared(lanes));
  expect(compared(lanes).pairs.map(({ a, b }) => [a, b])).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ]);
});

it('a comparison of few runs comes in slices, too', () => {
  const sliced = compareLanes(
    [1, 2, 3, 4].map((x) => sample([x, x + 1])),
    1,
  );
  let slices = 0;
  while (!sliced.next().done) slices++;
  expect(slices).toBe(10); // four lanes and six pairs
});
