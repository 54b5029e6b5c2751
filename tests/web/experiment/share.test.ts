// Against SciPy 1.10.1: scipy.stats.binomtest(k, n).proportion_ci(method='wilson').
import { expect, it } from 'vitest';
import { shareOf } from '../../../web/src/experiment/share.ts';

it.each([
  [0, 10, 0, 0.27753279986288926],
  [1, 10, 0.017876213095072896, 0.4041500267952385],
  [3, 10, 0.10779126740630102, 0.6032218525388546],
  [10, 10, 0.7224672001371109, 1],
  [7, 40, 0.08745413746035918, 0.3194999033178771],
])('%i of %i has the interval of SciPy', (count, of, low, high) => {
  const { value, interval } = shareOf(count, of);
  expect(value).toBe(count / of);
  expect(interval![0]).toBeCloseTo(low, 14);
  expect(interval![1]).toBeCloseTo(high, 14);
});

it('of none there is no share', () => {
  expect(shareOf(0, 0)).toEqual({ count: 0, of: 0, value: null, interval: null });
});
