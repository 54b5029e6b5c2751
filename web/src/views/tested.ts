import type { Stage } from '../reader/stage.ts';

/** The last accuracy that was measured on a lane. */
export function lastAccuracy(stage: Stage, lane: number): number | undefined {
  const trace = stage.lanes[lane]?.trace;
  if (!trace?.columns.includes('accuracy')) return undefined;
  const column = trace.column('accuracy');
  for (let row = trace.length - 1; row >= 0; row--) if (!Number.isNaN(column[row]!)) return column[row];
  return undefined;
}
