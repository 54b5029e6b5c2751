import type uPlot from 'uplot';
import { runsOf } from '../../engine/runs.ts';
import { laneNames } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import type { RunView } from '../../run/run.ts';
import { count, fixed, num, percent } from '../../toolkit/format.ts';
import type { Axes } from './curves.ts';
import type { Curve } from './data.ts';
import { showReadings } from './tooltip.ts';

/** Shows the numbers of all runs where the pointer is, the best first; the map shows the lanes there as well. */
export function point(
  chart: uPlot,
  box: HTMLElement,
  stage: Stage,
  axes: Axes,
  xs: readonly number[],
  curves: readonly Curve[],
): void {
  const { left, idx } = chart.cursor;
  if (left === undefined || left < 0 || idx === null || idx === undefined) {
    leave(box, stage);
    return;
  }
  const at = xs[idx]!;
  const names = laneNames(stage);
  const runs = runsOf<RunView>(stage.whole);
  const rows = curves.map((curve) => rowAt(curve, at));
  const readings = curves.map((curve, i) => {
    const y = lastKnown(curve, rows[i]!);
    const { lane } = runs[i]!;
    return { name: names[lane]!, swatch: stage.swatches[lane]!, value: axes.share ? percent(y) : fixed(y), y };
  });
  const down = axes.share ? -1 : 1;
  readings.sort((a, b) => (Number.isNaN(a.y) ? 1 : Number.isNaN(b.y) ? -1 : down * (a.y - b.y)));
  const width = chart.over.offsetLeft + chart.over.clientWidth;
  showReadings(
    box,
    { label: axes.x.label(), value: Number.isInteger(at) ? count(at) : num(at) },
    readings,
    left + chart.over.offsetLeft,
    width,
  );
  const row = Math.max(...rows);
  const first = runs[rows.indexOf(row)];
  if (row >= 0 && first) stage.point({ lane: first.lane, run: first.index, row, all: true });
}

export function leave(box: HTMLElement, stage: Stage): void {
  if (box.hidden) return;
  box.hidden = true;
  stage.point(null);
}

/** The last row of a curve at or before x; −1 when there is none. */
function rowAt(curve: Curve, x: number): number {
  let [low, high] = [0, curve.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (curve.x(middle) <= x * (1 + 1e-12)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The value there, or the last one that was measured before. */
function lastKnown(curve: Curve, row: number): number {
  for (let i = row; i >= 0; i--) if (!Number.isNaN(curve.y(i))) return curve.y(i);
  return Number.NaN;
}
