// Against SciPy 1.10.1 and NumPy 1.24.2: np.median(x), np.quantile(x, p), scipy.stats.trim_mean(x, .25), scipy.stats.iqr(x).
import { describe, expect, it } from 'vitest';
import { ascending, interquartileMean, median, quantile, spread } from '../../../web/src/experiment/quantile.ts';
import { X, Y } from './support.ts';

it.each([
  // n: trim_mean, quartiles and median of the first n of X
  [1, 0.31, 0.31, 0.31, 0.31],
  [2, 0.215, 0.1675, 0.215, 0.2625],
  [3, 0.32666666666666666, 0.215, 0.31, 0.43],
  [4, 0.215, 0.11, 0.215, 0.37],
  [5, 0.2833333333333333, 0.12, 0.31, 0.42],
  [7, 0.262, 0.155, 0.27, 0.365],
  [8, 0.2975, 0.1725, 0.29, 0.4525],
  [10, 0.29833333333333334, 0.2025, 0.29, 0.405],
])('of %i values they are those of SciPy and NumPy', (n, iqm, q1, middle, q3) => {
  const sorted = ascending(X.slice(0, n));
  expect(interquartileMean(sorted)).toBeCloseTo(iqm, 14);
  expect(quantile(sorted, 0.25)).toBeCloseTo(q1, 14);
  expect(median(sorted)).toBeCloseTo(middle, 14);
  expect(quantile(sorted, 0.75)).toBeCloseTo(q3, 14);
});

it('the spread is SciPy’s interquartile range', () => {
  expect(spread(ascending(X))).toBeCloseTo(0.2025, 14);
  expect(spread(ascending(Y))).toBeCloseTo(0.1825, 14);
});

it('numbers are sorted as numbers', () => {
  expect([...ascending([10, 9, -Infinity, Infinity, 1e-7])]).toEqual([-Infinity, 1e-7, 9, 10, Infinity]);
});

describe('with infinite values', () => {
  const inf = Infinity;
  it.each([
    // sorted, p, expected: by hand, at place p·(n − 1)
    [[1, 2, inf], 0.5, 2], //             exactly at the second
    [[1, inf, inf], 0.25, inf], //        between the first and an infinite one
    [[1, 2, 3, 4, inf], 0.75, 4], //      exactly at the fourth: what follows plays no part
    [[1, inf], 0, 1],
    [[inf, inf], 0.5, inf], //            not ∞ − ∞
    [[-inf, -inf, 3], 0.25, -inf],
    [[-inf, 3], 0.9, -inf],
    [[-inf, inf], 0.5, 0], //             as far to the one as to the other
    [[-inf, inf], 0.25, -inf],
    [[-inf, inf], 0.75, inf],
  ])('%j at %d is %d', (sorted, p, expected) => {
    expect(quantile(sorted, p)).toBe(expected);
  });

  it('the interquartile mean is finite as long as they are cut off', () => {
    expect(interquartileMean([1, 2, 3, inf])).toBe(2.5); // ⌊4/4⌋ = 1 off each end
    expect(interquartileMean([1, 2, inf, inf])).toBe(inf);
    expect(interquartileMean([1, 2, inf])).toBe(inf); // ⌊3/4⌋ = 0: none is cut
  });

  it('the spread is infinite, never NaN', () => {
    expect(spread([1, 2, 3, inf])).toBe(inf);
    expect(spread([inf, inf])).toBe(inf);
    expect(spread([1, 2, 3, 4, inf])).toBe(2);
  });
});

it('of no values they are NaN', () => {
  expect([median([]), interquartileMean([]), spread([])]).toEqual([NaN, NaN, NaN]);
});
