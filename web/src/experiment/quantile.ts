/**
 * The value below which a share p (0 … 1) of the values lies, linear between two of them: type 7 of Hyndman & Fan (1996), the default of
 * NumPy and R. `sorted`: ascending; may hold ±∞, no NaN. NaN of no values.
 *
 * Between a finite value and ±∞ it is that infinity, and between −∞ and ∞ that of the nearer one, in the middle 0: what follows when
 * infinity is a number that grows without bound.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const at = p * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  const part = at - Math.floor(at);
  if (low === -Infinity && high === Infinity) return part === 0.5 ? 0 : part < 0.5 ? low : high;
  return Number.isFinite(low) && Number.isFinite(high) ? low + part * (high - low) : low === -Infinity ? low : high;
}

/** The middle value, or the mean of the two in the middle; as `quantile` in all else. */
export const median = (sorted: ArrayLike<number>): number => quantile(sorted, 0.5);

/** How far apart the quartiles are (the interquartile range): ∞ from a finite one to an infinite one, and where both are infinite. */
export function spread(sorted: ArrayLike<number>): number {
  const low = quantile(sorted, 0.25);
  const high = quantile(sorted, 0.75);
  return high === Infinity ? high : high - low;
}

/** How many values are cut at each end for the interquartile mean. */
export const cutOf = (count: number): number => Math.floor(count / 4);

/**
 * The interquartile mean: the mean of what is left without the ⌊n/4⌋ least and the ⌊n/4⌋ greatest values, as SciPy's
 * `trim_mean(x, 0.25)` and rliable (Agarwal et al. 2021, "Deep Reinforcement Learning at the Edge of the Statistical Precipice") define
 * it. ∞ when what is left holds one; NaN of no values.
 */
export function interquartileMean(sorted: ArrayLike<number>): number {
  const cut = cutOf(sorted.length);
  let sum = 0;
  for (let i = cut; i < sorted.length - cut; i++) sum += sorted[i]!;
  return sum / (sorted.length - 2 * cut);
}

/** The same numbers in ascending order. */
export const ascending = (values: ArrayLike<number>): Float64Array => Float64Array.from(values).sort();
