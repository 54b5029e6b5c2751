// Items of the data as pictures.
import type { Items } from '../../engine/network-readings.ts';

type Rgb = readonly [number, number, number];

const colours = new Map<string, Rgb>();

/** An opaque colour, as a canvas sees it. */
export function rgb(colour: string): Rgb {
  const known = colours.get(colour);
  if (known) return known;
  const ctx = new OffscreenCanvas(1, 1).getContext('2d')!;
  ctx.fillStyle = colour;
  ctx.fillRect(0, 0, 1, 1);
  const [r, g, b] = ctx.getImageData(0, 0, 1, 1).data as unknown as [number, number, number];
  colours.set(colour, [r, g, b]);
  return [r, g, b];
}

/** Bytes as they are, numbers stretched to 0 … 255. */
function bytes(values: ArrayLike<number>): ArrayLike<number> {
  let [low, high, whole] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true];
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    [low, high] = [Math.min(low, v), Math.max(high, v)];
    whole &&= Number.isInteger(v);
  }
  if (whole && low >= 0 && high <= 255) return values;
  const span = high - low || 1;
  return Float64Array.from(values, (v) => (255 * (v - low)) / span);
}

/** An item in ink on nothing, or in its own colours where it has three channels. */
export function pictureOf(values: ArrayLike<number>, [rows, columns, channels]: Items['size'], ink: Rgb): ImageData {
  const image = new ImageData(columns, rows);
  const pixels = bytes(values);
  for (let k = 0; k < rows * columns; k++) {
    const at = k * channels;
    if (channels === 3) image.data.set([pixels[at]!, pixels[at + 1]!, pixels[at + 2]!, 255], 4 * k);
    else {
      let sum = 0;
      for (let c = 0; c < channels; c++) sum += pixels[at + c]!;
      image.data.set([...ink, sum / channels], 4 * k);
    }
  }
  return image;
}

/** Numbers around 0: one colour where they add, another where they take away, the stronger the further; `scale` is full strength. */
export function signed(
  values: ArrayLike<number>,
  rows: number,
  columns: number,
  scale: number,
  plus: Rgb,
  minus: Rgb,
): ImageData {
  const image = new ImageData(columns, rows);
  const { data } = image;
  for (let k = 0; k < rows * columns; k++) {
    const v = values[k]!;
    if (!Number.isFinite(v)) continue;
    const [r, g, b] = v > 0 ? plus : minus;
    data[4 * k] = r;
    data[4 * k + 1] = g;
    data[4 * k + 2] = b;
    data[4 * k + 3] = Math.min(255, (255 * Math.abs(v)) / scale);
  }
  return image;
}

/** Draws a small picture as large as its canvas, its pixels as squares. */
export function enlarge(canvas: HTMLCanvasElement, image: ImageData, smooth = false): void {
  const small = new OffscreenCanvas(image.width, image.height);
  small.getContext('2d')!.putImageData(image, 0, 0);
  const ctx = canvas.getContext('2d')!;
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, canvas.width, canvas.height);
  ctx.imageSmoothingEnabled = smooth;
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(small, 0, 0, canvas.width, canvas.height);
  ctx.restore();
}
