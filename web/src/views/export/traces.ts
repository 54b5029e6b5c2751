import { minimal } from '../../core/config.ts';
import { labelOf } from '../../core/lane-name.ts';
import type { Stage } from '../../ui/stage.ts';

/** What a race recorded, for other programs, with what replays it. */
export interface Origin {
  /** The whole address. */
  link: string;
  /** Of the race's end; null where it could not run. */
  checksum: string | null;
}

const cell = (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? '' : String(value));

/** Comma-separated values: two lines of origin that begin with #, a line of names, a line a recorded row. */
export function tracesCsv({ lanes }: Stage, { link, checksum }: Origin): string {
  const columns = [...new Set(lanes.flatMap(({ trace }) => trace.columns))];
  const lines = [`# ${link}`, `# checksum ${checksum ?? ''}`, ['lane', 'optimizer', ...columns].join()];
  for (const [index, { config, trace }] of lanes.entries()) {
    const values = columns.map((name) => trace.column(name));
    for (let row = 0; row < trace.length; row++) {
      lines.push([index, config.optimizer, ...values.map((column) => cell(column[row]))].join());
    }
  }
  return `${lines.join('\n')}\n`;
}

/** The same as JSON, by lane and column; what is not finite is null. */
export function tracesJson({ lanes, config, catalog }: Stage, { link, checksum }: Origin): string {
  return JSON.stringify({
    link,
    checksum,
    config: minimal(config, catalog),
    lanes: lanes.map(({ status, step, trace }, i) => ({
      ...labelOf(config.lanes[i]!),
      status,
      step,
      trace: Object.fromEntries(trace.columns.map((name) => [name, [...trace.column(name)]])),
    })),
  });
}
