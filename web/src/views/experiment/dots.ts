import type { Comparison } from '../../experiment/comparison.ts';
import { ascending } from '../../experiment/quantile.ts';
import type { Estimate, Interval } from '../../experiment/resample.ts';
import { isShare, type Metric, type Sample } from '../../experiment/sample.ts';
import type { Summary } from '../../experiment/summary.ts';
import type { Axis } from '../chart/axis.ts';
import { isSpeed } from './numbers.ts';
import { axisFor, spansDecades } from './scale.ts';

/** A lane's estimate with its interval and the runs it rests on, as a row of a chart of dots. */
export interface DotRow {
  lane: number;
  /** May be ∞: of a speed that is never. Null: there is none. */
  value: number | null;
  interval: Interval | null;
  /** Its runs; those that diverged or never got there are counted, not drawn. */
  strokes: readonly { seed: number; value: number }[];
  gone: number;
  of: number;
  /** Why there is no estimate. */
  why?: Estimate['why'] | undefined;
}

/** What a chart of dots shows of the lanes. */
export interface Dots {
  metric: Metric;
  rows: readonly DotRow[];
  /** Null where there is no finite number at all. */
  axis: Axis | null;
}

/** A statistic: as it comes with its interval, and of the runs alone, until that has come. */
interface Statistic {
  of(lane: Summary): Estimate;
  plain(sorted: Float64Array): number;
  /** Whether the runs are drawn beside it: it is one of their own kind. */
  strokes: boolean;
}

const finite = (values: readonly (number | null | undefined)[]): number[] =>
  values.filter((v): v is number => v !== null && v !== undefined && Number.isFinite(v));

function rowOf({ metric, points }: Sample, lane: number, summary: Summary | undefined, statistic: Statistic): DotRow {
  const gone = points.filter((point) => (isSpeed(metric) ? point.censored : point.diverged)).length;
  const strokes = points.filter(({ censored }) => !censored).map(({ seed, value }) => ({ seed, value }));
  const row = { lane, gone, of: points.length, strokes: statistic.strokes ? strokes : [] };
  // What has come may be of fewer runs: what is shown is of those that are there.
  if (summary?.runs === points.length) return { ...row, ...statistic.of(summary) };
  const value = points.length > 0 ? statistic.plain(ascending(points.map((point) => point.value))) : Number.NaN;
  return {
    ...row,
    value: Number.isNaN(value) || (value === Infinity && !isSpeed(metric)) ? null : value,
    interval: null,
  };
}

/** The ends of an interval that the axis has to show. Beyond the runs' own values it goes only since some of them diverged. */
function endsOf({ interval, gone, strokes }: DotRow): number[] {
  const values = strokes.map(({ value }) => value);
  return finite(interval ?? []).filter(
    (end) => gone === 0 || (end >= Math.min(...values) && end <= Math.max(...values)),
  );
}

/** The lanes of a cell by one number of each. `also`: what else the axis has room for. */
export function dotsOf(
  samples: readonly Sample[],
  comparison: Comparison | null,
  statistic: Statistic,
  also: readonly number[] = [],
): Dots {
  const metric = samples[0]?.metric ?? 'loss';
  const rows = samples.map((sample, lane) => rowOf(sample, lane, comparison?.lanes[lane], statistic));
  const values = rows.flatMap((row) => [...finite([row.value]), ...row.strokes.map(({ value }) => value)]);
  const shown = [...values, ...rows.flatMap((row) => endsOf(row))];
  const log = !isShare(metric) && !isSpeed(metric) && spansDecades(values);
  return { metric, rows, axis: values.length > 0 ? axisFor([...shown, ...(log ? [] : also)], log) : null };
}
