import type { Palette } from '../../toolkit/palette.ts';
import type { Pen } from '../pen.ts';

type Ctx = CanvasRenderingContext2D;
export type Plane = readonly [number, number][];

/** How opaque a region is where its class is certain, and where it hardly leads. */
const [SURE, UNSURE] = [0.5, 0.08];
/** Half the width of a point's mark, in CSS pixels. */
const MARK = 2.6;

/** An opaque colour, as a canvas sees it. */
function rgb(colour: string): [number, number, number] {
  const ctx = new OffscreenCanvas(1, 1).getContext('2d')!;
  ctx.fillStyle = colour;
  ctx.fillRect(0, 0, 1, 1);
  const [r, g, b] = ctx.getImageData(0, 0, 1, 1).data as unknown as [number, number, number];
  return [r, g, b];
}

/**
 * A lane's decision as a picture of n × n pixels: each class in its colour, the stronger the surer.
 * `decision`: class and probability interleaved, row-major with y outer and upwards.
 */
export const regions = (decision: Float64Array, n: number, colours: readonly string[]): ImageData =>
  new ImageData(shades(decision, n, colours.map(rgb)), n, n);

/** Its pixels: red, green, blue, opacity. */
export function shades(
  decision: Float64Array,
  n: number,
  inks: readonly (readonly number[])[],
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * n * n);
  for (let k = 0; k < n * n; k++) {
    const [label, probability] = [decision[2 * k]!, decision[2 * k + 1]!];
    const ink = inks[label % inks.length];
    if (!ink || !Number.isFinite(probability)) continue; // a diverged lane decides nothing
    const chance = 1 / inks.length;
    const sure = Math.max(0, (probability - chance) / (1 - chance));
    const at = 4 * ((n - 1 - Math.floor(k / n)) * n + (k % n));
    pixels.set([...ink, 255 * (UNSURE + (SURE - UNSURE) * sure)], at);
  }
  return pixels;
}

/** A class has a shape too: colours alone do not tell everybody. */
function mark(ctx: Pen, label: number, x: number, y: number, size = MARK): void {
  ctx.beginPath();
  if (label % 3 === 0) ctx.arc(x, y, size, 0, 2 * Math.PI);
  else if (label % 3 === 1) ctx.rect(x - size * 0.9, y - size * 0.9, 1.8 * size, 1.8 * size);
  else {
    ctx.moveTo(x, y - 1.2 * size);
    ctx.lineTo(x + 1.2 * size, y + size);
    ctx.lineTo(x - 1.2 * size, y + size);
    ctx.closePath();
  }
}

/** The regions, enlarged to a square of `side` CSS pixels, with the points that are learnt from. */
export function drawRegions(
  ctx: Ctx,
  side: number,
  picture: ImageData | undefined,
  points: Float64Array,
  plane: Plane,
  palette: Palette,
): void {
  ctx.clearRect(0, 0, side, side);
  if (picture) {
    const small = new OffscreenCanvas(picture.width, picture.height);
    small.getContext('2d')!.putImageData(picture, 0, 0);
    ctx.imageSmoothingEnabled = true;
    ctx.imageSmoothingQuality = 'high';
    // A grid's outer points lie on the rim, a picture's outer pixels half a pixel inside it.
    const pixel = side / (picture.width - 1);
    ctx.drawImage(small, -pixel / 2, -pixel / 2, side + pixel, side + pixel);
  }
  drawPoints(ctx, side, points, plane, palette);
}

export function drawPoints(ctx: Pen, side: number, points: Float64Array, plane: Plane, palette: Palette): void {
  const [[x0, x1], [y0, y1]] = plane as [[number, number], [number, number]];
  ctx.lineWidth = 1;
  ctx.strokeStyle = palette.paper;
  for (let i = 0; i + 2 < points.length; i += 3) {
    const [x, y, label] = [points[i]!, points[i + 1]!, points[i + 2]!];
    mark(ctx, label, ((x - x0) / (x1 - x0)) * side, ((y1 - y) / (y1 - y0)) * side);
    ctx.fillStyle = palette.classes[label % palette.classes.length]!;
    ctx.stroke();
    ctx.fill();
  }
}
