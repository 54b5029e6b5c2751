import { compareLanes } from './comparison.ts';
import { type Line, tellsOf } from './line.ts';
import { ascending, median } from './quantile.ts';
import type { CellLines } from './report.ts';
import { type Interval, whole } from './resample.ts';
import { type Measure, type Sample, sampleOf } from './sample.ts';
import { meets, type Target } from './target.ts';

export interface Asked {
  metric: Measure;
  /** A value to come to. */
  target?: number;
  /** Of the resampling. */
  seed: number;
}

type Ends = readonly [number | null, number | null];

/** What the runs of a lane come to; null where there is no such number, or it is infinite. */
export interface LaneReport {
  lane: number;
  optimizer: string;
  runs: number;
  diverged: number;
  median: number | null;
  q1: number | null;
  q3: number | null;
  iqm: number | null;
  /** Of the interquartile mean. */
  interval: Ends | null;
  /** How many runs came to the target at any step, where the lines tell; else how many end there. Null without a target. */
  reached: number | null;
  /** Where the lines tell: the median of the steps at which they first came to it, null where half of them or more never do. */
  steps?: number | null;
}

export interface PairReport {
  a: number;
  b: number;
  /** That a run of a is better than one of b. */
  probability: number | null;
  interval: Ends | null;
  /** The median of a − b over the seeds that both have. */
  difference: number | null;
}

export interface CellReport {
  lanes: LaneReport[];
  pairs: PairReport[];
}

const finite = (x: number | null): number | null => (x !== null && Number.isFinite(x) ? x : null);
const ends = (interval: Interval | null): Ends | null => interval && [finite(interval[0]), finite(interval[1])];

/** How the runs of a lane come to a target. */
function reachedBy(
  lines: readonly Line[],
  ends: Sample,
  target: Target | undefined,
): Pick<LaneReport, 'reached' | 'steps'> {
  if (!target) return { reached: null };
  if (!lines.every((line) => tellsOf(line, target)))
    return { reached: ends.points.filter(({ value }) => meets(value, target)).length };
  const steps = lines.map((line) => line.target!.step ?? Number.POSITIVE_INFINITY);
  return { reached: steps.filter(Number.isFinite).length, steps: finite(median(ascending(steps))) };
}

/** What a cell comes to. */
export function summarise({ lanes }: CellLines, { metric, target, seed }: Asked): CellReport {
  const samples = lanes.map(({ lines }) => sampleOf(lines, metric));
  const comparison = whole(compareLanes(samples, seed));
  return {
    lanes: comparison.lanes.map(({ runs, diverged, median, q1, q3, iqm }, i) => ({
      lane: lanes[i]!.lane,
      optimizer: lanes[i]!.optimizer,
      runs,
      diverged: diverged.count,
      median: finite(median.value),
      q1: finite(q1),
      q3: finite(q3),
      iqm: finite(iqm.value),
      interval: ends(iqm.interval),
      ...reachedBy(lanes[i]!.lines, samples[i]!, target === undefined ? undefined : { metric, value: target }),
    })),
    pairs: comparison.pairs.map(({ a, b, probability, difference }) => ({
      a: lanes[a]!.lane,
      b: lanes[b]!.lane,
      probability: finite(probability.value),
      interval: ends(probability.interval),
      difference: finite(difference.value),
    })),
  };
}
