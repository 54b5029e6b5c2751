// A lane's numbers; the answer to each awkward sample is stated here.
import { describe, expect, it } from 'vitest';
import { whole } from '../../../web/src/experiment/resample.ts';
import { sampleOf } from '../../../web/src/experiment/sample.ts';
import { summarise } from '../../../web/src/experiment/summary.ts';
import { runsOf, sample, X } from './support.ts';

const inf = Infinity;
const summary = (...args: Parameters<typeof sample>) => whole(summarise(sample(...args), 1));

it('of ten runs: SciPy’s numbers, with intervals around them', () => {
  const { median, iqm, q1, q3, spread, ...rest } = summary(X);
  expect(rest).toMatchObject({ metric: 'loss', runs: 10, missing: 0, diverged: { count: 0 }, censored: { count: 0 } });
  expect(median.value).toBeCloseTo(0.29, 14);
  expect([q1, q3]).toEqual([expect.closeTo(0.2025, 14), expect.closeTo(0.405, 14)]);
  expect(iqm.value).toBeCloseTo(0.29833333333333334, 14);
  expect(spread.value).toBeCloseTo(0.2025, 14);
  for (const { value, interval, why } of [median, iqm, spread]) {
    expect(interval![0]).toBeLessThan(value!);
    expect(interval![1]).toBeGreaterThan(value!);
    expect(why).toBeUndefined();
  }
});

it('of one run: the run itself, without intervals', () => {
  expect(summary([0.3])).toMatchObject({
    runs: 1,
    median: { value: 0.3, interval: null, why: 'oneRun' },
    q1: 0.3,
    q3: 0.3,
    iqm: { value: 0.3, interval: null, why: 'oneRun' },
    spread: { value: null, interval: null, why: 'oneRun' },
  });
});

it('of no run: nothing, with the reason', () => {
  const none = { value: null, interval: null, why: 'noRuns' };
  expect(summary([])).toMatchObject({ runs: 0, median: none, q1: null, q3: null, iqm: none, spread: none });
});

it('of equal runs: no spread, and no doubt', () => {
  const { median, iqm, spread } = summary([2, 2, 2, 2, 2]);
  expect([median, iqm, spread]).toEqual([
    { value: 2, interval: [2, 2] },
    { value: 2, interval: [2, 2] },
    { value: 0, interval: [0, 0] },
  ]);
});

describe('of runs of which some diverged', () => {
  it('a mean that they do not enter stands', () => {
    // ⌊10 / 4⌋ = 2 are cut at each end: the mean of 3 … 8.
    const { diverged, median, iqm, q3, spread } = summary([1, 2, 3, 4, 5, 6, 7, 8, inf, inf]);
    expect(diverged).toMatchObject({ count: 2, of: 10, value: 0.2 });
    expect([median.value, iqm.value, q3]).toEqual([5.5, 5.5, 7.75]);
    expect(iqm.interval![1], 'a resample’s mean may hold them').toBe(inf);
    expect(spread).toEqual({ value: 4.5, interval: null, why: 'censored' });
  });

  it('a mean that one of them enters is null; median and quartiles may be ∞', () => {
    const { median, iqm, q1, q3, spread } = summary([1, 2, 3, 4, 5, 6, 7, inf, inf, inf]);
    expect(iqm).toEqual({ value: null, interval: null, why: 'censored' });
    expect([q1, median.value, q3, spread.value]).toEqual([3.25, 5.5, inf, inf]);
    const most = summary([1, 2, inf, inf]);
    expect([most.q1, most.median.value, most.q3]).toEqual([1.75, inf, inf]);
  });

  it('accuracies count as 0, and a mean that one enters is null all the same', () => {
    const two = summary([0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, null, null], 'accuracy');
    expect(two.iqm.value).toBeCloseTo((0.91 + 0.92 + 0.93 + 0.94 + 0.95 + 0.96) / 6, 14); // without 0, 0 and .97, .98
    expect(two.median.value).toBeCloseTo(0.935, 14);
    const three = summary([0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, null, null, null], 'accuracy');
    expect(three.iqm).toEqual({ value: null, interval: null, why: 'censored' });
    expect(three.q1).toBeCloseTo(0.23, 14); // at place 2.25: a quarter of the way from 0 to .92
    expect(three.diverged.value).toBe(0.3);
  });

  it('an accuracy of 0 that was measured is a number as any other', () => {
    expect(summary([0, 0, 0, 0.5], 'accuracy').iqm.value).toBe(0);
  });

  it('all of them: the worst, no mean, no spread', () => {
    for (const metric of ['loss', 'accuracy'] as const) {
      const worst = metric === 'loss' ? inf : 0;
      const { diverged, median, iqm, q1, q3, spread } = summary([null, null, null, null, null], metric);
      expect(diverged).toMatchObject({ count: 5, value: 1 });
      expect(median).toEqual({ value: worst, interval: [worst, worst] });
      expect([q1, q3]).toEqual([worst, worst]);
      expect(iqm).toEqual({ value: null, interval: null, why: 'censored' });
      expect(spread, 'five that failed alike are not stable').toEqual({ value: null, interval: null, why: 'censored' });
    }
  });

  it('all but so few that even the better quartile is one of them: no spread', () => {
    expect(summary([0.9, null, null, null, null, null], 'accuracy').spread.value).toBeNull();
    expect(summary([0.9, 0.9, null, null, null], 'accuracy').spread.value).toBe(0.9);
  });
});

it('of runs that never reached the target: ∞ steps, and how many', () => {
  const { censored, diverged, median, q1, q3, iqm } = summary([30, 40, 50, inf, inf, inf, inf, inf, inf, inf], 'steps');
  expect(censored).toMatchObject({ count: 7, of: 10 });
  expect(diverged.count, 'they did not diverge').toBe(0);
  expect([q1, median.value, q3]).toEqual([inf, inf, inf]); // at place 2.25, between 50 and ∞
  expect(iqm.why).toBe('censored');
});

it('of a cancelled experiment: what has ended, and how many have not', () => {
  const runs = [...runsOf([1, 2, 3]), { seed: 200, status: 'running' as const }];
  expect(whole(summarise(sampleOf(runs, 'loss'), 1))).toMatchObject({ runs: 3, missing: 1, median: { value: 2 } });
});

it('over several cells the interval is of luck within them', () => {
  const cells = [...runsOf([1, 1, 1], 'loss', 0), ...runsOf([5, 5, 5], 'loss', 1)];
  // Whatever is drawn: 1, 1, 1, 5, 5, 5.
  expect(whole(summarise(sampleOf(cells, 'loss'), 1)).median).toEqual({ value: 3, interval: [3, 3] });
});
