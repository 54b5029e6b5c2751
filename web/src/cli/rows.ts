import { leadingTo } from '../core/changes.ts';
import { type Csv, digits } from '../core/csv.ts';
import type { RunView } from '../run/run.ts';

export type Format = 'json' | 'csv';

/** A recorded row as it is printed. */
export interface Row {
  step: number;
  lane: number;
  text: string;
}

export interface LaneRows {
  index: number;
  /** Its optimizers, from which steps on. */
  rules: readonly { at: number; optimizer: string }[];
  /** What its owner calls it, where anything. */
  name?: string;
  /** Its status is that of the last row; those before it were running. */
  run: Pick<RunView, 'trace' | 'status'>;
}

/** Not printed, as no two runs share it: the time. */
export const isPrinted = (column: string): boolean => column !== 'millis';

/** What a problem measures of its own, the rate and the evaluations. */
const isFurther = (name: string): boolean =>
  isPrinted(name) && !/^(step|loss|gradNorm|accuracy|(x|shown)\d+)$/.test(name);

/** Every row of a trace, in its order, as comma-separated values. */
export function csvRows({ index, run: { trace, status } }: LaneRows, csv: Csv): Row[] {
  const steps = trace.column('step');
  return csv.rows(index, trace, status).map((text, row) => ({ step: steps[row]!, lane: index, text }));
}

/** The same as JSON. */
export function jsonRows({ index, rules, name, run: { trace, status } }: LaneRows): Row[] {
  const points = (['params', 'shown'] as const).map((key) => {
    const name = key === 'params' ? /^x\d+$/ : /^shown\d+$/;
    return { key, columns: trace.columns.filter((column) => name.test(column)).map((column) => trace.column(column)) };
  });
  const others = trace.columns.filter(isFurther).map((name) => [name, trace.column(name)] as const);
  const [steps, losses, norms, accuracies] = ['step', 'loss', 'gradNorm', 'accuracy'].map((name) => trace.column(name));
  return Array.from({ length: trace.length }, (_, r) => {
    const step = steps![r]!;
    const [loss, gradNorm] = [digits(losses![r]!), digits(norms![r]!)];
    const places = points.flatMap(({ key, columns }) =>
      columns.length > 0 ? [`,"${key}":[${columns.map((column) => digits(column[r]!))}]`] : [],
    );
    const accuracy = accuracies?.[r] ?? Number.NaN;
    const tested = Number.isNaN(accuracy) ? '' : digits(accuracy);
    const further = others.flatMap(([name, column]) =>
      Number.isNaN(column[r]!) ? [] : [`,${JSON.stringify(name)}:${digits(column[r]!)}`],
    );
    const now = r < trace.length - 1 ? 'running' : status;
    const text =
      `{"lane":${index},"optimizer":"${leadingTo(rules, step).optimizer}",${name ? `"name":${JSON.stringify(name)},` : ''}"step":${step},"loss":${loss},"gradNorm":${gradNorm}` +
      places.join('') +
      (tested ? `,"accuracy":${tested}` : '') +
      further.join('') +
      `,"status":"${now}"}`;
    return { step, lane: index, text: `${text}\n` };
  });
}
