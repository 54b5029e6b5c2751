/** A curve to be drawn: as many points as `length`, in the order of the rows; x never falls. */
export interface Curve {
  length: number;
  x(row: number): number;
  y(row: number): number;
}

export type Columns = [number[], ...(number | null | undefined)[][]];

const MOST = 900; // points of a curve; more are gathered

/** The rows of a curve within a range of x, and one on either side, to which the line goes on. */
export function within(curve: Curve, [low, high]: readonly [number, number]): Curve {
  const from = Math.max(0, firstRow(curve, (x) => x >= low) - 1);
  const to = Math.min(curve.length, firstRow(curve, (x) => x > high) + 1);
  const none = curve.length === 0 || curve.x(curve.length - 1) < low || curve.x(0) > high;
  return { length: none ? 0 : to - from, x: (row) => curve.x(from + row), y: (row) => curve.y(from + row) };
}

/** The first row whose x is so; x never falls. */
function firstRow({ length, x }: Curve, so: (x: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (so(x(middle))) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The columns that are drawn: one x for all. What was not measured is undefined; after a curve's end there is null. */
export function columnsOf(curves: readonly Curve[], logX: boolean): Columns {
  const shown = logX
    ? curves.map((curve) => within(curve, [Number.MIN_VALUE, Number.MAX_VALUE])).map(positive)
    : curves;
  const longest = shown.reduce((most, curve) => (curve.length > most.length ? curve : most), shown[0] ?? nothing);
  const common = shown.every((curve) => agrees(curve, longest));
  return common && longest.length <= MOST ? direct(shown, longest) : gathered(shown, logX);
}

const nothing: Curve = { length: 0, x: () => 0, y: () => 0 };

/** Without the row before the first that can stand on a logarithmic axis. */
const positive = ({ length, x, y }: Curve): Curve => {
  const skip = length > 0 && !(x(0) > 0) ? 1 : 0;
  return { length: length - skip, x: (row) => x(row + skip), y: (row) => y(row + skip) };
};

/** Whether a curve's rows stand at the same x as those of a longer one. */
function agrees(curve: Curve, other: Curve): boolean {
  const last = curve.length - 1;
  const middle = last >> 1;
  return last < 0 || [0, middle, last].every((row) => curve.x(row) === other.x(row));
}

const measured = (y: number): number | undefined => (Number.isNaN(y) ? undefined : y);

const direct = (curves: readonly Curve[], longest: Curve): Columns => {
  const rows = Array.from({ length: longest.length }, (_, row) => row);
  return [
    rows.map(longest.x),
    ...curves.map(({ length, y }) => rows.map((row) => (row < length ? measured(y(row)) : null))),
  ];
};

/** Gathers rows in as many buckets as there are pixels or so: of each, the least and the greatest value remain. */
function gathered(curves: readonly Curve[], logX: boolean): Columns {
  const along = logX ? Math.log : plain;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { length, x } of curves) {
    if (length === 0) continue;
    low = Math.min(low, along(x(0)));
    high = Math.max(high, along(x(length - 1)));
  }
  if (!(high > low)) return [[], ...curves.map(() => [])];
  const width = (high - low) / BUCKETS;
  const back = logX ? Math.exp : plain;
  const xs = Array.from({ length: 2 * BUCKETS }, (_, i) => back(low + (i + 0.5) * (width / 2)));
  return [xs, ...curves.map((curve) => column(curve, low, high, along))];
}

const BUCKETS = MOST / 2;
const plain = (x: number): number => x;

/** What was gathered last of a curve, and of which range. */
const columns = new WeakMap<Curve, { low: number; high: number; along: unknown; column: (number | undefined)[] }>();

function column(curve: Curve, low: number, high: number, along: (x: number) => number): (number | undefined)[] {
  const known = columns.get(curve);
  if (known?.low === low && known.high === high && known.along === along) return known.column;
  const width = (high - low) / BUCKETS;
  const { length, x, y: read } = curve;
  const ends = new Float64Array(2 * BUCKETS).fill(Number.NaN);
  for (let row = 0; row < length; row++) {
    const y = read(row);
    if (Number.isNaN(y)) continue;
    const bucket = 2 * Math.min(BUCKETS - 1, Math.floor((along(x(row)) - low) / width));
    const [before, after] = [ends[bucket]!, ends[bucket + 1]!];
    if (Number.isNaN(before)) ends[bucket] = y;
    else if (Number.isNaN(after)) ends[bucket + 1] = y;
    else if (y < Math.min(before, after)) ends[before < after ? bucket : bucket + 1] = y;
    else if (y > Math.max(before, after)) ends[before > after ? bucket : bucket + 1] = y;
  }
  const made = Array.from(ends, measured);
  columns.set(curve, { low, high, along, column: made });
  return made;
}

const means = new WeakMap<Curve, Curve>();

/** An exponential mean of about the last twenty values, without the pull of its beginning. */
export function smoothed(curve: Curve): Curve {
  const known = means.get(curve);
  if (known) return known;
  const values = new Float64Array(curve.length);
  let [mean, weight] = [0, 0];
  for (let row = 0; row < curve.length; row++) {
    const y = curve.y(row);
    if (Number.isFinite(y)) {
      mean = KEEP * mean + (1 - KEEP) * y;
      weight = KEEP * weight + (1 - KEEP);
    }
    values[row] = weight > 0 ? mean / weight : Number.NaN;
  }
  const made = { length: curve.length, x: curve.x, y: (row: number) => values[row]! };
  means.set(curve, made);
  return made;
}

const KEEP = 0.95;
