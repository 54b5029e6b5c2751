// The bootstrap. Expected intervals are those of 200,000 resamples by NumPy 1.24.2, to which 2,000 come near:
//   r = np.sort(np.array(x)[rng.integers(0, 10, (200000, 10))], axis=1)
//   np.quantile(np.median(r, axis=1), [.025, .975]), np.quantile(r[:, 2:8].mean(axis=1), [.025, .975])
import { describe, expect, it } from 'vitest';
import { interquartileMean, median, spread } from '../../../web/src/experiment/quantile.ts';
import { bootstrap, sideOf, whole } from '../../../web/src/experiment/resample.ts';
import { X, Y } from './support.ts';

const intervals = (strata: readonly (readonly number[])[], seed = 1) =>
  whole(bootstrap(strata, [median, interquartileMean, spread], seed));
/** Both ends within so much. */
const near = (interval: readonly [number, number], [low, high]: readonly number[], within: number) => {
  expect(Math.abs(interval[0] - low!), `${interval}`).toBeLessThan(within);
  expect(Math.abs(interval[1] - high!), `${interval}`).toBeLessThan(within);
};

describe('percentile intervals', () => {
  it('are near to those of a hundred times as many resamples', () => {
    for (const seed of [1, 2, 3]) {
      const [middle, iqm, range] = intervals([X], seed);
      near(middle!, [0.18, 0.455], 0.03);
      near(iqm!, [0.19, 0.48], 0.015);
      near(range!, [0.0675, 0.625], 0.04);
      const [middleY, iqmY] = intervals([Y], seed);
      near(middleY!, [0.3, 0.53], 0.03);
      near(iqmY!, [0.315, 0.595], 0.015);
    }
  });

  it('are stratified: what each stratum contributes stays as it is', () => {
    //   r = np.concatenate([s[rng.integers(0, len(s), (B, len(s)))] for s in strata], axis=1)
    const strata = [
      [1, 2, 3, 4],
      [10, 20, 30, 40, 50, 60],
    ];
    const [middle, iqm] = intervals(strata);
    near(iqm!, [9.5, 29.67], 0.7); // without strata [4.3, 38.3]
    near(middle!, [10, 35], 0.01);
  });

  it('are 2.5% and 97.5% of all resamples where these can be listed', () => {
    // Of {0, 1} the resamples are 00, 01, 10, 11: a quarter of all has the median 0, a quarter 1.
    expect(intervals([[0, 1]])[0]).toEqual([0, 1]);
    // Of strata of one value each nothing varies.
    expect(intervals([[1], [2], [4]])[0]).toEqual([2, 2]);
    // Of five values the median is the least with probability 5.8%, so the interval is all of them.
    expect(intervals([[5, 1, 4, 2, 3]])[0]).toEqual([1, 5]);
  });

  it('follow from the seed alone, not from the order of the values', () => {
    expect(intervals([X])).toEqual(intervals([[...X].reverse()]));
    expect(intervals([X])).not.toEqual(intervals([X], 2));
  });

  it('are the same on every machine', () => {
    // By the same steps in a Python of whole numbers of 64 bits.
    expect(intervals([X], 1)).toEqual([
      [0.19, 0.455],
      [0.18995833333333337, 0.48666666666666675],
      [0.07, 0.6225624999999997],
    ]);
  });

  it('reach to infinity when resamples do', () => {
    const [middle, iqm] = intervals([[1, 2, 3, 4, 5, 6, 7, 8, 9, Infinity]]);
    // The infinite one must be drawn five times of ten for an infinite median, 0.2% of all; three times for the mean, 7%.
    expect(middle![1]).toBeLessThan(Infinity);
    expect(iqm![1]).toBe(Infinity);
    expect(iqm![0]).toBeLessThan(5);
    expect(intervals([[Infinity, Infinity, Infinity]])[0]).toEqual([Infinity, Infinity]);
  });
});

it('comes in pieces that are the whole', () => {
  const many = Array.from({ length: 500 }, (_, i) => Math.sin(i));
  const sliced = bootstrap([many], [median], 1);
  let slices = 0;
  for (;;) {
    const { done, value } = sliced.next();
    if (done) {
      expect(value).toEqual(whole(bootstrap([many], [median], 1)));
      break;
    }
    slices++;
  }
  expect(slices).toBe(50); // 2,000 resamples of 500 numbers, 20,000 numbers a slice
});

it('an interval is on a side of what it does not hold', () => {
  expect(sideOf([0.6, 0.9], 0.5)).toBe(1);
  expect(sideOf([0.1, 0.4], 0.5)).toBe(-1);
  expect(sideOf([0.5, 0.9], 0.5), 'its end is of it').toBe(0);
  expect(sideOf([-Infinity, -1], 0)).toBe(-1);
  expect(sideOf(null, 0)).toBe(0);
});
