import { type RunOf, runsOf } from '../../engine/runs.ts';
import type { Stage } from '../../reader/stage.ts';
import { laneColour, type Palette } from '../../toolkit/palette.ts';
import type { Pen } from '../pen.ts';
import type { Recorded } from '../recorded.ts';
import { pathOf } from './path.ts';
import { inside, type Viewport } from './viewport.ts';

/** A disc on the plane: where a run is, or was at the step pointed at. */
export interface Head {
  lane: number;
  run?: number;
  row: number;
  x: number;
  y: number;
  swatch: number;
  radius: number;
  ended: boolean;
  /** Where it is now: outside of the view, the edge says so. */
  now: boolean;
}

/** Where each run is now, larger when it is pointed at; and where it was at the step that is pointed at. */
export function headsOf(
  { hover, lanes, swatches }: Pick<Stage, 'hover' | 'swatches'> & { lanes: readonly Recorded[] },
  columns: readonly [string, string],
): Head[] {
  const at = ({ lane, index, run }: RunOf<Recorded>, row: number, radius: number, now: boolean): Head => {
    const { trace, status } = run;
    const [x, y] = pathOf(trace, columns).map((values) => values[row]!) as [number, number];
    return {
      lane,
      run: index,
      row,
      x,
      y,
      swatch: swatches[lane] ?? lane,
      radius,
      now,
      ended: now && status === 'diverged',
    };
  };
  const runs = runsOf<Recorded>(lanes);
  const pointed = runs.find(({ lane, index }) => lane === hover?.lane && index === (hover.run ?? 0));
  const heads = runs.flatMap((one) => {
    const { trace } = one.run;
    // One that diverged has left the numbers, too.
    let row = trace.length - 1;
    const [xs, ys] = pathOf(trace, columns);
    while (row > 0 && !(Number.isFinite(xs[row]) && Number.isFinite(ys[row]))) row--;
    return row >= 0 ? [at(one, row, one === pointed ? 6 : 4.75, true)] : [];
  });
  if (!hover || !pointed || hover.row >= pointed.run.trace.length) return heads;
  const step = pointed.run.trace.column('step')[hover.row]!;
  for (const one of runs) {
    const row = one === pointed ? hover.row : hover.all ? one.run.trace.indexOfStep(step) : -1;
    if (row >= 0) heads.push(at(one, row, 3.5, false));
  }
  return heads;
}

const OUT = 5; // CSS pixels beyond the edge from which a head is no longer seen
const INSET = 11;
const APART = 15;

/** A lane that is outside of the view: where the edge says so, and which way it went. */
export interface EdgeMark {
  head: Head;
  px: number;
  py: number;
  angle: number;
}

/** Marks of several lanes that left the same way stand side by side. */
export function edgeMarks(heads: readonly Head[], view: Viewport): EdgeMark[] {
  const marks: EdgeMark[] = [];
  const most = (value: number): number => Math.min(1e6, Math.max(-1e6, value));
  for (const head of heads) {
    const [x, y] = [most(view.toX(head.x)), most(view.toY(head.y))];
    if (!head.now || Number.isNaN(x) || Number.isNaN(y) || inside(view, x, y, OUT)) continue;
    const clamped = (value: number, size: number): number => Math.min(size - INSET, Math.max(INSET, value));
    const mark = { head, px: clamped(x, view.width), py: clamped(y, view.height), angle: 0 };
    const upright = mark.px !== x; // it left to a side: neighbours stand above and below
    const [axis, size] = upright ? (['py', view.height] as const) : (['px', view.width] as const);
    const way = mark[axis] > size / 2 ? -APART : APART;
    while (marks.some((other) => Math.hypot(other.px - mark.px, other.py - mark.py) < APART - 1)) mark[axis] += way;
    mark.angle = Math.atan2(y - mark.py, x - mark.px);
    marks.push(mark);
  }
  return marks;
}

export function drawHeads(pen: Pen, heads: readonly Head[], view: Viewport, palette: Palette): void {
  const { unit } = palette;
  for (const { x, y, swatch, radius, ended } of heads) {
    const [px, py] = [view.toX(x), view.toY(y)];
    if (!inside(view, px, py, 8)) continue;
    for (const [colour, size] of [
      [palette.paper, radius + 1.75],
      [laneColour(palette, swatch), radius],
    ] as const) {
      pen.beginPath();
      pen.arc(px, py, size * unit, 0, 2 * Math.PI);
      pen.fillStyle = colour;
      pen.fill();
    }
    if (ended) cross(pen, px, py, palette.paper);
  }
  for (const mark of edgeMarks(heads, view)) arrow(pen, mark, palette);
}

function arrow(pen: Pen, { head, px, py, angle }: EdgeMark, palette: Palette): void {
  const size = (head.radius + 1.75) * palette.unit;
  pen.beginPath();
  for (const [turn, far] of [
    [0, size * 1.3],
    [2.45, size],
    [Math.PI, size * 0.35],
    [-2.45, size],
  ] as const) {
    const [x, y] = [px + far * Math.cos(angle + turn), py + far * Math.sin(angle + turn)];
    if (turn === 0) pen.moveTo(x, y);
    else pen.lineTo(x, y);
  }
  pen.closePath();
  pen.lineJoin = 'round';
  pen.lineWidth = 3;
  pen.strokeStyle = palette.paper;
  pen.stroke();
  pen.fillStyle = laneColour(palette, head.swatch);
  pen.fill();
}

function cross(pen: Pen, px: number, py: number, colour: string): void {
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.moveTo(px - 2, py - 2);
  pen.lineTo(px + 2, py + 2);
  pen.moveTo(px + 2, py - 2);
  pen.lineTo(px - 2, py + 2);
  pen.stroke();
}
