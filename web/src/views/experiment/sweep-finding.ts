import type { Along } from './along.ts';
import { bestPoint, type Good, goodRanges, type LaneCurve, widest } from './good.ts';
import { kindOf } from './tally.ts';

/** What a sweep over one axis shows, as data. `value`: of the axis; `median`: what comes of it. */
export type OneFinding =
  /** Half of the runs or more are lost, or end no better than before training, whatever the value. */
  | { id: 'hopeless'; lost: boolean }
  /** No value brings half of the seeds to the target; the best. */
  | { id: 'missed'; lane: number; value: number; median: number }
  /** The good range of one lane is wider than those of all others, by more than what lies between two values. */
  | { id: 'forgives'; lane: number; good: Good; breaks: { lane: number; value: number } | null }
  /** The good range of a single lane. */
  | { id: 'good'; lane: number; good: Good; breaks: { lane: number; value: number } | null }
  /** Nothing is told of how wide ranges are; the best of all. */
  | { id: 'best'; lane: number; value: number; median: number };

const bestOf = (curves: readonly LaneCurve[], less: boolean) =>
  curves
    .flatMap(({ lane, points }) => {
      const at = bestPoint(points, less);
      return at === null ? [] : [{ lane, value: points[at]!.value, median: points[at]!.tally.median }];
    })
    .sort((a, b) => (less ? a.median - b.median : b.median - a.median));

/** Null while some value has no run, and where nothing is to be said. `chosen`: whether values are, as settings of lanes are. */
export function oneFinding(
  curves: readonly LaneCurve[],
  along: Along,
  less: boolean,
  aimed: boolean,
  chosen = true,
): OneFinding | null {
  const moving = curves.filter(({ varied }) => varied);
  const all = moving.flatMap(({ points }) => points.map(({ tally }) => tally));
  if (all.length === 0 || all.some((tally) => kindOf(tally) === 'open')) return null;
  const [best, next] = bestOf(moving, less);
  const single = chosen && best?.median !== next?.median;
  if (!best) return { id: 'hopeless', lost: all.every((tally) => kindOf(tally) === 'lost') };
  if (!aimed) return single ? { id: 'best', ...best } : null;
  const ranges = moving.flatMap(({ lane, points }) => {
    const good = widest(goodRanges(points), along);
    return good ? [{ lane, good, size: along.place(good.to) - along.place(good.from) }] : [];
  });
  if (ranges.length === 0) return { id: 'missed', ...best };
  const falls = ranges.find(({ good }) => good.breaks !== null);
  const breaks = falls ? { lane: falls.lane, value: falls.good.breaks! } : null;
  const [first, second] = [...ranges].sort((a, b) => b.size - a.size) as [
    (typeof ranges)[number],
    (typeof ranges)[number]?,
  ];
  if (moving.length === 1) return { id: 'good', lane: first.lane, good: first.good, breaks };
  // What goes on beyond what was tried may be wider than it looks.
  const open = ranges.some(({ lane, good }) => lane !== first.lane && (good.opens[0] || good.opens[1]));
  const grain = 1 / Math.max(1, moving[0]!.points.length - 1);
  if (open || first.good.from === first.good.to || (second && first.size - second.size <= grain + 1e-9))
    return single ? { id: 'best', ...best } : null;
  return { id: 'forgives', lane: first.lane, good: first.good, breaks };
}
