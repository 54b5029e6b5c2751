import { type Estimate, sideOf } from './resample.ts';
import { lessIsBetter, type Metric } from './sample.ts';
import { NORMAL_975 } from './share.ts';

/**
 * What may be said of lanes A and B, at 95%:
 *
 * - `apart`: a run of the one tends to beat a run of the other, whatever their seeds, and does so on the same seeds too: both intervals
 *   exclude that there is no difference.
 * - `ahead`: on the same seeds the one leads; how much seeds matter is more than that, so that a single run of each may end either way.
 * - `undecided`: neither is shown. Nor is it shown that they are alike.
 *
 * Of two lanes that are alike a verdict is given in 8% of all experiments at most, with 4 to 30 seeds (simulated with normal values, 600
 * experiments each). Of many pairs one may well be such.
 *
 * Which lane leads is `leader`: 0 is A, 1 is B.
 */
export type Verdict =
  | { kind: 'apart' | 'ahead'; leader: 0 | 1 }
  | {
      kind: 'undecided';
      /** About how many seeds would decide, see seedsToDecide; null when that can't be said. */
      seeds: number | null;
      /** `few`: fewer seeds than any verdict takes; `tied`: they never differ; `even`: each is as often the better one. */
      why?: 'few' | 'tied' | 'even';
    };

/** What a verdict rests on. */
export interface Evidence {
  probability: Estimate;
  difference: Estimate;
  wins: number | null;
  runs: readonly [number, number];
  common: number;
}

/**
 * Below these a bootstrap excludes chance though chance does it often: of n seeds one lane wins all with probability 2·½ⁿ, which is
 * under 5% from six on; all of n runs beat all of n others with 2 / C(2n, n), which is from four on.
 */
export const [FEWEST_PAIRED, FEWEST_RUNS] = [6, 4];

/** The standard normal's 80% quantile. */
const NORMAL_80 = 0.8416212335729143;

/**
 * With how many seeds the lead seed by seed would be shown with a probability of 80%, if A is better at a share `wins` of all seeds:
 * (z₀.₉₇₅ + z₀.₈)² / 4(wins − ½)², Noether's formula for the sign test (1987, "Sample Size Determination for Some Common Nonparametric
 * Tests", JASA 82). It knows signs alone, so it holds with censored runs.
 *
 * A rough guide: `wins` is itself an estimate, of ten seeds give or take 0.3. If the lanes are alike in truth, no number of seeds
 * decides, and what this gives grows with each look. Infinity when `wins` is ½.
 */
export const seedsToDecide = (wins: number): number =>
  Math.max(FEWEST_PAIRED, Math.ceil((NORMAL_975 + NORMAL_80) ** 2 / (4 * (wins - 0.5) ** 2)));

export function verdictOf({ probability, difference, wins, runs, common }: Evidence, metric: Metric): Verdict {
  const better = lessIsBetter(metric) ? -1 : 1;
  const overall = Math.min(...runs) >= FEWEST_RUNS ? sideOf(probability.interval, 0.5) : 0;
  const paired = sideOf(difference.interval, 0) * better;
  const leader = paired > 0 ? 0 : 1;
  if (paired !== 0 && overall === paired) return { kind: 'apart', leader };
  if (paired !== 0 && overall === 0 && common >= FEWEST_PAIRED) return { kind: 'ahead', leader };
  const tied = probability.value === 0.5 && difference.interval?.every((end) => end === 0);
  if (wins === null || common < 2) return { kind: 'undecided', seeds: null, why: 'few' };
  if (wins === 0.5) return { kind: 'undecided', seeds: null, why: tied ? 'tied' : 'even' };
  const seeds = Math.max(common + 1, seedsToDecide(wins));
  return { kind: 'undecided', seeds, ...(common < FEWEST_PAIRED && { why: 'few' as const }) };
}
