/** The range of an axis of progress: the whole race ahead, unless that is far longer than what has run. */
export function ahead(whole: number, now: number): number {
  let top = Math.max(1, whole);
  while (top > 400 && top / 4 >= now) top /= 4;
  return Math.max(top, now);
}

/**
 * The range of values. A lane that shoots off does not flatten the others: what lies far above where the race began is cut.
 */
export function valueRange(low: number, high: number, start: number, log: boolean): [number, number] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return log ? [0.1, 10] : [0, 1];
  if (log) {
    const top = start > 0 ? Math.min(high, start * 1e4) : high;
    const [a, b] = [Math.log10(low), Math.log10(Math.max(top, low * 1.0001))];
    const room = Math.max(0.05, (b - a) * 0.04);
    return [10 ** (a - room), 10 ** (b + room)];
  }
  const top = Number.isFinite(start) ? Math.min(high, start + 2 * Math.max(start - low, 1e-12)) : high;
  const room = (Math.max(top, low) - low || Math.abs(low) || 1) * 0.05;
  return [low >= 0 && low < (top - low) / 2 ? -room * 0.4 : low - room, Math.max(top, low) + room];
}
