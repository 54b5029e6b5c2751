import { runsOf } from '../../engine/runs.ts';
import { Budget } from '../../toolkit/budget.ts';
import { dashOf, faded, laneColour, type Palette } from '../../toolkit/palette.ts';
import { clipped } from '../clipping.ts';
import type { Pen } from '../pen.ts';
import type { Recorded } from '../recorded.ts';
import { Ink } from './ink.ts';
import { pathOf } from './path.ts';
import { inside, type Viewport } from './viewport.ts';

const RIM = 24; // CSS pixels beyond the view, for the width of lines and the length of a dash
const GROUP = 256; // rows that are stroked at once, wherever frames begin and end: the picture is the same
const DOTS = 7; // CSS pixels between steps from which each step gets its dot

/** How a line is drawn where there is little of its lane yet, more, and much: a pile of lines stays a pile of lines. */
const STROKES = [
  { upTo: 0.3, width: 1.75, alpha: 0.92 },
  { upTo: 0.5, width: 0.7, alpha: 0.5 },
  { upTo: 0.6, width: 0.5, alpha: 0.3 },
] as const;

interface Drawn {
  trace: Recorded['trace'];
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
  readonly #budget: Budget;

  /** `perFrame`: how many rows and cells are looked at in one frame; by default what this machine does in a short one. */
  constructor(perFrame: number | Budget = new Budget()) {
    this.#budget = typeof perFrame === 'number' ? new Budget(perFrame) : perFrame;
  }

  /** The view moved, the colours changed: everything is to be drawn again. */
  invalidate(): void {
    this.#stale = true;
  }

  /** Whether what is drawn is the beginning of these. */
  continues(lanes: readonly Recorded[]): boolean {
    const runs = runsOf<Recorded>(lanes);
    const grown = this.#drawn.every(
      (drawn, i) => !drawn || (runs[i] && drawn.trace === runs[i].run.trace && drawn.rows <= drawn.trace.length),
    );
    return !this.#stale && grown;
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
    if (!this.continues(lanes)) {
      ctx.clearRect?.(0, 0, view.width, view.height);
      this.#drawn = [];
      this.#stale = false;
    }
    const most = this.#budget.next();
    let left = most;
    for (const [i, { lane, run }] of runs.entries()) {
      const { trace } = run;
      this.#drawn[i] ??= { trace, rows: 0, length: 0, ink: new Ink(view) };
      const drawn = this.#drawn[i];
      const swatch = swatches[lane] ?? lane;
      const look = { colour: laneColour(palette, swatch), dash: dashOf(swatch), bold: palette.bold * palette.unit };
      const [xs, ys] = pathOf(trace, columns);
      let work = 0;
      for (const share = left / (runs.length - i); work < share && trace.length > Math.max(1, drawn.rows); )
        work += add(ctx, view, xs, ys, drawn, look);
      left -= work;
    }
    this.#budget.use(most - left);
    return runs.some(({ run }, i) => Math.max(1, this.#drawn[i]!.rows) < run.trace.length);
  }
}

/** Draws the rows of a group that are not drawn yet, and returns how much work that was. */
function add(
  pen: Pen,
  view: Viewport,
  xs: Float64Array,
  ys: Float64Array,
  drawn: Drawn,
  { colour, dash, bold }: { colour: string; dash: readonly number[]; bold: number },
): number {
  const clip = (px: number): number => Math.min(1e5, Math.max(-1e5, px));
  const { toX, toY } = view.ways;
  const { ink } = drawn;
  const from = Math.max(0, drawn.rows - 1);
  let [px, py] = [clip(toX(xs[from]!)), clip(toY(ys[from]!))];
  const runs = STROKES.map((): Stretch[] => []);
  const dots: number[] = [];
  const until = Math.min(xs.length, (Math.floor((from + 1) / GROUP) + 1) * GROUP);
  let [length, work, row, before] = [drawn.length, 0, from + 1, -1];
  for (; row < until; row++, work++) {
    const [x, y] = [clip(toX(xs[row]!)), clip(toY(ys[row]!))];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    const gone = Math.hypot(x - px, y - py);
    if (gone < 0.4 && row < until - 1) continue;
    const there = ink.along(px, py, x, y);
    work += ink.looked;
    // Dashes of what nobody sees take their time, too.
    const part = clipped(px + RIM, py + RIM, x + RIM, y + RIM, view.width + 2 * RIM, view.height + 2 * RIM);
    const kind = part ? STROKES.findIndex(({ upTo }) => there < upTo) : -1;
    if (part && kind >= 0) {
      const { width, alpha } = STROKES[kind]!;
      ink.add(width * alpha);
      const [begin, end] = part;
      const stretches = runs[kind]!;
      if (kind !== before || begin > 0)
        stretches.push({ points: [px + begin * (x - px), py + begin * (y - py)], from: length + begin * gone });
      stretches.at(-1)!.points.push(px + end * (x - px), py + end * (y - py));
      if (kind === 0 && gone >= DOTS && inside(view, x, y, 2)) dots.push(x, y);
    }
    before = part && part[1] < 1 ? -1 : kind;
    length += gone;
    [px, py] = [x, y];
  }
  pen.lineJoin = 'round';
  pen.lineCap = 'butt';
  for (const [kind, { width, alpha }] of STROKES.entries()) {
    pen.lineWidth = width * bold;
    pen.strokeStyle = faded(colour, alpha);
    line(pen, runs[kind]!, kind === 0 ? dash.map((part) => part * bold) : []);
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
