import type { Trace } from '../core/trace.ts';

import { isShare, type Measure } from './sample.ts';

/** A loss to come down to, or an accuracy (0 … 1) to come up to. */
export interface Target {
  metric: Measure;
  value: number;
}

/** Where a run first met its target. */
export interface Reached {
  step: number;
  /** Computing time of the run so far; other on each machine. */
  millis: number;
}

/** Whether a value meets the target. NaN, such as the accuracy of a row at which there was no test, does not. */
export const meets = (value: number, { metric, value: target }: Target): boolean =>
  isShare(metric) ? value >= target : value <= target;

/**
 * The first *recorded* row that meets the target; null when none does. It may be row 0, the start, and the run may leave the target again
 * or diverge later. Where a row stands for several steps, or accuracy is tested once in so many, the true step lies between it and the row before.
 */
export function reachedAt(trace: Pick<Trace, 'column'>, target: Target): Reached | null {
  const row = trace.column(target.metric).findIndex((value) => meets(value, target));
  if (row < 0) return null;
  return { step: trace.column('step')[row]!, millis: trace.column('millis')[row] ?? Number.NaN };
}
