import type { Point } from './path.ts';

type Heights = readonly (readonly (number | null)[])[];

/** Where a level crosses the side between two neighbours. */
const crossing = (a: number, b: number, level: number): number => (a === b ? 0.5 : (level - a) / (b - a));

/** The pieces of a line of equal height within one square of neighbours; coordinates are column and row. */
function* piecesIn(heights: Heights, column: number, row: number, level: number): Generator<readonly [Point, Point]> {
  const at = (r: number, c: number): number | null => heights[r]?.[c] ?? null;
  const [a, b, c, d] = [at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column)];
  if (a === null || b === null || c === null || d === null) return;
  const corners = [a, b, c, d] as const;
  const above = corners.map((height) => height >= level);
  const side = (i: number): Point => {
    const part = crossing(corners[i]!, corners[(i + 1) % 4]!, level);
    return [
      { x: column + part, y: row },
      { x: column + 1, y: row + part },
      { x: column + 1 - part, y: row + 1 },
      { x: column, y: row + 1 - part },
    ][i]!;
  };
  const crossed = [0, 1, 2, 3].filter((i) => above[i] !== above[(i + 1) % 4]);
  if (crossed.length === 2) yield [side(crossed[0]!), side(crossed[1]!)];
  if (crossed.length !== 4) return;
  // A saddle: its middle tells which corners belong together.
  const joined = (a + b + c + d) / 4 >= level === above[0];
  yield joined ? [side(0), side(1)] : [side(3), side(0)];
  yield joined ? [side(2), side(3)] : [side(1), side(2)];
}

const keyOf = ({ x, y }: Point): string => `${x.toFixed(6)} ${y.toFixed(6)}`;

/**
 * Lines along which heights on a grid are equal to a level, linear between neighbours (marching squares). They are open where the grid
 * or what is known of it ends, unlike d3-contour's areas, which close there.
 */
export function isoLines(heights: Heights, level: number): Point[][] {
  const ends = new Map<string, Point[]>();
  const lines = new Set<Point[]>();
  const take = (line: Point[]): void => {
    lines.delete(line);
    for (const end of [line[0]!, line.at(-1)!]) if (ends.get(keyOf(end)) === line) ends.delete(keyOf(end));
  };
  const put = (line: Point[]): void => {
    lines.add(line);
    for (const end of [line[0]!, line.at(-1)!]) ends.set(keyOf(end), line);
  };
  for (let row = 0; row + 1 < heights.length; row++)
    for (let column = 0; column + 1 < heights[row]!.length; column++)
      for (const [from, to] of piecesIn(heights, column, row, level)) {
        if (keyOf(from) === keyOf(to)) continue;
        const before = ends.get(keyOf(from));
        if (before) take(before);
        const head = !before ? [from] : keyOf(before.at(-1)!) === keyOf(from) ? before : before.toReversed();
        const after = ends.get(keyOf(to));
        if (after) take(after);
        const tail = !after ? [to] : keyOf(after[0]!) === keyOf(to) ? after : after.toReversed();
        // A ring closes: both ends were of one line, which `before` has taken.
        put(before && keyOf(before[0]!) === keyOf(to) ? [...head, to] : [...head, ...tail]);
      }
  return [...lines];
}
