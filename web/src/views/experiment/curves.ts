import type { Config } from '../../core/config.ts';
import { type Band, bandOf } from '../../experiment/band.ts';
import { ascending, median } from '../../experiment/quantile.ts';
import type { Result } from '../../experiment/results.ts';
import { isShare, type Measure } from '../../experiment/sample.ts';
import type { Choice } from '../../reader/study.ts';
import { extentsOf, valueRange } from '../chart/range.ts';
import { type Range, rounded } from './scale.ts';

type Against = Choice['against'];

/** How far along a run is, row by row. */
export type Progress = (rows: Pick<Result['rows'], 'column'>) => Float64Array;

const number = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

/** Steps of an epoch, which ends with the last whole batch. */
const batchesOf = ({ problem, batch }: Config): number =>
  Math.max(1, Math.ceil(number(problem.train, 1) / number(batch, 1)));

/** Where a step stands. */
export const progressAt = (against: 'step' | 'epoch', config: Config, step: number): number =>
  against === 'epoch' ? step / batchesOf(config) : step;

export function progressOf(against: Against, config: Config): Progress {
  if (against === 'seconds') return (rows) => rows.column('millis').map((ms) => ms / 1000);
  return (rows) => rows.column('step').map((step) => progressAt(against, config, step));
}

/** More points than these no picture of a curve needs. */
const MOST_POINTS = 300;

const measuredIn = (rows: Result['rows'], column: string): number[] => {
  const values = rows.column(column);
  return [...values.keys()].filter((row) => !Number.isNaN(values[row]!));
};

/** Every how many rows of the longest run are drawn: the same ones of all, so that they meet at the same steps. */
const strideOf = (runs: readonly Result[], column: string): number =>
  Math.ceil(Math.max(0, ...runs.map(({ rows }) => measuredIn(rows, column).length)) / MOST_POINTS);

/** The rows of a run in which a column was measured, or each so many of them, and the last one. */
function shownRows(rows: Result['rows'], column: string, stride: number): Pick<Result['rows'], 'column' | 'last'> {
  if (stride <= 1) return rows;
  const kept = measuredIn(rows, column).filter((_, i, all) => i % stride === 0 || i === all.length - 1);
  return {
    column: (name) => {
      const all = rows.column(name);
      return Float64Array.from(kept, (row) => all[row]!);
    },
    last: (name) => rows.last(name),
  };
}

/** One run as a line. */
export interface RunLine {
  seed: number;
  /** Where it ends with numbers that are not finite. */
  diverged: boolean;
  x: Float64Array;
  y: Float64Array;
}

/** The runs of a lane: of three or more their band, of fewer the lines themselves. */
export interface LaneCurves {
  runs: readonly Result[];
  column: string;
  band: Band | null;
  /** Where each row of the band stands: the middle of the runs that have that step. */
  x: Float64Array;
}

function placesOf(runs: readonly Pick<Result['rows'], 'column'>[], { step }: Band, progress: Progress): Float64Array {
  const at = new Map<number, number[]>();
  for (const rows of runs) {
    const places = progress(rows);
    for (const [row, s] of rows.column('step').entries()) {
      const there = at.get(s);
      if (there) there.push(places[row]!);
      else at.set(s, [places[row]!]);
    }
  }
  return step.map((s) => median(ascending(at.get(s) ?? [])));
}

export function curvesOf(runs: readonly Result[], column: Measure, progress: Progress): LaneCurves {
  const stride = strideOf(runs, column);
  const shown = runs.map(({ rows, status }) => ({ trace: shownRows(rows, column, stride), status }));
  const band = bandOf(shown, column);
  if (band.step.length === 0) return { runs, column, band: null, x: new Float64Array(0) };
  return {
    runs,
    column,
    band,
    x: placesOf(
      shown.map(({ trace }) => trace),
      band,
      progress,
    ),
  };
}

/** A run as a line: rows without a measurement are left out. */
export function lineOf(run: Result, column: string, progress: Progress): RunLine {
  const { seed, status } = run;
  const rows = shownRows(run.rows, column, strideOf([run], column));
  const values = rows.column(column);
  const places = progress(rows);
  const measured = [...values.keys()].filter((row) => !Number.isNaN(values[row]!));
  return {
    seed,
    diverged: status === 'diverged',
    x: Float64Array.from(measured, (row) => places[row]!),
    y: Float64Array.from(measured, (row) => values[row]!),
  };
}

/** From this part of the way on an accuracy is shown whole: what it begins with would flatten the rest. */
const SETTLED = 0.2;

/** Below this share of its values a line may leave a logarithmic axis: a single step that hit the minimum would take most of it. */
const DIPS = 0.02;

const lowOf = (values: readonly number[]): number => {
  const shown = values.filter((v) => Number.isFinite(v) && v > 0);
  return Math.min(shown.at(-1)!, ascending(shown)[Math.floor(DIPS * shown.length)]!); // where it ends is always shown
};

/** What a vertical axis is to show of the curves: of an accuracy how it ends, of a loss also how it begins. */
export function wantedRange(
  curves: readonly { x: ArrayLike<number>; ys: readonly ArrayLike<number>[] }[],
  measure: Measure,
  log: boolean,
  end: number,
): Range | null {
  const all = curves.flatMap(({ ys }) => ys.map((y) => Array.from(y)));
  if (isShare(measure)) {
    const late = curves.flatMap(({ x, ys }) =>
      ys.flatMap((y) => Array.from(y).filter((_, i) => x[i]! >= SETTLED * end)),
    );
    const shown = (late.length > 0 ? late : all.flat()).filter((v) => Number.isFinite(v) && v > 0);
    if (shown.length === 0) return null;
    const [low, high] = [Math.min(...shown), Math.max(...shown, ...all.flat().filter(Number.isFinite))];
    const [from, to] = rounded([low, Math.max(high, low + 0.005)]);
    return [Math.max(0, from), Math.min(1, to)];
  }
  const starts = all.map((y) => y[0]).filter((v): v is number => v !== undefined && Number.isFinite(v));
  const start = median(ascending(starts));
  const extents = all.flatMap((y) =>
    extentsOf([y], log).map((extent) => ({ ...extent, least: log ? lowOf(y) : extent.least })),
  );
  if (extents.length === 0) return null;
  return valueRange(extents, start, log);
}
