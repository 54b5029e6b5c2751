import { isShare } from '../../experiment/sample.ts';
import type { Experiment } from '../../experiment/spec.ts';
import { logTicks, ticks } from '../ticks.ts';
import { cellAt, placeFor, valuesFor } from './axis-values.ts';
import { type Asked, isLess, kindOf, type Tally } from './tally.ts';

/** One cell of a map. */
export interface HeatCell {
  cell: number;
  tally: Tally;
}

/** A lane over two axes: its values across and up, and its cells by row, from below, and column. */
export interface HeatMap {
  lane: number;
  across: readonly number[];
  up: readonly number[];
  rows: readonly (readonly HeatCell[])[];
}

/** Maps of the lanes that have a part in one of two axes; the other axes stay where they are. */
export function heatMaps(
  experiment: Experiment,
  [x, y]: readonly [number, number],
  positions: readonly number[],
  tally: (cell: number, lane: number) => Tally,
): HeatMap[] {
  const [axisX, axisY] = [experiment.axes[x]!, experiment.axes[y]!];
  return [...experiment.config.lanes.keys()].flatMap((lane) => {
    if (!placeFor(axisX, lane) && !placeFor(axisY, lane)) return [];
    const [across, up] = [valuesFor(axisX, lane), valuesFor(axisY, lane)];
    const rows = up.map((_, row) =>
      across.map((_, column) => {
        const cell = cellAt(experiment, positions.with(x, column).with(y, row));
        return { cell, tally: tally(cell, lane) };
      }),
    );
    return [{ lane, across, up, rows }];
  });
}

export interface Spot {
  row: number;
  column: number;
}

/** The best cell of a map that is of any use; the first of equals. */
export function bestSpot({ rows }: HeatMap, less: boolean): (Spot & { median: number }) | null {
  let best: (Spot & { median: number }) | null = null;
  rows.forEach((cells, row) => {
    cells.forEach(({ tally }, column) => {
      const { median } = tally;
      if (kindOf(tally) !== 'fine' || !Number.isFinite(median)) return;
      if (!best || (less ? median < best.median : median > best.median)) best = { row, column, median };
    });
  });
  return best;
}

/** From the better end (0) to the worse end (1) of all maps: what a cell is tinted by. */
export interface Tint {
  log: boolean;
  /** Along the scale: a logarithm, where that suits. */
  along(value: number): number;
  place(value: number): number;
}

const LOG_FROM = 10;

export function tintOf(maps: readonly HeatMap[], asked: Asked): Tint {
  const fine = maps
    .flatMap(({ rows }) => rows.flat())
    .filter(({ tally }) => kindOf(tally) === 'fine' && Number.isFinite(tally.median))
    .map(({ tally }) => tally.median);
  const [least, most] = [Math.min(...fine), Math.max(...fine)];
  const log = (!isShare(asked.measure) || asked.what === 'steps') && least > 0 && most / least > LOG_FROM;
  const along = log ? (v: number) => (v > 0 ? Math.log10(v) : Number.NaN) : (v: number) => v;
  const [from, to] = isLess(asked) ? [along(least), along(most)] : [along(most), along(least)];
  return { log, along, place: (value) => (to === from ? 0 : (along(value) - from) / (to - from) + 0) };
}

/** Medians along the tint's scale, each the mean of those around it (3 × 3); null where a cell is of no use. */
export function smoothed({ rows }: HeatMap, along: (value: number) => number): (number | null)[][] {
  const own = rows.map((cells) =>
    cells.map(({ tally }) => {
      const value = kindOf(tally) === 'fine' ? along(tally.median) : Number.NaN;
      return Number.isFinite(value) ? value : null;
    }),
  );
  return own.map((cells, row) =>
    cells.map((value, column) => {
      if (value === null) return null;
      const around = [row - 1, row, row + 1].flatMap((r) =>
        [column - 1, column, column + 1].map((c) => own[r]?.[c] ?? null),
      );
      const known = around.filter((one) => one !== null);
      return known.reduce((sum, one) => sum + one, 0) / known.length;
    }),
  );
}

/** Lines of a map are at least this part of its range from each other. */
const APART = 0.12;

/** How far apart the middle halves of the seeds' values lie, in the middle of all cells, along the tint's scale. 0 without any. */
function noiseOf(maps: readonly HeatMap[], { along }: Tint): number {
  const widths = maps
    .flatMap(({ rows }) => rows.flat())
    .filter(({ tally }) => tally.runs > 2 && kindOf(tally) === 'fine')
    .map(({ tally }) => along(tally.q3) - along(tally.q1))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  return widths[widths.length >> 1] ?? 0;
}

/** Values of lines of equal value, ascending: round ones, no closer than the seeds are apart, as finer ones would draw noise. */
export function levelsOf(maps: readonly HeatMap[], tint: Tint): number[] {
  const heights = maps.flatMap((map) => smoothed(map, tint.along).flat()).filter((height) => height !== null);
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  if (!(high > low)) return [];
  const least = Math.max(noiseOf(maps, tint), APART * (high - low));
  const all = tint.log ? logTicks(10 ** low, 10 ** high, 14) : ticks(low, high, 10);
  let last = Number.NEGATIVE_INFINITY;
  return all.filter((level) => {
    const at = tint.along(level);
    if (at - last < least || at <= low || at >= high) return false;
    last = at;
    return true;
  });
}
