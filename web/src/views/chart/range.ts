import type { Curve } from './data.ts';

/** The range of an axis of progress: the whole race ahead, unless that is far longer than what has run. */
export function ahead(whole: number, now: number): number {
  let top = Math.max(1, whole);
  while (top > 400 && top / 4 >= now) top /= 4;
  return Math.max(top, now);
}

/** Below this a logarithmic axis ends: a little room under it would be 0. */
const LEAST = 1e-300;

/**
 * The range of values. A lane that shoots off does not flatten the others: what lies far above where the race began is cut.
 */
export function valueRange(low: number, high: number, start: number, log: boolean): [number, number] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return log ? [0.1, 10] : [0, 1];
  if (log) {
    const top = start > 0 ? Math.min(high, start * 1e4) : high;
    const bottom = Math.max(low, LEAST);
    const [a, b] = [Math.log10(bottom), Math.log10(Math.max(top, bottom * 1.0001))];
    const room = Math.max(0.05, (b - a) * 0.04);
    return [10 ** (a - room), 10 ** (b + room)];
  }
  const top = Number.isFinite(start) ? Math.min(high, start + 2 * Math.max(start - low, 1e-12)) : high;
  const room = (Math.max(top, low) - low || Math.abs(low) || 1) * 0.05;
  return [low >= 0 && low < (top - low) / 2 ? -room * 0.4 : low - room, Math.max(top, low) + room];
}

/** The range of shares: up to all; down to the least that was measured once learning had begun, so that the end can be told apart. */
export function shareRange(curves: readonly Curve[]): [number, number] {
  let [least, first] = [1, 1];
  for (const curve of curves) {
    let measured = 0;
    for (let row = 0; row < curve.length; row++) {
      const y = curve.y(row);
      if (Number.isNaN(y)) continue;
      if (measured++ === 0) first = Math.min(first, y);
      else least = Math.min(least, y);
    }
  }
  const low = least < 1 ? least : Math.min(first, 0.9);
  return [Math.max(0, Math.floor(low * 20 - 1e-9) / 20), 1];
}
