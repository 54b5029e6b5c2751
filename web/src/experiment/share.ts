import type { Interval } from './resample.ts';

/** So many of so many. */
export interface Share {
  count: number;
  of: number;
  /** count / of; null of none. */
  value: number | null;
  interval: Interval | null;
}

/** The standard normal's 97.5% quantile. */
export const NORMAL_975 = 1.959963984540054;

/**
 * A share with Wilson's interval at 95% (Wilson 1927; SciPy's `binomtest(count, of).proportion_ci(method='wilson')`). A bootstrap
 * would say that none of ten is none for sure; this says up to 28%.
 */
export function shareOf(count: number, of: number): Share {
  if (of === 0) return { count, of, value: null, interval: null };
  const value = count / of;
  const z2 = NORMAL_975 ** 2;
  const centre = (value + z2 / (2 * of)) / (1 + z2 / of);
  const half = (NORMAL_975 / (1 + z2 / of)) * Math.sqrt((value * (1 - value)) / of + z2 / (4 * of * of));
  return { count, of, value, interval: [count === 0 ? 0 : centre - half, count === of ? 1 : centre + half] };
}
