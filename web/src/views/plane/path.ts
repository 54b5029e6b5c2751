import { type Trace, told } from '../../core/trace.ts';

/** A lane's way over the plane, in these columns: where its losses are told. */
export const pathOf = (
  trace: Pick<Trace, 'columns' | 'column'>,
  [x, y]: readonly [string, string],
): [Float64Array, Float64Array] => [trace.column(told(trace, x)), trace.column(told(trace, y))];
