import { contours } from 'd3-contour';
import { slices } from '../../ui/turns.ts';
import { logTicks, ticks } from '../ticks.ts';

/** Level sets of a sampled surface as paths in the coordinates of its grid. */
export interface LevelSet {
  level: number;
  path: Path2D;
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
    if (value < low) low = value;
    if (value > high && Number.isFinite(value)) high = value;
  }
  if (!(high > low)) return { levels: [], toLadder: (value) => value };
  if (!log) {
    // High walls at the rim must not take all the levels: what lies above nine tenths of the samples gets few.
    const sorted = Float64Array.from(values).sort();
    const most = sorted[Math.floor(sorted.length * 0.9)]!;
    const within = ticks(low, Math.max(most, low + (high - low) / 20), 14);
    const step = within.length > 1 ? within[1]! - within[0]! : high - low;
    const above: number[] = [];
    for (
      let value = (within.at(-1) ?? low) + 2 * step;
      value < high && above.length < 8;
      value += step * 2 ** above.length
    )
      above.push(value);
    return { levels: [...within, ...above], toLadder: (value) => value };
  }
  const base = Math.min(least ?? low, low);
  const top = high - base;
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

const THICK = 1.6; // cells

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
    const path = new Path2D();
    for (const polygon of trace.contour(heights, level).coordinates) {
      for (const ring of polygon) {
        ring.forEach(([x, y], i) => {
          if (i === 0) path.moveTo(x!, y!);
          else path.lineTo(x!, y!);
        });
        path.closePath();
      }
    }
    sets.push({ level, path });
  }
  return sets;
}
