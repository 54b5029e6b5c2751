import { faded, laneColour, type Palette } from '../../ui/palette.ts';
import type { Stage } from '../../ui/stage.ts';
import { tickLabels, ticks } from '../ticks.ts';
import type { Viewport } from './viewport.ts';

type Ctx = CanvasRenderingContext2D;

const inside = (view: Viewport, px: number, py: number, by = 0): boolean =>
  px > -by && py > -by && px < view.width + by && py < view.height + by;

/** Axes inside the frame: short ticks at the rim with their values. */
export function axes(ctx: Ctx, view: Viewport, palette: Palette): void {
  ctx.font = `11px ${palette.font}`;
  ctx.fillStyle = palette.muted;
  ctx.strokeStyle = faded(palette.ink, 0.35);
  ctx.lineWidth = 1;
  const text = (label: string, x: number, y: number): void => {
    ctx.save();
    ctx.strokeStyle = faded(palette.paper, 0.85);
    ctx.lineWidth = 3;
    ctx.lineJoin = 'round';
    ctx.strokeText(label, x, y);
    ctx.restore();
    ctx.fillText(label, x, y);
  };
  ctx.beginPath();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  const [across, up] = [ticks(...view.box.x, view.width / 80), ticks(...view.box.y, view.height / 60)];
  const [named, namedUp] = [tickLabels(across), tickLabels(up)];
  for (const [i, x] of across.entries()) {
    const px = Math.round(view.toX(x)) + 0.5;
    if (px < 24 || px > view.width - 16) continue;
    ctx.moveTo(px, view.height);
    ctx.lineTo(px, view.height - 5);
    text(named[i]!, px, view.height - 9);
  }
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const [i, y] of up.entries()) {
    const py = Math.round(view.toY(y)) + 0.5;
    if (py < 12 || py > view.height - 24) continue;
    ctx.moveTo(0, py);
    ctx.lineTo(5, py);
    text(namedUp[i]!, 9, py);
  }
  ctx.stroke();
}

/** A small cross with a light rim: a known minimum. */
export function minimum(ctx: Ctx, view: Viewport, palette: Palette, x: number, y: number): void {
  const [px, py] = [view.toX(x), view.toY(y)];
  if (!inside(view, px, py)) return;
  for (const [colour, width] of [
    [palette.paper, 4],
    [palette.ink, 1.5],
  ] as const) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.lineCap = 'round';
    ctx.beginPath();
    ctx.moveTo(px - 5, py);
    ctx.lineTo(px + 5, py);
    ctx.moveTo(px, py - 5);
    ctx.lineTo(px, py + 5);
    ctx.stroke();
  }
}

/** The start: a ring to take hold of. */
export function start(ctx: Ctx, view: Viewport, palette: Palette, x: number, y: number, held: boolean): void {
  const [px, py] = [view.toX(x), view.toY(y)];
  if (!inside(view, px, py, 10)) return;
  for (const [colour, width] of [
    [palette.paper, 4.5],
    [palette.ink, 1.75],
  ] as const) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.arc(px, py, held ? 9 : 7, 0, 2 * Math.PI);
    ctx.stroke();
  }
}

/** A disc on the plane: where a lane is, or was at the step pointed at. */
export interface Head {
  x: number;
  y: number;
  slot: number;
  radius: number;
  ended: boolean;
}

/** Where each lane is now, larger when it is pointed at; and where it was at the step that is pointed at. */
export function headsOf(stage: Stage, columns: readonly [string, string]): Head[] {
  const { hover, lanes } = stage;
  const at = (i: number, row: number, radius: number, ended = false): Head => {
    const { trace } = lanes[i]!;
    const [x, y] = [trace.column(columns[0])[row]!, trace.column(columns[1])[row]!];
    return { x, y, slot: stage.slots[i] ?? i, radius, ended };
  };
  const heads = lanes.flatMap(({ trace, status }, i) =>
    trace.length > 0 ? [at(i, trace.length - 1, hover?.lane === i ? 6 : 4.75, status === 'diverged')] : [],
  );
  const pointed = hover && lanes[hover.lane]?.trace;
  if (!hover || !pointed || hover.row >= pointed.length) return heads;
  const step = pointed.column('step')[hover.row]!;
  for (const [i, { trace }] of lanes.entries()) {
    const row = hover.lane === i ? hover.row : hover.all ? trace.indexOfStep(step) : -1;
    if (row >= 0) heads.push(at(i, row, 3.5));
  }
  return heads;
}

export function drawHeads(ctx: Ctx, heads: readonly Head[], view: Viewport, palette: Palette): void {
  for (const { x, y, slot, radius, ended } of heads) {
    const [px, py] = [view.toX(x), view.toY(y)];
    if (!inside(view, px, py, 8)) continue;
    for (const [colour, size] of [
      [palette.paper, radius + 1.75],
      [laneColour(palette, slot), radius],
    ] as const) {
      ctx.beginPath();
      ctx.arc(px, py, size, 0, 2 * Math.PI);
      ctx.fillStyle = colour;
      ctx.fill();
    }
    if (ended) cross(ctx, px, py, palette.paper);
  }
}

function cross(ctx: Ctx, px: number, py: number, colour: string): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.moveTo(px - 2, py - 2);
  ctx.lineTo(px + 2, py + 2);
  ctx.moveTo(px + 2, py - 2);
  ctx.lineTo(px - 2, py + 2);
  ctx.stroke();
}

/** Both at once, for a picture that does not move. */
export function heads(
  ctx: Ctx,
  stage: Stage,
  view: Viewport,
  palette: Palette,
  columns: readonly [string, string],
): void {
  drawHeads(ctx, headsOf(stage, columns), view, palette);
}
