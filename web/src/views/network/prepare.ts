// From what is drawn to an item as the data have it: pure functions.

/** How the images of a dataset were made of what was drawn. */
export interface Preparation {
  /** The longer side of what is drawn becomes this many pixels; null: it stays where and as large as it was drawn. */
  box: number | null;
}

/** Ink from 0 to 1, row by row. */
export interface Ink {
  width: number;
  height: number;
  values: Float64Array;
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where there is any ink; null where there is none. */
export function boxOf({ width, height, values }: Ink): Box | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (values[y * width + x]! <= 0) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** A part of some ink in so many pixels, each the mean of what it covers. */
export function resampled(ink: Ink, box: Box, width: number, height: number): Ink {
  const values = new Float64Array(width * height);
  const spans = (from: number, extent: number, n: number): [at: number, share: number][][] =>
    Array.from({ length: n }, (_, i) => {
      const [a, b] = [from + (i * extent) / n, from + ((i + 1) * extent) / n];
      const parts: [number, number][] = [];
      for (let k = Math.floor(a); k < b; k++) parts.push([k, (Math.min(b, k + 1) - Math.max(a, k)) / (b - a)]);
      return parts;
    });
  const [columns, rows] = [spans(box.left, box.width, width), spans(box.top, box.height, height)];
  for (const [y, down] of rows.entries())
    for (const [x, along] of columns.entries())
      for (const [i, tall] of down)
        for (const [j, wide] of along) values[y * width + x]! += tall * wide * (ink.values[i * ink.width + j] ?? 0);
  return { width, height, values };
}

/** The centre of mass, of pixels by their middles. */
export function centreOf({ width, values }: Ink): [x: number, y: number] {
  let [sum, x, y] = [0, 0, 0];
  for (const [k, v] of values.entries()) {
    sum += v;
    x += v * (k % width);
    y += v * Math.floor(k / width);
  }
  return [x / sum, y / sum];
}

/**
 * What is drawn as an item of so many rows and columns, in bytes: antialiased, its longer side `box` pixels, its centre of mass in the
 * middle, as NIST's digits were made (LeCun et al. 1998, section III). Null where nothing is drawn.
 */
export function prepared(ink: Ink, rows: number, columns: number, { box }: Preparation): Uint8Array | null {
  const drawn = boxOf(ink);
  if (!drawn) return null;
  const bytes = new Uint8Array(rows * columns);
  const put = (small: Ink, left: number, top: number): void => {
    for (let y = 0; y < small.height; y++)
      for (let x = 0; x < small.width; x++) {
        const [r, c] = [y + top, x + left];
        if (r >= 0 && r < rows && c >= 0 && c < columns)
          bytes[r * columns + c] = Math.round(255 * small.values[y * small.width + x]!);
      }
  };
  if (box === null) {
    put(resampled(ink, { left: 0, top: 0, width: ink.width, height: ink.height }, columns, rows), 0, 0);
    return bytes;
  }
  const scale = box / Math.max(drawn.width, drawn.height);
  const extent = (length: number): number => Math.max(1, Math.round(length * scale));
  const small = resampled(ink, drawn, extent(drawn.width), extent(drawn.height));
  const [x, y] = centreOf(small);
  put(small, Math.round(columns / 2 - x), Math.round(rows / 2 - y));
  return bytes;
}

/** An item as ink, each of its pixels so many wide. */
export function inkOf(bytes: ArrayLike<number>, rows: number, columns: number, each = 1): Ink {
  const [width, height] = [columns * each, rows * each];
  const values = Float64Array.from(
    { length: width * height },
    (_, k) => bytes[Math.floor(Math.floor(k / width) / each) * columns + Math.floor((k % width) / each)]! / 255,
  );
  return { width, height, values };
}

/** How far centres of mass may be from the middle, in pixels, and how many items may not fit. */
const [NEAR, MOST_ODD] = [1.5, 0.1];

/** How a dataset's images were made, told by some of them: whether all fill one box and have their mass in the middle. */
export function preparationOf(items: readonly ArrayLike<number>[], rows: number, columns: number): Preparation {
  const sides: number[] = [];
  for (const item of items) {
    const ink = inkOf(item, rows, columns);
    const box = boxOf(ink);
    if (!box) continue;
    const [x, y] = centreOf(ink);
    const centred = Math.abs(x - columns / 2) < NEAR && Math.abs(y - rows / 2) < NEAR;
    sides.push(centred ? Math.max(box.width, box.height) : -1);
  }
  const common = [...sides].sort((a, b) => a - b)[Math.floor(sides.length / 2)] ?? -1;
  const odd = sides.filter((side) => Math.abs(side - common) > 1).length;
  return { box: common > 0 && common < Math.max(rows, columns) && odd <= MOST_ODD * sides.length ? common : null };
}
