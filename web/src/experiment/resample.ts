import { Pcg32 } from '../core/random.ts';
import { quantile } from './quantile.ts';

/** From … to, with 95 % confidence. Ends may be ±∞. */
export type Interval = readonly [number, number];

/** Whether an interval lies on one side of a value: 1 above, −1 below, 0 when the value is in it. */
export const sideOf = (interval: Interval | null, value: number): -1 | 0 | 1 =>
  interval === null ? 0 : interval[0] > value ? 1 : interval[1] < value ? -1 : 0;

/** A number that the runs suggest, and how far off it may be. */
export interface Estimate {
  value: number | null;
  interval: Interval | null;
  /** Why one of them is null. */
  why?: Why;
}

/**
 * - `noRuns`: there is nothing to compute it from.
 * - `oneRun`: one run (or one seed in common) tells nothing about others.
 * - `censored`: a run that diverged, or never reached the target, has no value that a mean could be taken of.
 */
export type Why = 'noRuns' | 'oneRun' | 'censored';

/** What takes long is computed piece by piece: each `next()` takes a few milliseconds. */
export type Sliced<T> = Generator<undefined, T>;

/** All pieces at once. */
export function whole<T>(sliced: Sliced<T>): T {
  for (;;) {
    const { done, value } = sliced.next();
    if (done) return value;
  }
}

export const RESAMPLES = 2000;
/** The stream of the draws of the bootstrap. Those of the core are below (cpp/base/random.h). */
const RESAMPLING_STREAM = 6;
/** Numbers drawn in a piece. */
const DRAWS_A_SLICE = 20_000;

/** The middle 95 % of what resamples gave: a percentile bootstrap's interval (Efron & Tibshirani 1993, chapter 13). Sorts in place. */
const middle = (values: Float64Array): Interval => {
  values.sort();
  return [quantile(values, 0.025), quantile(values, 0.975)];
};

/**
 * RESAMPLES times `resample(random)`, which takes `draws` numbers; the interval of each of the statistics of what it draws. All draws follow from the seed, by whole numbers alone, so every browser and machine gets the same interval.
 */
export function* resampled<T>(
  seed: number,
  draws: number,
  resample: (random: Pcg32) => T,
  statistics: readonly ((drawn: T) => number)[],
): Sliced<Interval[]> {
  const random = new Pcg32(seed, RESAMPLING_STREAM);
  const results = statistics.map(() => new Float64Array(RESAMPLES));
  const each = Math.max(1, Math.floor(DRAWS_A_SLICE / draws));
  for (let r = 0; r < RESAMPLES; r++) {
    const drawn = resample(random);
    for (let s = 0; s < results.length; s++) results[s]![r] = statistics[s]!(drawn);
    if (r % each === each - 1) yield;
  }
  return results.map(middle);
}

/**
 * The stratified percentile bootstrap: each resample draws from every stratum as many values as it has, with replacement, and takes the
 * statistics of all of them together, in ascending order. So what the strata contribute stays as it is, and only luck within them varies (Agarwal et
 * al. 2021). The order of the values plays no part. With few values intervals are too narrow: of two they are the two themselves.
 */
export function bootstrap(
  strata: readonly (readonly number[])[],
  statistics: readonly ((sorted: Float64Array) => number)[],
  seed: number,
): Sliced<Interval[]> {
  const items = strata.flatMap((values, stratum) => values.map((value) => ({ value, stratum })));
  items.sort((a, b) => (a.value === b.value ? a.stratum - b.stratum : a.value - b.value));
  /** Of each stratum the places of its values among all. */
  const places = strata.map((_, s) => Uint32Array.from(items.keys()).filter((place) => items[place]!.stratum === s));
  const sorted = Float64Array.from(items, ({ value }) => value);
  const counts = new Uint32Array(sorted.length);
  const drawn = new Float64Array(sorted.length);
  const resample = (random: Pcg32) => {
    counts.fill(0);
    for (const own of places) for (let i = 0; i < own.length; i++) counts[own[random.below(own.length)]!]!++;
    let to = 0;
    for (let i = 0; i < counts.length; i++) for (let n = counts[i]!; n > 0; n--) drawn[to++] = sorted[i]!;
    return drawn;
  };
  return resampled(seed, sorted.length, resample, statistics);
}
