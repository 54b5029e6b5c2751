import type { Comparison, PairOf } from './comparison.ts';
import type { Interval } from './resample.ts';
import type { Metric } from './sample.ts';

/** What a sentence says of the lane that leads and the one next to it: numbers from the leader's side. */
interface Lead {
  lane: number;
  /** The lanes behind it. */
  over: number[];
  /** Of those, the one that it beats least surely: the numbers are of these two. */
  nearest: number;
  /** P(leader beats nearest), 0 … 1. */
  probability: number;
  probabilityInterval: Interval;
  /** Leader − nearest, the median over common seeds, in the metric's unit; an end may be ±∞. */
  difference: number;
  differenceInterval: Interval;
  seeds: number;
}

/**
 * One sentence about a comparison, as data: a locale has a template for each id and puts the numbers and the lanes' names in. It never
 * says more than the intervals do.
 */
export type Finding = { metric: Metric } & (
  | { id: 'nothing' } //                                      no lane has a run with a value
  | { id: 'alone'; lane: number; runs: number } //            one lane (with runs) only
  | { id: 'one-seed' } //                                     lines as in a race, no verdict
  | { id: 'all-censored'; runs: number } //                   every run diverged, or never reached the target
  | { id: 'tied'; lanes: number[]; seeds: number } //         all lanes are the same on each seed
  | ({ id: 'apart' } & Lead) //                               beats all others, whatever the seed
  | ({ id: 'ahead' } & Lead) //                               leads all others, the nearest only seed by seed
  /** The lanes that can't be told from the one that leads, it first; `over`: those that it is shown to lead. `needed`: about how many seeds would decide. */
  | { id: 'undecided'; lanes: number[]; over: number[]; seeds: number; needed: number | null }
);

/** A pair as its lane `lane` sees it. */
function seenBy(lane: number, { a, b, probability, difference, common, verdict }: PairOf) {
  const own = a === lane;
  const undecided = verdict.kind === 'undecided';
  return {
    other: own ? b : a,
    kind: verdict.kind,
    /** 1: it leads, −1: the other does, 0: undecided. */
    side: undecided ? 0 : (verdict.leader === 0) === own ? 1 : -1,
    needed: undecided ? verdict.seeds : null,
    numbers: {
      nearest: own ? b : a,
      // Without runs in one cell: no more likely than the contrary.
      probability: own ? (probability.value ?? 0.5) : 1 - (probability.value ?? 0.5),
      probabilityInterval: (own ? probability.interval : flipped(probability.interval, 1))!,
      difference: own ? difference.value! : 0 - difference.value!,
      differenceInterval: (own ? difference.interval : flipped(difference.interval, 0))!,
      seeds: common,
    },
  };
}

type Seen = ReturnType<typeof seenBy>;

const flipped = (interval: Interval | null, from: number): Interval | null =>
  interval && [from - interval[1], from - interval[0]];

/** Whether of two lanes behind the leader the first is beaten less surely, or as surely and by less. */
const nearer = ({ numbers: a }: Seen, { numbers: b }: Seen): boolean =>
  a.probability < b.probability || (a.probability === b.probability && Math.abs(a.difference) < Math.abs(b.difference));

/**
 * What a comparison shows. The lane that leads is, of those that no other is shown to lead, the one whose runs beat the others' most often; the first of
 * equals. Lanes without runs are left out.
 */
export function findingOf({ lanes, pairs }: Comparison): Finding {
  const metric = lanes[0]?.metric ?? 'loss';
  const present = [...lanes.keys()].filter((lane) => lanes[lane]!.runs > 0);
  if (present.length === 0) return { id: 'nothing', metric };
  const runs = Math.max(...present.map((lane) => lanes[lane]!.runs));
  if (present.every((lane) => lanes[lane]!.censored.count === lanes[lane]!.runs))
    return { id: 'all-censored', metric, runs };
  if (present.length === 1) return { id: 'alone', metric, lane: present[0]!, runs };
  if (runs === 1) return { id: 'one-seed', metric };
  const met = pairs.filter(({ a, b }) => present.includes(a) && present.includes(b));
  const seeds = Math.min(...met.map(({ common }) => common));
  if (met.every(({ verdict }) => verdict.kind === 'undecided' && verdict.why === 'tied'))
    return { id: 'tied', metric, lanes: present, seeds };

  const views = present.map((lane) => ({
    lane,
    others: met.filter(({ a, b }) => a === lane || b === lane).map((pair) => seenBy(lane, pair)),
  }));
  const score = ({ others }: (typeof views)[number]) =>
    others.reduce((sum, { numbers }) => sum + numbers.probability, 0);
  const unbeaten = views.filter(({ others }) => others.every(({ side }) => side >= 0));
  const { lane, others } = (unbeaten.length > 0 ? unbeaten : views).reduce((best, view) =>
    score(view) > score(best) ? view : best,
  );
  const over = others.filter(({ side }) => side > 0).map(({ other }) => other);
  const open = others.filter(({ side }) => side <= 0);
  if (open.length > 0) {
    const needed = open.map((view) => view.needed);
    return {
      id: 'undecided',
      metric,
      lanes: [lane, ...open.map(({ other }) => other)],
      over,
      seeds,
      needed: needed.includes(null) ? null : Math.max(...(needed as number[])),
    };
  }
  const bySeeds = others.filter(({ kind }) => kind === 'ahead');
  const nearest = (bySeeds.length > 0 ? bySeeds : others).reduce((least, view) => (nearer(view, least) ? view : least));
  return { id: bySeeds.length > 0 ? 'ahead' : 'apart', metric, lane, over, ...nearest.numbers };
}
