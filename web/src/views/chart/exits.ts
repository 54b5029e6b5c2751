import { laneColour, type Palette } from '../../toolkit/palette.ts';

/** Where a curve leaves the chart, above or below: `lane` counts the columns. */
export interface Exit {
  lane: number;
  x: number;
  up: boolean;
}

const NEAR = 0.015; // a curve's marks are farther apart than this

/** Where curves leave the square from 0 to 1, in which `xs` and the columns are places. */
export function exitsOf(xs: readonly number[], columns: readonly (readonly (number | null | undefined)[])[]): Exit[] {
  return columns.flatMap((column, lane) => {
    const exits: Exit[] = [];
    let before: { x: number; y: number } | undefined;
    for (const [i, x] of xs.entries()) {
      const y = column[i];
      if (y === null || y === undefined || x < 0) continue;
      if (x > 1) break;
      const side = sideOf(y);
      if (side !== 0 && side !== (before ? sideOf(before.y) : 0)) {
        const edge = side > 0 ? 1 : 0;
        const at = before ? before.x + ((x - before.x) * (edge - before.y)) / (y - before.y) : x;
        const last = exits.findLast(({ up }) => up === side > 0);
        if (!last || at - last.x >= NEAR) exits.push({ lane, x: at, up: side > 0 });
      }
      before = { x, y };
    }
    return exits;
  });
}

const SLACK = 1e-6;
const sideOf = (y: number): -1 | 0 | 1 => (y > 1 + SLACK ? 1 : y < -SLACK ? -1 : 0);

const [HALF, TALL] = [4.5, 6.5]; // CSS pixels

/** Marks exits by small triangles that point out; marks at one place stand side by side. `bbox` and `ratio` are as uPlot has them. */
export function drawExits(
  ctx: CanvasRenderingContext2D,
  exits: readonly Exit[],
  swatches: readonly number[],
  palette: Palette,
  bbox: { left: number; top: number; width: number; height: number },
  ratio: number,
): void {
  const taken: { x: number; up: boolean }[] = [];
  const wide = 2 * HALF * ratio;
  ctx.save();
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 1.5 * ratio;
  ctx.lineJoin = 'round';
  for (const { lane, x: place, up } of [...exits].sort((a, b) => a.x - b.x)) {
    let x = bbox.left + Math.max(wide / 2, place * bbox.width);
    for (const other of taken) if (other.up === up && x - other.x < wide) x = other.x + wide;
    taken.push({ x, up });
    x = Math.min(x, bbox.left + bbox.width - wide / 2);
    const [tip, base] = up
      ? [bbox.top, bbox.top + TALL * ratio]
      : [bbox.top + bbox.height, bbox.top + bbox.height - TALL * ratio];
    ctx.beginPath();
    ctx.moveTo(x - wide / 2, base);
    ctx.lineTo(x, tip);
    ctx.lineTo(x + wide / 2, base);
    ctx.closePath();
    ctx.fillStyle = laneColour(palette, swatches[lane % swatches.length]!);
    ctx.stroke();
    ctx.fill();
  }
  ctx.restore();
}
