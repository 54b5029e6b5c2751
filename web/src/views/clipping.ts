/** The part of a line, between 0 and 1, that is in a box from 0 to its size; undefined when there is none (Liang and Barsky 1984). */
export function clipped(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  width: number,
  height: number,
): readonly [number, number] | undefined {
  if (within(x0, width) && within(x1, width) && within(y0, height) && within(y1, height)) return ALL;
  let [from, to] = [0, 1];
  for (const [by, room] of [
    [x0 - x1, x0],
    [x1 - x0, width - x0],
    [y0 - y1, y0],
    [y1 - y0, height - y0],
  ] as const) {
    if (by === 0 && room < 0) return undefined;
    if (by < 0) from = Math.max(from, room / by);
    if (by > 0) to = Math.min(to, room / by);
  }
  return from < to || (x0 === x1 && y0 === y1) ? [from, to] : undefined;
}

const ALL = [0, 1] as const;
const within = (x: number, size: number): boolean => x >= 0 && x <= size;
