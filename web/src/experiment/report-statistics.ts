import { compareLanes } from './comparison.ts';
import type { CellLines } from './report.ts';
import { type Interval, whole } from './resample.ts';
import { sampleOf } from './sample.ts';
import { meets } from './target.ts';

export interface Asked {
  metric: 'loss' | 'accuracy';
  /** A value to come to: runs that end there or better have reached it. */
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
  reached: number | null;
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

/** What a cell comes to. */
export function summarise({ lanes }: CellLines, { metric, target, seed }: Asked): CellReport {
  const samples = lanes.map(({ lines }) => sampleOf(lines, metric));
  const comparison = whole(compareLanes(samples, seed));
  const reached = (i: number): number | null =>
    target === undefined
      ? null
      : samples[i]!.points.filter(({ value }) => meets(value, { metric, value: target })).length;
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
      reached: reached(i),
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
