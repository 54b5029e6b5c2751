import type { Along } from './along.ts';
import { kindOf, type Tally } from './tally.ts';

/** What a lane comes to at one value of an axis. */
export interface AtValue {
  cell: number;
  value: number;
  tally: Tally;
}

/** A lane along an axis: at its own values, or at everybody's where it has no part in the axis. */
export interface LaneCurve {
  lane: number;
  varied: boolean;
  points: readonly AtValue[];
}

/** Neighbouring values at which half of the runs or more are as good as the target. */
export interface Good {
  from: number;
  to: number;
  /** Whether it goes on to the end of what was tried, so that it may be wider. */
  opens: [low: boolean, high: boolean];
  /** At which value beyond the upper end half of the runs or more diverge at once; null when they don't. */
  breaks: number | null;
}

const isGood = ({ tally: { runs, met } }: AtValue): boolean => runs > 0 && 2 * met >= runs;

/** All good ranges, from low to high. */
export function goodRanges(points: readonly AtValue[]): Good[] {
  const ranges: Good[] = [];
  points.forEach((point, i) => {
    if (!isGood(point)) return;
    const before = points[i - 1];
    if (!before || !isGood(before))
      ranges.push({ from: point.value, to: point.value, opens: [i === 0, false], breaks: null });
    const range = ranges.at(-1)!;
    range.to = point.value;
    const next = points[i + 1];
    range.opens[1] = !next;
    range.breaks = next && kindOf(next.tally) === 'lost' ? next.value : null;
  });
  return ranges;
}

/** The widest one, as its scale counts; of equals the first. */
export function widest(ranges: readonly Good[], along: Along): Good | undefined {
  const size = ({ from, to }: Good): number => along.place(to) - along.place(from);
  return ranges.reduce<Good | undefined>(
    (best, range) => (best && size(best) >= size(range) ? best : range),
    undefined,
  );
}

/** Where a lane comes to the best median, where that is of any use; the first of equals. */
export function bestPoint(points: readonly AtValue[], less: boolean): number | null {
  let best: number | null = null;
  points.forEach(({ tally }, i) => {
    if (kindOf(tally) !== 'fine' || !Number.isFinite(tally.median)) return;
    const least = best === null ? Number.NaN : points[best]!.tally.median;
    if (best === null || (less ? tally.median < least : tally.median > least)) best = i;
  });
  return best;
}
