import type { Pcg32 } from '../core/random.ts';
import { ascending, median } from './quantile.ts';
import { bootstrap, type Estimate, resampled, type Sliced } from './resample.ts';
import { byCell, lessIsBetter, type Metric, type Point, type Sample } from './sample.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** Two lanes, A and B, beside each other. */
export interface Pair {
  /**
   * P(A beats B), over all pairs of a run of A and a run of B: the share in which A is better, ties a half; of several cells the mean
   * of theirs. rliable's probability of improvement, the Mann-Whitney statistic U / (n·m). Two censored runs tie.
   */
  probability: Estimate;
  /** The median of A − B over the seeds that both have, in the metric's unit. ±∞ when one of the two is censored, 0 when both are. */
  difference: Estimate;
  /** Of the seeds that both have, the share at which A is better, ties a half; null when there is none. */
  wins: number | null;
  /** How many runs A and B have in cells that both have, and how many seeds in common. */
  runs: readonly [number, number];
  common: number;
  verdict: Verdict;
}

/** Runs of A and B in one cell: of each value its rank among all of them, the worst 0, equal ones the same. */
interface Ranked {
  a: Uint32Array;
  b: Uint32Array;
  ranks: number;
}

function ranked(a: readonly Point[], b: readonly Point[], metric: Metric): Ranked {
  const values = [...new Set(ascending([...a, ...b].map(({ value }) => value)))];
  if (lessIsBetter(metric)) values.reverse();
  const rank = new Map(values.map((value, r) => [value, r]));
  const of = (points: readonly Point[]) => Uint32Array.from(points, ({ value }) => rank.get(value)!).sort();
  return { a: of(a), b: of(b), ranks: values.length };
}

/** U / (n·m), from how many runs of A and of B have each rank. */
function share(a: Uint32Array, b: Uint32Array): number {
  let sum = 0;
  let worse = 0;
  let runs = 0;
  for (let r = 0; r < a.length; r++) {
    sum += a[r]! * (worse + b[r]! / 2);
    worse += b[r]!;
    runs += a[r]!;
  }
  return sum / (runs * worse);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function* probabilityOf(cells: readonly Ranked[], seed: number): Sliced<Estimate> {
  if (cells.length === 0) return { value: null, interval: null, why: 'noRuns' };
  const counts = cells.map(({ ranks }) => [new Uint32Array(ranks), new Uint32Array(ranks)] as const);
  /** Takes of each lane's runs as many as there are: all once, or at random. */
  const take = (random?: Pcg32) => {
    cells.forEach(({ a, b }, c) => {
      [a, b].forEach((own, lane) => {
        const count = counts[c]![lane]!.fill(0);
        for (let i = 0; i < own.length; i++) count[own[random ? random.below(own.length) : i]!]!++;
      });
    });
    return counts;
  };
  const statistic = (taken: typeof counts) => mean(taken.map(([a, b]) => share(a, b)));
  const value = statistic(take());
  if (cells.every(({ a, b }) => a.length < 2 || b.length < 2)) return { value, interval: null, why: 'oneRun' };
  const draws = cells.reduce((sum, { a, b }) => sum + a.length + b.length, 0);
  const [interval] = yield* resampled(seed, draws, take, [statistic]);
  return { value, interval: interval! };
}

function* differenceOf(strata: readonly (readonly number[])[], seed: number): Sliced<Estimate> {
  const sorted = ascending(strata.flat());
  if (sorted.length === 0) return { value: null, interval: null, why: 'noRuns' };
  const value = median(sorted);
  if (sorted.length === 1) return { value, interval: null, why: 'oneRun' };
  const [interval] = yield* bootstrap(strata, [median], seed);
  return { value, interval: interval! };
}

/**
 * Compares lane A with lane B. Over all pairs each run counts, whichever seeds it has; the differences are of the seeds that both have,
 * so an experiment that was cancelled compares what is there. The intervals are of 95%, by a bootstrap stratified by cell and lane (for the
 * differences: by cell) that `seed`, the experiment's, decides.
 */
export function* compare(a: Sample, b: Sample, seed: number): Sliced<Pair> {
  const { metric } = a;
  const [cellsA, cellsB] = [byCell(a.points), byCell(b.points)];
  const cells = [...cellsA.keys()].filter((cell) => cellsB.has(cell));
  const both = cells.map((cell) => [cellsA.get(cell)!, cellsB.get(cell)!] as const);
  const strata = both.map(([a, b]) => {
    const other = new Map(b.map(({ seed, value }) => [seed, value]));
    const common = a.filter(({ seed }) => other.has(seed));
    return common.map(({ seed, value }) => (value === other.get(seed) ? 0 : value - other.get(seed)!));
  });
  const differences = strata.flat();
  const sign = lessIsBetter(metric) ? -1 : 1;
  const wins = differences.map((d) => (Math.sign(d) * sign + 1) / 2);
  const probability = yield* probabilityOf(
    both.map(([a, b]) => ranked(a, b, metric)),
    seed,
  );
  const difference = yield* differenceOf(strata, seed);
  const runs = [0, 1].map((lane) => both.reduce((sum, pair) => sum + pair[lane]!.length, 0)) as [number, number];
  const evidence = { probability, difference, wins: wins.length > 0 ? mean(wins) : null, runs, common: wins.length };
  return { ...evidence, verdict: verdictOf(evidence, metric) };
}
