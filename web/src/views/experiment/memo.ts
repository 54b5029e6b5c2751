import type { Results } from '../../experiment/results.ts';
import type { Measure, Sample } from '../../experiment/sample.ts';
import type { Target } from '../../experiment/target.ts';

/** What is read from results again and again, as several pictures show it and each renders when something is pointed at. */
const known = new WeakMap<Results, Map<string, { of: string; value: unknown }>>();

/** The value of `make`, made anew when `of` is another: one for each name. */
function once<T>(results: Results, name: string, of: string, make: () => T): T {
  const all = known.get(results) ?? new Map<string, { of: string; value: unknown }>();
  known.set(results, all);
  const before = all.get(name);
  if (before?.of === of) return before.value as T;
  const value = make();
  all.set(name, { of, value });
  return value;
}

export const samplesIn = (
  results: Results,
  cell: number,
  measure: Measure,
  way?: { by: 'steps' | 'millis'; target: Target },
): Sample[] =>
  once(results, `samples ${cell} ${measure} ${way?.by}`, `${results.count} ${way?.target.value}`, () =>
    results.samples(cell, measure, way),
  );
