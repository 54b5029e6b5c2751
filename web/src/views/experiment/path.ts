/** SVG paths of series of points, in pixels. A point that is not finite ends a piece: nothing is drawn to it. */

export interface Point {
  x: number;
  y: number;
}

const at = ({ x, y }: Point): string => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
const stands = ({ x, y }: Point): boolean => Number.isFinite(x) && Number.isFinite(y);

/** The pieces of a series in which all points are finite. */
function piecesOf<T>(points: readonly T[], whole: (point: T) => boolean): T[][] {
  const pieces: T[][] = [];
  let open = false;
  for (const point of points) {
    if (!whole(point)) open = false;
    else if (open) pieces.at(-1)!.push(point);
    else {
      pieces.push([point]);
      open = true;
    }
  }
  return pieces;
}

export const linePath = (points: readonly Point[]): string =>
  piecesOf(points, stands)
    .map((piece) => `M${piece.map(at).join('L')}${piece.length === 1 ? 'h.1' : ''}`)
    .join('');

/** The area between two series over the same places. */
export const areaPath = (upper: readonly Point[], lower: readonly Point[]): string =>
  piecesOf([...upper.keys()], (i) => stands(upper[i]!) && stands(lower[i]!))
    .filter((piece) => piece.length > 1)
    .map((piece) => {
      const [there, back] = [piece.map((i) => at(upper[i]!)), piece.toReversed().map((i) => at(lower[i]!))];
      return `M${[...there, ...back].join('L')}Z`;
    })
    .join('');
