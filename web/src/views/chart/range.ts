import { roomy } from './axis.ts';
import type { Curve } from './data.ts';

/** The range of an axis of progress: the whole race ahead, unless that is far longer than what has run. */
export function extended(whole: number, now: number): number {
  let top = Math.max(1, whole);
  while (top > 400 && top / 4 >= now) top /= 4;
  return Math.max(top, now);
}

/** What of a lane's values the choice of a range depends on: those that can stand on the axis. */
export interface Extent {
  last: number;
  least: number;
  most: number;
}

/** The extents of curves, each an array of values; one without any has none. */
export function extentsOf(curves: readonly (readonly (number | null | undefined)[])[], log: boolean): Extent[] {
  return curves.flatMap((values) => {
    let extent: Extent | undefined;
    for (const v of values) {
      if (v === null || v === undefined || !Number.isFinite(v) || (log && v <= 0)) continue;
      extent ??= { last: v, least: v, most: v };
      extent.last = v;
      if (v < extent.least) extent.least = v;
      if (v > extent.most) extent.most = v;
    }
    return extent ? [extent] : [];
  });
}

/** Where a race began: of the first values of its curves that can stand on the axis the middle one. NaN when there is none. */
export function startOf(curves: readonly Curve[], log: boolean): number {
  const firsts = curves.flatMap(({ length, y }) => {
    for (let row = 0; row < length; row++) if (Number.isFinite(y(row)) && !(log && y(row) <= 0)) return [y(row)];
    return [];
  });
  return firsts.sort((a, b) => a - b)[(firsts.length - 1) >> 1] ?? Number.NaN;
}

/** So many times the numbers of the calmest lane: where another's are larger, no linear axis shows both. */
const EXPLODED = 1e15;
/** On a logarithmic axis: so many times the start a lane may rise, and so far below the top it may fall, before it is cut for the sake of others. */
const RISE = 1e4;
/** So much of the way up of a lane that is cut is seen. */
const ROOM = 30;
const FALL = 1e-32;

/**
 * The range of values, of a race that began at `start`. A lane that shoots off does not flatten those that stay, nor does one that falls far
 * below most others: the axis ends before, and what lies beyond is marked at its edge.
 */
export function valueRange(extents: readonly Extent[], start: number, log: boolean): [number, number] {
  if (extents.length === 0) return log ? [0.1, 10] : [0, 1];
  const sizes = extents.map(({ least, most }) => Math.max(Math.abs(least), Math.abs(most)));
  const bound = EXPLODED * Math.min(Number.MAX_VALUE / EXPLODED, ...sizes.filter((size) => size > 0));
  let low = Math.min(...extents.map(({ least }) => least).filter((v) => v >= -bound));
  let high = Math.max(...extents.map(({ most }) => most).filter((v) => log || v <= bound));
  const near = log ? start * RISE : start + 2 * (start - low);
  const stay = extents.filter(({ last }) => last <= near);
  // A race that begins at its lowest point, with noise, can only rise: then most must stay.
  const descends = log || start - low > 1e-3 * Math.abs(start);
  if (stay.length > 0 && (descends || 2 * stay.length >= extents.length)) {
    const room = log ? Math.max(start * ROOM, ...stay.map(({ most }) => most)) : near;
    high = Math.min(high, near, room);
  }
  high = Math.max(low, high);
  if (!log) return low >= 0 && low < high / 3 ? roomy(0, high, 0.02, 0.05) : roomy(low, high);
  const far = high * FALL;
  if (2 * extents.filter(({ least }) => least >= far).length >= extents.length) low = Math.max(low, far);
  return roomyLog(low, high);
}

/** Room on a logarithmic axis, which 0 has no place on. */
function roomyLog(low: number, high: number): [number, number] {
  const factor = 10 ** Math.max(0.05, 0.04 * (Math.log10(high) - Math.log10(low)));
  return [Math.max(Number.MIN_VALUE, low / factor), Math.min(Number.MAX_VALUE, high * factor)];
}

/** The range of shares: all that were measured, in whole steps of a grain. */
export function shareRange(extents: readonly Extent[]): [number, number] {
  if (extents.length === 0) return [0, 1];
  const [least, most] = [Math.min(...extents.map((e) => e.least)), Math.max(...extents.map((e) => e.most))];
  const grain = most - least > 0.2 ? 0.05 : 0.01;
  const low = Math.floor(least / grain - 1e-9);
  const high = Math.max(low + 2, Math.ceil(most / grain + 1e-9));
  return [Math.max(0, low * grain), Math.min(1, high * grain)];
}
