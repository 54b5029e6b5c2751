import type { Comparison, PairOf } from '../../experiment/comparison.ts';
import type { Interval } from '../../experiment/resample.ts';
import type { Verdict } from '../../experiment/verdict.ts';

/** A pair from the side of the lane that is ahead in it. */
export interface Seen {
  lane: number;
  other: number;
  probability: number | null;
  probabilityInterval: Interval | null;
  /** lane − other, in the metric's unit. */
  difference: number | null;
  differenceInterval: Interval | null;
  common: number;
  verdict: Verdict;
}

const flipped = (interval: Interval | null, about: number): Interval | null =>
  interval && [about - interval[1], about - interval[0]];

/** A pair as its lane `lane` sees it. */
export function seenBy(lane: number, { a, b, probability, difference, common, verdict }: PairOf): Seen {
  const own = a === lane;
  const chance = probability.value;
  return {
    lane,
    other: own ? b : a,
    probability: own || chance === null ? chance : 1 - chance,
    probabilityInterval: own ? probability.interval : flipped(probability.interval, 1),
    difference: own || difference.value === null ? difference.value : 0 - difference.value,
    differenceInterval: own ? difference.interval : flipped(difference.interval, 0),
    common,
    verdict,
  };
}

const RANK = { apart: 0, ahead: 1, undecided: 2 };

/** The lanes by how often they are ahead of the others. */
export function ranked({ lanes, pairs }: Comparison): number[] {
  const score = lanes.map((_, lane) =>
    pairs
      .filter(({ a, b }) => a === lane || b === lane)
      .reduce((sum, pair) => sum + (seenBy(lane, pair).probability ?? 0), 0),
  );
  return [...lanes.keys()].sort((a, b) => score[b]! - score[a]! || a - b);
}

/** All pairs from the side of whoever leads or is more often ahead: those that are apart first, then by how often, then by the lanes' order. */
export function inOrder(comparison: Comparison): Seen[] {
  const ahead = ({ a, b, probability, verdict }: PairOf): number => {
    if (verdict.kind !== 'undecided') return verdict.leader === 0 ? a : b;
    return (probability.value ?? 0.5) >= 0.5 ? a : b;
  };
  const order = ranked(comparison);
  const place = ({ lane, other }: Seen): number => order.indexOf(lane) * order.length + order.indexOf(other);
  return comparison.pairs
    .map((pair) => seenBy(ahead(pair), pair))
    .sort(
      (x, y) =>
        RANK[x.verdict.kind] - RANK[y.verdict.kind] ||
        (y.probability ?? 0) - (x.probability ?? 0) ||
        place(x) - place(y),
    );
}
