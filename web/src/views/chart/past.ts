import type { Palette } from '../../toolkit/palette.ts';

/** A line at the step that is looked at, of a race that was turned back: `place` from 0 to 1 along the axis. `bbox` and `ratio` are as uPlot has them. */
export function drawPast(
  ctx: CanvasRenderingContext2D,
  place: number | null,
  palette: Palette,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
  ratio: number,
): void {
  if (place === null || place < 0 || place > 1) return;
  ctx.save();
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = ratio;
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(left + place * width, top);
  ctx.lineTo(left + place * width, top + height);
  ctx.stroke();
  ctx.restore();
}
