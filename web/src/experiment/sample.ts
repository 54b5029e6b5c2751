import type { RunStatus } from '../run/run.ts';
import { grouped } from './grouped.ts';
import type { Reached } from './target.ts';

/** What a run's last row tells of it, by the names of its columns. */
export const MEASURES = ['loss', 'testLoss', 'accuracy', 'trainAccuracy'] as const;
export type Measure = (typeof MEASURES)[number];

export const isMeasure = (name: string): name is Measure => (MEASURES as readonly string[]).includes(name);

/** What is compared: a measure at the end, or the steps or milliseconds to a target. */
export type Metric = Measure | 'steps' | 'millis';

/** Whether it is a share of right answers, 0 … 1: the only metrics of which more is better. */
export const isShare = (metric: string): boolean => metric === 'accuracy' || metric === 'trainAccuracy';

/** Which words suit a metric. */
export const wordsOf = (metric: Metric): 'loss' | 'accuracy' | 'steps' | 'millis' =>
  isShare(metric) ? 'accuracy' : metric === 'testLoss' ? 'loss' : (metric as 'loss' | 'steps' | 'millis');

/** Whether the smaller value is the better one. */
export const lessIsBetter = (metric: Metric): boolean => !isShare(metric);

/** What a censored run counts as: no value is worse. */
export const worstOf = (metric: Metric): number => (lessIsBetter(metric) ? Infinity : 0);

/** What statistics need to know of a run: a line of a sweep's file is one. */
export interface Outcome {
  /** Which point of a sweep it belongs to; 0 where there is one. */
  cell?: number;
  seed: number;
  status: RunStatus;
  /** Null and NaN: not a number, or not measured. */
  final?: Partial<Record<Measure, number | null>>;
  /** Where it first met the target; null when it has not. */
  reached?: Reached | null;
}

/** A run's value. */
export interface Point {
  cell: number;
  seed: number;
  value: number;
  /** Whether the value is the worst there is in place of one that does not exist: the run diverged, or never reached the target. */
  censored: boolean;
  diverged: boolean;
}

/** The runs of one lane, in the order of their cells and seeds whatever order they ended in. */
export interface Sample {
  metric: Metric;
  points: readonly Point[];
  /** Runs without a value: not ended (cancelled, under way), failed, or ended without this ever being measured. */
  missing: number;
}

const isNumber = (value: number | null | undefined): value is number => value != null && !Number.isNaN(value);

/**
 * The value of a run, or null when it has none.
 *
 * - *measures*: of a run that finished the last one; one that diverged, or finished at a loss that is not finite, is censored, whatever was
 *   measured before. A finished run without an accuracy was never tested: missing, not worst.
 * - *steps*, *millis*: to the target. A run that reached it counts with that, even if it is still under way or diverged later; one that
 *   ended without is censored; one that has not ended, or whose time was not measured, is missing.
 */
export function pointOf(run: Outcome, metric: Metric): Point | null {
  const { cell = 0, seed, status, final, reached } = run;
  const ended = status === 'finished' || status === 'diverged';
  const diverged = status === 'diverged' || (ended && final?.loss !== undefined && !Number.isFinite(final.loss ?? NaN));
  const point = (value: number, censored = false): Point => ({ cell, seed, value, censored, diverged });
  const worst = point(worstOf(metric), true);
  if (metric === 'steps' || metric === 'millis') {
    if (!reached) return ended ? worst : null;
    const way = metric === 'steps' ? reached.step : reached.millis;
    return isNumber(way) ? point(way) : null;
  }
  if (!ended) return null;
  if (diverged) return worst;
  const value = final?.[metric];
  return isNumber(value) ? point(value) : null;
}

/** The sample of a lane's runs. Of two with the same cell and seed, as a resumed file may hold them, the later one counts. */
export function sampleOf(runs: Iterable<Outcome>, metric: Metric): Sample {
  const unique = new Map<string, Outcome>();
  for (const run of runs) unique.set(`${run.cell ?? 0} ${run.seed}`, run);
  const points = [...unique.values()].flatMap((run) => pointOf(run, metric) ?? []);
  points.sort((a, b) => a.cell - b.cell || a.seed - b.seed);
  return { metric, points, missing: unique.size - points.length };
}

/** The points of each cell, in the cells' order: the strata of a bootstrap. */
export const byCell = (points: readonly Point[]): Map<number, Point[]> => grouped(points, ({ cell }) => cell);
