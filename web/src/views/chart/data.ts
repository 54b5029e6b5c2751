/** A curve to be drawn: as many points as `length`, in the order of the rows; x never falls. */
export interface Curve {
  length: number;
  x(row: number): number;
  y(row: number): number;
}

export type Columns = [number[], ...(number | null | undefined)[][]];

const MOST = 900; // points of a curve; more are gathered

interface Options {
  logX: boolean;
  logY: boolean;
  range?: [number, number] | undefined; // of x; all when undefined
}

/** The columns that uPlot draws: one x for all. Rows that cannot stand on a logarithmic axis are left out. */
export function columnsOf(curves: readonly Curve[], options: Options): Columns {
  const longest = curves.reduce((most, curve) => (curve.length > most.length ? curve : most), curves[0] ?? nothing);
  const common = curves.every((curve) => agrees(curve, longest));
  return common && longest.length <= MOST ? direct(curves, longest, options) : gathered(curves, options);
}

const nothing: Curve = { length: 0, x: () => 0, y: () => 0 };

/** Whether a curve's rows stand at the same x as those of a longer one. */
function agrees(curve: Curve, other: Curve): boolean {
  const last = curve.length - 1;
  const middle = last >> 1;
  return last < 0 || [0, middle, last].every((row) => curve.x(row) === other.x(row));
}

const drawable = (y: number, { logY }: Options): boolean => Number.isFinite(y) && !(logY && y <= 0);

function direct(curves: readonly Curve[], longest: Curve, options: Options): Columns {
  let first = 0;
  if (options.logX) while (first < longest.length && !(longest.x(first) > 0)) first++;
  const xs = Array.from({ length: longest.length - first }, (_, i) => longest.x(first + i));
  const ys = curves.map((curve) =>
    xs.map((_, i) => {
      const row = first + i;
      if (row >= curve.length) return null;
      const y = curve.y(row);
      return drawable(y, options) ? y : Number.isNaN(y) ? undefined : null;
    }),
  );
  return [xs, ...ys];
}

/** Gathers rows in as many buckets as there are pixels or so: of each, the least and the greatest value remain. */
function gathered(curves: readonly Curve[], options: Options): Columns {
  const { logX, range } = options;
  const along = (x: number): number => (logX ? Math.log(x) : x);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const curve of curves) {
    if (curve.length === 0) continue;
    low = Math.min(low, along(firstX(curve, logX)));
    high = Math.max(high, along(curve.x(curve.length - 1)));
  }
  if (range) [low, high] = [Math.max(low, along(range[0])), Math.min(high, along(range[1]))];
  if (!(high > low)) return [[], ...curves.map(() => [])];
  const buckets = MOST / 2;
  const width = (high - low) / buckets;
  const back = (x: number): number => (logX ? Math.exp(x) : x);
  const xs = Array.from({ length: 2 * buckets }, (_, i) => back(low + (i + 0.5) * (width / 2)));
  const ys = curves.map((curve) => {
    const column = new Array<number | null | undefined>(2 * buckets);
    for (let row = 0; row < curve.length; row++) {
      const [at, y] = [along(curve.x(row)), curve.y(row)];
      if (!(at >= low && at <= high) || !drawable(y, options)) continue;
      const bucket = 2 * Math.min(buckets - 1, Math.floor((at - low) / width));
      const [before, after] = [column[bucket], column[bucket + 1]];
      if (before === undefined || before === null) column[bucket] = y;
      else if (after === undefined || after === null) column[bucket + 1] = y;
      else if (y < Math.min(before, after)) column[before < after ? bucket : bucket + 1] = y;
      else if (y > Math.max(before, after)) column[before > after ? bucket : bucket + 1] = y;
    }
    return column;
  });
  return [xs, ...ys];
}

function firstX(curve: Curve, positive: boolean): number {
  for (let row = 0; row < curve.length; row++) if (!positive || curve.x(row) > 0) return curve.x(row);
  return Number.POSITIVE_INFINITY;
}

/** An exponential mean of about the last twenty values, without the pull of its beginning. */
export function smoothed(curve: Curve, keep = 0.95): Curve {
  const values = new Float64Array(curve.length);
  let [mean, weight] = [0, 0];
  for (let row = 0; row < curve.length; row++) {
    const y = curve.y(row);
    if (Number.isFinite(y)) {
      mean = keep * mean + (1 - keep) * y;
      weight = keep * weight + (1 - keep);
    }
    values[row] = weight > 0 ? mean / weight : Number.NaN;
  }
  return { length: curve.length, x: curve.x, y: (row) => values[row]! };
}
