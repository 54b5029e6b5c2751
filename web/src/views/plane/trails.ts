import { runsOf } from '../../engine/runs.ts';
import { dashOf, faded, laneColour, type Palette } from '../../toolkit/palette.ts';
import type { Pen } from '../pen.ts';
import type { Recorded } from '../recorded.ts';
import { Ink } from './ink.ts';
import { pathOf } from './path.ts';
import { inside, type Viewport } from './viewport.ts';

const PER_FRAME = 60_000; // rows and cells looked at in one frame: a long trace comes in pieces
const DOTS = 7; // CSS pixels between steps from which each step gets its dot

/** How a line is drawn where there is little of its lane yet, more, and much: a pile of lines stays a pile of lines. */
const STROKES = [
  { upTo: 0.3, width: 1.75, alpha: 0.92 },
  { upTo: 0.5, width: 0.7, alpha: 0.5 },
  { upTo: 0.6, width: 0.5, alpha: 0.3 },
] as const;

interface Drawn {
  trace: object;
  rows: number;
  /** Length of the line so far: the dashes go on where they ended. */
  length: number;
  ink: Ink;
}

/** A line of one kind of stroke. */
interface Stretch {
  points: number[];
  from: number;
}

/** The paths of all runs. Rows that came since the last frame are added to what is on the canvas. */
export class Trails {
  #drawn: (Drawn | undefined)[] = [];
  #stale = false;

  constructor(private readonly perFrame = PER_FRAME) {}

  /** The view moved, the colours changed: everything is to be drawn again. */
  invalidate(): void {
    this.#stale = true;
  }

  /** Returns whether there is more to draw in the next frame. */
  draw(
    ctx: Pen & Partial<Pick<CanvasRenderingContext2D, 'clearRect'>>,
    { lanes, swatches }: { lanes: readonly Recorded[]; swatches: readonly number[] },
    view: Viewport,
    palette: Palette,
    columns: readonly [string, string],
  ): boolean {
    const runs = runsOf<Recorded>(lanes);
    const shrunk = runs.some(({ run: { trace } }, i) => {
      const drawn = this.#drawn[i];
      return drawn && (drawn.trace !== trace || drawn.rows > trace.length);
    });
    if (this.#stale || shrunk || this.#drawn.length > runs.length) {
      ctx.clearRect?.(0, 0, view.width, view.height);
      this.#drawn = [];
      this.#stale = false;
    }
    let left = this.perFrame;
    for (const [i, { lane, run }] of runs.entries()) {
      const { trace } = run;
      this.#drawn[i] ??= { trace, rows: 0, length: 0, ink: new Ink(view) };
      const drawn = this.#drawn[i];
      if (trace.length <= Math.max(1, drawn.rows)) continue;
      const swatch = swatches[lane] ?? lane;
      const [xs, ys] = pathOf(trace, columns);
      left -= add(
        ctx,
        view,
        xs,
        ys,
        drawn,
        Math.ceil(left / (runs.length - i)),
        laneColour(palette, swatch),
        dashOf(swatch),
      );
    }
    return runs.some(({ run }, i) => Math.max(1, this.#drawn[i]!.rows) < run.trace.length);
  }
}

/** Draws rows until so much work is done, and returns how much was. */
function add(
  pen: Pen,
  view: Viewport,
  xs: Float64Array,
  ys: Float64Array,
  drawn: Drawn,
  most: number,
  colour: string,
  dash: readonly number[],
): number {
  const clip = (px: number): number => Math.min(1e5, Math.max(-1e5, px));
  const from = Math.max(0, drawn.rows - 1);
  let [px, py] = [clip(view.toX(xs[from]!)), clip(view.toY(ys[from]!))];
  const runs = STROKES.map((): Stretch[] => []);
  const dots: number[] = [];
  let [length, work, row, before] = [drawn.length, 0, from + 1, -1];
  for (; row < xs.length && work < most; row++, work++) {
    const [x, y] = [clip(view.toX(xs[row]!)), clip(view.toY(ys[row]!))];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    const gone = Math.hypot(x - px, y - py);
    if (gone < 0.4 && row < xs.length - 1) continue;
    const there = drawn.ink.along(px, py, x, y);
    work += there.looked;
    const kind = STROKES.findIndex(({ upTo }) => there.ink < upTo);
    if (kind >= 0) {
      const { width, alpha } = STROKES[kind]!;
      drawn.ink.add(width * alpha);
      if (kind !== before) runs[kind]!.push({ points: [px, py], from: length });
      runs[kind]!.at(-1)!.points.push(x, y);
      if (kind === 0 && gone >= DOTS && inside(view, x, y, 2)) dots.push(x, y);
    }
    before = kind;
    length += gone;
    [px, py] = [x, y];
  }
  pen.lineJoin = 'round';
  pen.lineCap = 'butt';
  for (const [kind, { width, alpha }] of STROKES.entries()) {
    pen.lineWidth = width;
    pen.strokeStyle = faded(colour, alpha);
    line(pen, runs[kind]!, kind === 0 ? dash : []);
  }
  pen.beginPath();
  for (let i = 0; i < dots.length; i += 2) {
    pen.moveTo(dots[i]! + 2, dots[i + 1]!);
    pen.arc(dots[i]!, dots[i + 1]!, 2, 0, 2 * Math.PI);
  }
  pen.fillStyle = colour;
  if (dots.length > 0) pen.fill();
  drawn.rows = row;
  drawn.length = length;
  return work;
}

/** Dashes go on where they were interrupted, so that each run is a stroke of its own. */
function line(pen: Pen, runs: readonly Stretch[], dash: readonly number[]): void {
  pen.setLineDash([...dash]);
  for (const [i, { points, from }] of runs.entries()) {
    if (i === 0 || dash.length > 0) pen.beginPath();
    pen.lineDashOffset = from;
    pen.moveTo(points[0]!, points[1]!);
    for (let k = 2; k < points.length; k += 2) pen.lineTo(points[k]!, points[k + 1]!);
    if (dash.length > 0 || i === runs.length - 1) pen.stroke();
  }
}
