import { ascending, quantile } from '../../experiment/quantile.ts';
import type { Results } from '../../experiment/results.ts';
import { isShare, type Measure } from '../../experiment/sample.ts';
import { startOf } from './tally.ts';

const ROUND = [1, 2, 5, 10];

/** The nearest of 1, 2 and 5 times a power of ten, by its ratio. */
function roundly(value: number): number {
  const exponent = Math.floor(Math.log10(value));
  const parts = ROUND.map((digit) => Number(`${digit}e${exponent}`));
  const far = (part: number): number => Math.abs(Math.log(part / value));
  return parts.reduce((best, part) => (far(part) < far(best) ? part : best));
}

/**
 * A target that tells settings apart: a round value about half the way from before training to what the better runs come to. `ends`: of
 * runs that did not diverge. Null where there is none.
 */
export function targetBetween(starts: readonly number[], ends: readonly number[], measure: Measure): number | null {
  if (ends.length === 0) return null;
  const [start, best] = [
    quantile(ascending(starts), 0.5),
    quantile(ascending(ends), isShare(measure) ? 0.9 : 0.1),
  ] as const;
  if (isShare(measure)) {
    const from = Number.isFinite(start) ? start : 0;
    return Math.min(0.99, Math.max(0.01, Math.floor(100 * (best - 0.1 * Math.max(0, best - from))) / 100));
  }
  if (best > 0 && start > best) return roundly(Math.sqrt(best) * Math.sqrt(start));
  return Number((best + 0.1 * Math.abs(best)).toPrecision(2));
}

interface Made {
  count: number;
  target: number | null;
}
const made = new WeakMap<Results, Partial<Record<Measure, Made>>>();
/** By how much the runs have to become more before it is thought of anew: a line that moves by itself is none to measure by. */
const MORE = 4;
/** The same where none was found. */
const SOME_MORE = 1.25;

export function sweepTarget(results: Results, measure: Measure): number | null {
  const own = made.get(results) ?? {};
  made.set(results, own);
  const known = own[measure];
  const more = known?.target === null ? SOME_MORE : MORE;
  if (known && results.reported < more * known.count) return known.target;
  const [starts, ends]: [number[], number[]] = [[], []];
  for (const { rows, final, status, trial } of results.all()) {
    if (trial !== undefined || status === 'diverged') continue;
    const end = final[measure] ?? Number.NaN;
    const start = startOf({ rows }, measure);
    if (Number.isFinite(end)) ends.push(end);
    if (Number.isFinite(start)) starts.push(start);
  }
  const target = targetBetween(starts, ends, measure);
  own[measure] = { count: results.reported, target };
  return target;
}
