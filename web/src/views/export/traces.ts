import { minimal } from '../../core/config.ts';
import { csvOf } from '../../core/csv.ts';
import { labelOf } from '../../core/lane-name.ts';
import { trainTested } from '../../core/validation.ts';
import type { Stage } from '../../reader/stage.ts';

/** What a race recorded, for other programs, with what replays it. */
export interface Origin {
  /** The whole address. */
  link: string;
  /** Of the race's end; null where it could not run. */
  checksum: string | null;
}

/** Comma-separated values after lines that begin with #: of its origin, and what the training accuracy is of. */
export function tracesCsv({ lanes, config, catalog }: Stage, { link, checksum }: Origin): string {
  const csv = csvOf(config, catalog, [...new Set(lanes.flatMap(({ trace }) => trace.columns))]);
  const rows = lanes.flatMap(({ trace, status }, index) => csv.rows(index, trace, status));
  const items = trainTested(config.problem);
  const told = items > 0 ? `# trainAccuracy of the first ${items} training items\n` : '';
  return [`# ${link}\n# checksum ${checksum ?? ''}\n${told}`, csv.head, ...rows].join('');
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
