import { clipped } from '../clipping.ts';

/** How a curve is drawn; lengths in CSS pixels. */
export interface Line {
  colour: string;
  width: number;
  dash: readonly number[];
  /** Its own overlaps would show, where it is drawn in pieces. */
  translucent: boolean;
  /** The radius of a disc at each point; 0: none. */
  marks: number;
}

type Ctx = Pick<
  CanvasRenderingContext2D,
  | 'arc'
  | 'beginPath'
  | 'clip'
  | 'fill'
  | 'fillStyle'
  | 'lineCap'
  | 'lineDashOffset'
  | 'lineJoin'
  | 'lineTo'
  | 'lineWidth'
  | 'moveTo'
  | 'rect'
  | 'restore'
  | 'save'
  | 'setLineDash'
  | 'stroke'
  | 'strokeStyle'
  | 'translate'
>;

/** Renderers take time that grows with the square of a noisy line's length: a piece is about this long, in CSS pixels. */
const PIECE = 1200;
/** Discs that are filled at once. */
const BATCH = 48;

/** Draws curves whose points are places from 0 to 1. `bbox` and `ratio` are as uPlot has them. */
export function drawLines(
  ctx: Ctx,
  [xs, ...columns]: readonly [readonly number[], ...(readonly (number | null | undefined)[])[]],
  lines: readonly Line[],
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
  ratio: number,
): void {
  for (const [i, { colour, dash, marks, translucent, width: wide }] of lines.entries()) {
    const points: number[] = [];
    for (const [row, y] of (columns[i] ?? []).entries())
      if (typeof y === 'number') points.push(Math.round(left + xs[row]! * width), Math.round(top + (1 - y) * height)); // sharp where it is level
    const thick = wide * ratio;
    const sharp = (thick % 2) / 2;
    ctx.save();
    ctx.translate(sharp, sharp);
    ctx.beginPath();
    ctx.rect(left - thick / 2, top - thick / 2, width + thick, height + thick);
    ctx.save();
    ctx.clip();
    ctx.strokeStyle = colour;
    ctx.lineWidth = thick;
    ctx.lineJoin = 'round';
    ctx.lineCap = 'butt';
    ctx.setLineDash(dash.map((length) => length * ratio));
    const [x, y, rim] = [left - 2 * thick, top - 2 * thick, 4 * thick];
    strokePieces(
      ctx,
      points,
      [x, y, width + rim, height + rim],
      translucent ? Number.POSITIVE_INFINITY : PIECE * ratio,
    );
    ctx.restore();
    ctx.fillStyle = colour;
    if (marks > 0) discs(ctx, points, marks * ratio, (px, py) => inBox(px - left, py - top, width, height));
    ctx.restore();
  }
}

const inBox = (x: number, y: number, width: number, height: number): boolean =>
  x >= 0 && y >= 0 && x <= width && y <= height;

/** What is outside of a box is left out, as dashes of what nobody sees take their time, too. Dashes go on where they were interrupted. */
function strokePieces(
  ctx: Ctx,
  points: readonly number[],
  [left, top, width, height]: readonly [number, number, number, number],
  most: number,
): void {
  let [open, gone, drawn] = [false, 0, 0];
  let last = { x: 0, y: 0, at: 0 }; // where the last stretch began, and how far along the line that is
  for (let k = 2; k < points.length; k += 2) {
    const [x0, y0, x1, y1] = [points[k - 2]!, points[k - 1]!, points[k]!, points[k + 1]!];
    const [dx, dy] = [x1 - x0, y1 - y0];
    const length = Math.hypot(dx, dy);
    const part = clipped(x0 - left, y0 - top, x1 - left, y1 - top, width, height);
    const [from, to] = part ?? [1, 1];
    if (open && (!part || drawn > most)) ctx.stroke();
    if (part) {
      const start = { x: x0 + from * dx, y: y0 + from * dy, at: gone + from * length };
      if (!open || drawn > most) {
        const first = open ? last : start; // a cut has a corner's join, which the next piece draws
        ctx.beginPath();
        ctx.lineDashOffset = first.at;
        ctx.moveTo(first.x, first.y);
        if (open) ctx.lineTo(x0, y0);
        drawn = 0;
      }
      ctx.lineTo(x0 + to * dx, y0 + to * dy);
      drawn += length * (to - from);
      last = start;
    }
    open = part !== undefined && to === 1;
    if (part && !open) ctx.stroke();
    gone += length;
  }
  if (open) ctx.stroke();
}

function discs(ctx: Ctx, points: readonly number[], radius: number, seen: (x: number, y: number) => boolean): void {
  let many = 0;
  ctx.beginPath();
  for (let k = 0; k < points.length; k += 2) {
    const [x, y] = [points[k]!, points[k + 1]!];
    if (!seen(x, y)) continue;
    ctx.moveTo(x + radius, y);
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    if (++many % BATCH > 0) continue;
    ctx.fill();
    ctx.beginPath();
  }
  if (many % BATCH > 0) ctx.fill();
}
