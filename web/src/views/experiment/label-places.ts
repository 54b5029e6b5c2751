/** Where labels of points in a picture stand, so that each is beside its own point and none lies over another. */

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Labelled {
  /** The point. */
  x: number;
  y: number;
  /** Of the text. */
  width: number;
  height: number;
}

const GAP = 8;
/** Ways from a point to its label: to a side of it, or above or below, near or farther. */
const WAYS: readonly (readonly [across: number, down: number])[] = [
  [1, 0.9],
  [-1, 0.9],
  [1, -0.9],
  [-1, -0.9],
  [0, 1.4],
  [0, -1.4],
  [1, 0],
  [-1, 0],
  [1, 2.2],
  [-1, 2.2],
  [1, -2.2],
  [-1, -2.2],
  [0, 2.8],
  [0, -2.8],
  [1, 3.6],
  [-1, 3.6],
  [1, -3.6],
  [-1, -3.6],
];

const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

const inside = ({ x, y, width, height }: Box, [px, py]: readonly [number, number]): boolean =>
  px >= x - 2 && px <= x + width + 2 && py >= y - 2 && py <= y + height + 2;

/**
 * The boxes of the labels, in their order: each takes the place that covers least of the labels before it and of what else is drawn (`drawn`: points on its
 * lines), within `bounds`. Null where there is no place that no label has.
 */
export function placed(
  labels: readonly Labelled[],
  drawn: readonly (readonly [x: number, y: number])[],
  bounds: Box,
): (Box | null)[] {
  const taken: Box[] = labels.map(({ x, y }) => ({ x: x - 5, y: y - 5, width: 10, height: 10 }));
  return labels.map(({ x, y, width, height }) => {
    let best: { box: Box; cost: number } | null = null;
    for (const [i, [across, down]] of WAYS.entries()) {
      const box = {
        x: across === 0 ? x - width / 2 : across > 0 ? x + GAP : x - GAP - width,
        y: y - height / 2 + down * height,
        width,
        height,
      };
      // One above or below moves sideways rather than out of the picture.
      if (across === 0) box.x = Math.min(Math.max(box.x, bounds.x), bounds.x + bounds.width - width);
      if (overlap(box, bounds) < width * height - 1e-6) continue;
      if (taken.some((other) => overlap(box, other) > 0)) continue;
      const cost = i / 3 + 4 * drawn.filter((point) => inside(box, point)).length;
      if (!best || cost < best.cost) best = { box, cost };
    }
    if (best) taken.push(best.box);
    return best?.box ?? null;
  });
}
