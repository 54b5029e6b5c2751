import type { Trace } from '../core/trace.ts';

export type Format = 'json' | 'csv';

/** A recorded row as it is printed. */
export interface Row {
  step: number;
  lane: number;
  text: string;
}

export interface LaneRows {
  index: number;
  optimizer: string;
  /** What its owner calls it, where anything. */
  name?: string;
  trace: Trace;
  /** Of the last row; those before it were running. */
  status: 'running' | 'finished' | 'diverged';
}

export const CSV_HEAD = 'lane,optimizer,step,loss,gradNorm,accuracy,status,params\n';

/** A number as JSON has it: 17 significant digits, so that it reads back as the same bits; null when it is not finite. */
export function digits(x: number): string {
  if (!Number.isFinite(x)) return 'null';
  if (Object.is(x, -0)) return '-0';
  return Number.isSafeInteger(x) ? String(x) : x.toPrecision(17);
}

/** What a problem measures of its own, the rate and the evaluations; not the time, which no two runs share. */
const isFurther = (name: string): boolean => !/^(step|loss|gradNorm|accuracy|millis|x\d+)$/.test(name);

/** Every row of a trace, in its order. */
export function rowsOf({ index, optimizer, name, trace, status }: LaneRows, format: Format): Row[] {
  const parameters = trace.columns.filter((name) => /^x\d+$/.test(name)).map((name) => trace.column(name));
  const others = trace.columns.filter(isFurther).map((name) => [name, trace.column(name)] as const);
  const [steps, losses, norms, accuracies] = ['step', 'loss', 'gradNorm', 'accuracy'].map((name) => trace.column(name));
  return Array.from({ length: trace.length }, (_, r) => {
    const step = steps![r]!;
    const [loss, gradNorm] = [digits(losses![r]!), digits(norms![r]!)];
    const params = parameters.map((column) => digits(column[r]!));
    const accuracy = accuracies?.[r] ?? Number.NaN;
    const tested = Number.isNaN(accuracy) ? '' : digits(accuracy);
    const further = others.flatMap(([name, column]) =>
      Number.isNaN(column[r]!) ? [] : [`,${JSON.stringify(name)}:${digits(column[r]!)}`],
    );
    const now = r < trace.length - 1 ? 'running' : status;
    const text =
      format === 'csv'
        ? [index, optimizer, step, loss, gradNorm, tested, now, ...params].join(',')
        : `{"lane":${index},"optimizer":"${optimizer}",${name ? `"name":${JSON.stringify(name)},` : ''}"step":${step},"loss":${loss},"gradNorm":${gradNorm}` +
          (params.length > 0 ? `,"params":[${params.join(',')}]` : '') +
          (tested ? `,"accuracy":${tested}` : '') +
          further.join('') +
          `,"status":"${now}"}`;
    return { step, lane: index, text: `${text}\n` };
  });
}
