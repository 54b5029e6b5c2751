import { ascending, median } from '../../experiment/quantile.ts';
import type { Results } from '../../experiment/results.ts';
import { isShare, type Measure } from '../../experiment/sample.ts';
import { samplesIn } from './memo.ts';

/** A round value that about half of the lanes meet in the end; null where there is none that could be met. */
export function roundTarget(ends: readonly number[], measure: Measure): number | null {
  const finite = ends.filter((end) => Number.isFinite(end) && end > 0);
  if (finite.length === 0) return null;
  const middle = median(ascending(finite));
  if (!isShare(measure)) {
    const grain = 10 ** Math.floor(Math.log10(middle));
    return Number((Math.ceil(middle / grain - 1e-9) * grain).toPrecision(2));
  }
  const grain = Math.max(...finite) - Math.min(...finite) > 0.02 ? 0.01 : 0.005;
  return Math.min(1, Number((Math.round(middle / grain) * grain).toPrecision(6)));
}

/** From so many runs of each lane on a target is suggested. */
const ENOUGH = 3;

const known = new WeakMap<Results, Map<string, number | null>>();

/** A target that suits what has come of a cell. While runs come (not `done`) it stays the one that it was at first. */
export function suggestedTarget(results: Results, measure: Measure, cell: number, done: boolean): number | null {
  const all = known.get(results) ?? new Map<string, number | null>();
  known.set(results, all);
  const key = `${measure} ${cell} ${done ? results.count : ''}`;
  const before = all.get(key);
  if (before !== undefined) return before;
  const samples = samplesIn(results, cell, measure);
  if (!done && samples.some(({ points }) => points.length < ENOUGH)) return null;
  const target = roundTarget(
    samples.map(({ points }) => median(ascending(points.map(({ value }) => value)))),
    measure,
  );
  all.set(key, target);
  return target;
}
