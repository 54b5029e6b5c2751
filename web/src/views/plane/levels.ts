import { contours } from 'd3-contour';
import { slices } from '../../toolkit/tasks.ts';
import { finite, unitOf } from '../chart/axis.ts';
import { Thinning } from '../thinning.ts';
import { logTicks, ticks } from '../ticks.ts';

/** A level set of a sampled surface: closed lines in the coordinates of its grid, x and y interleaved. */
export interface LevelSet {
  level: number;
  rings: Float32Array[];
}

/** Values of a surface rise over many decades: levels and interpolation are logarithmic above the least value. */
interface Ladder {
  levels: number[];
  toLadder(value: number): number;
}

async function ladderOf(
  values: Float64Array,
  columns: number,
  log: boolean,
  least: number | undefined,
  rest: () => Promise<void>,
): Promise<Ladder> {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high > low)) return { levels: [], toLadder: (value) => value };
  if (!log) {
    // High walls at the rim must not take all the levels: what lies above nine tenths of the samples gets few.
    const sorted = values.filter(Number.isFinite).sort();
    const most = sorted[Math.floor(sorted.length * 0.9)]!;
    const within = ticks(low, Math.max(most, low + (high / 20 - low / 20)), 14);
    const step = within.length > 1 ? within[1]! - within[0]! : finite(high - low);
    const above: number[] = [];
    for (
      let value = (within.at(-1) ?? low) + 2 * step;
      value < high && above.length < 8;
      value += step * 2 ** above.length
    )
      above.push(value);
    const unit = unitOf(low, high); // so that differences neither overflow nor vanish
    return { levels: [...within, ...above].map((level) => level / unit), toLadder: (value) => value / unit };
  }
  const base = Math.min(least ?? low, low);
  const top = finite(high - base);
  const tiny = top * 1e-12;
  const clear = clearTest(values, columns);
  let bottom = Math.max(low - base, top * 1e-7);
  for (const level of logTicks(bottom, top, 60)) {
    await rest();
    if (!clear(base + level)) continue;
    bottom = level;
    break;
  }
  return {
    levels: logTicks(bottom, top, 17).map((level) => Math.log10(level)),
    toLadder: (value) => Math.log10(Math.max(value - base, tiny)),
  };
}

/** In cells: a valley narrower than this is seen by some samples and missed by others. */
const THICK = 1.6;

/**
 * Tells whether what lies under a value is at least as thick as a cell or so, or nothing. In a valley narrower than that, a level
 * set on this grid is a string of islands that are not there.
 */
const clearTest = (values: Float64Array, columns: number) => (value: number) => {
  let [inside, border] = [0, 0];
  for (let i = 1; i < values.length; i++) {
    const here = values[i]! < value;
    if (here) inside++;
    if (here !== values[i - 1]! < value) border++;
    if (i >= columns && here !== values[i - columns]! < value) border++;
  }
  return inside === 0 || (2 * inside) / border >= THICK;
};

const SMOOTH = 0.06; // cells that a line may be off where it has fewer points

/** A ring with the points that it needs; undefined when it is a bead: an island of a valley that is narrower than the cells. */
function ringOf(points: readonly (readonly number[])[]): Float32Array | undefined {
  let [area, length] = [0, 0];
  for (let i = 1; i < points.length; i++) {
    const [[x0, y0], [x1, y1]] = [points[i - 1]!, points[i]!] as [[number, number], [number, number]];
    area += (x0 * y1 - x1 * y0) / 2;
    length += Math.hypot(x1 - x0, y1 - y0);
  }
  if ((2 * Math.abs(area)) / length < THICK) return undefined;
  const kept: number[] = [];
  const thinning = new Thinning(SMOOTH, (x, y) => kept.push(x, y));
  for (const [x, y] of points) thinning.add(x!, y!);
  thinning.end();
  return Float32Array.from(kept);
}

/** Makes the level sets a few at a time, so that no task is long. Stops when `stale` says so. */
export async function levelSets(
  values: Float64Array,
  size: [number, number],
  log: boolean,
  least: number | undefined,
  stale: () => boolean,
): Promise<LevelSet[] | undefined> {
  const rest = slices();
  const { levels, toLadder } = await ladderOf(values, size[0], log, least, rest);
  const heights = new Array<number>(values.length);
  for (const [i, value] of values.entries()) {
    if (i % size[0] === 0) await rest();
    heights[i] = Number.isNaN(value) ? Number.NEGATIVE_INFINITY : toLadder(value);
  }
  const trace = contours().size(size).smooth(true);
  const sets: LevelSet[] = [];
  for (const level of levels) {
    await rest();
    if (stale()) return undefined;
    const rings: Float32Array[] = [];
    for (const polygon of trace.contour(heights, level).coordinates) {
      for (const points of polygon) {
        const ring = ringOf(points);
        if (ring) rings.push(ring);
      }
    }
    sets.push({ level, rings });
  }
  return sets;
}
