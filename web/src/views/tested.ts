import type { Stage } from '../reader/stage.ts';

/** The last value that was measured on a lane of what tests tell. */
export function lastTested(stage: Stage, lane: number, name = 'accuracy'): number | undefined {
  const trace = stage.lanes[lane]?.trace;
  if (!trace?.columns.includes(name)) return undefined;
  return trace.column(name).findLast((value) => !Number.isNaN(value));
}
