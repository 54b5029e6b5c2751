import type { Trace } from '../core/trace.ts';
import type { RunStatus } from '../run/run.ts';
import { quantile } from './quantile.ts';
import { isShare } from './sample.ts';

/** From how many runs on a band is drawn. */
export const FEWEST_OF_A_BAND = 3;

/** At each step the median and the quartiles of the runs that count there. */
export interface Band {
  step: Float64Array;
  median: Float64Array;
  q1: Float64Array;
  q3: Float64Array;
  /** How many runs these are of. */
  runs: Uint32Array;
}

/**
 * The band of a column of several runs of one lane, over the recorded steps at which at least `fewest` of them count: those that have a
 * number there, and those that have diverged, which from their last row on count as the worst value (accuracy 0, anything else ∞). That
 * row itself is no step of the band: where rows are thinned, only that run has it. Runs that are under way count as far as they have
 * come. Where the column is NaN (no test at that step) nothing counts.
 */
export function bandOf(
  runs: readonly { trace: Pick<Trace, 'column' | 'last'>; status: RunStatus }[],
  column: string,
  fewest = FEWEST_OF_A_BAND,
): Band {
  const at = new Map<number, number[]>();
  const ends: number[] = [];
  for (const { trace, status } of runs) {
    const steps = trace.column('step');
    const values = trace.column(column);
    const rows = status === 'diverged' ? values.length - 1 : values.length;
    if (status === 'diverged') ends.push(trace.last('step'));
    for (let row = 0; row < rows; row++) {
      if (Number.isNaN(values[row]!)) continue;
      const there = at.get(steps[row]!);
      if (there) there.push(values[row]!);
      else at.set(steps[row]!, [values[row]!]);
    }
  }
  const worst = isShare(column) ? 0 : Infinity;
  const rows = [...at].flatMap(([step, values]) => {
    const gone = ends.filter((end) => end <= step).map(() => worst);
    const sorted = Float64Array.from([...values, ...gone]).sort();
    return sorted.length >= fewest ? [{ step, sorted }] : [];
  });
  rows.sort((a, b) => a.step - b.step);
  const of = (p: number) => Float64Array.from(rows, ({ sorted }) => quantile(sorted, p));
  return {
    step: Float64Array.from(rows, ({ step }) => step),
    median: of(0.5),
    q1: of(0.25),
    q3: of(0.75),
    runs: Uint32Array.from(rows, ({ sorted }) => sorted.length),
  };
}
