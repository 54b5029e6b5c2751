import { ascending, cutOf, interquartileMean, median, quantile, spread } from './quantile.ts';
import { bootstrap, type Estimate, type Interval, type Sliced, type Why } from './resample.ts';
import { byCell, type Metric, type Sample } from './sample.ts';
import { type Share, shareOf } from './share.ts';

/** What the runs of one lane come to, in the units of its metric. */
export interface Summary {
  metric: Metric;
  /** With a value; censored ones are among them. */
  runs: number;
  /** Without one. */
  missing: number;
  /** Of the runs, those that diverged. */
  diverged: Share;
  /** Of the runs, those that count as the worst value: they diverged or, where speed is asked for, never reached the target. */
  censored: Share;
  /** The middle run. May be ∞: then half of the runs or more are censored. */
  median: Estimate;
  /** The quartiles, q1 ≤ q3; null without runs. */
  q1: number | null;
  q3: number | null;
  /** The interquartile mean. Null when a censored run enters it, which is when more than ⌊n/4⌋ are censored. */
  iqm: Estimate;
  /** q3 − q1; ∞ when only one of them is. Null when even the better quartile is censored; without interval when any run is. */
  spread: Estimate;
}

const without = (why: Why, value: number | null = null): Estimate => ({ value, interval: null, why });

/**
 * The statistics of a sample, with 95 % intervals by a bootstrap that `seed`, the experiment's, decides; stratified by cell. A resample's
 * censored runs count as the worst value, so an interval's end may be that.
 */
export function* summarise({ metric, points, missing }: Sample, seed: number): Sliced<Summary> {
  const runs = points.length;
  const censored = points.filter((point) => point.censored).length;
  const sorted = ascending(points.map(({ value }) => value));
  const [q1, q3] = runs > 0 ? [quantile(sorted, 0.25), quantile(sorted, 0.75)] : [null, null];
  const values = [median, interquartileMean, spread].map((statistic) => statistic(sorted));
  let intervals: Interval[] = [];
  if (runs > 1) {
    const strata = [...byCell(points).values()].map((cell) => cell.map(({ value }) => value));
    intervals = yield* bootstrap(strata, [median, interquartileMean, spread], seed);
  }
  const estimate = (i: number): Estimate => {
    if (runs === 0) return without('noRuns');
    return intervals[i] ? { value: values[i]!, interval: intervals[i] } : without('oneRun', values[i]!);
  };
  // From the better end, where the censored ones are not.
  const betterIsCensored = Math.ceil((runs - 1) / 4) >= runs - censored;
  const ofSpread = (): Estimate => {
    if (runs < 2) return without(runs === 0 ? 'noRuns' : 'oneRun');
    return censored > 0 ? without('censored', betterIsCensored ? null : values[2]!) : estimate(2);
  };
  return {
    metric,
    runs,
    missing,
    diverged: shareOf(points.filter((point) => point.diverged).length, runs),
    censored: shareOf(censored, runs),
    median: estimate(0),
    q1,
    q3,
    iqm: censored > cutOf(runs) ? without('censored') : estimate(1),
    spread: ofSpread(),
  };
}
