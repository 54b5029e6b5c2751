import { csvFormatRow } from 'd3-dsv';
import type { Catalog, Value } from './catalog.ts';
import { leadingTo, phasesOf } from './changes.ts';
import { type Config, minimal } from './config.ts';
import { nameOf } from './lane-name.ts';
import type { Trace } from './trace.ts';

/**
 * What a race recorded as comma-separated values, a line for each row of each lane: the same columns wherever it is written. A lane's
 * settings follow its numbers (`set.momentum`), the learning rate and those that are not default in all of it; where a lane changes on the
 * way, a row has those that led to it.
 */
export interface Csv {
  head: string;
  /** A lane's rows, each with its line's end. */
  rows(lane: number, trace: Trace, status: string): string[];
}

const FIRST = ['step', 'loss', 'gradNorm', 'accuracy'];

/** A number with 17 significant digits, so that it reads back as the same bits; null where it is not finite, as JSON has it. */
export function digits(x: number): string {
  if (!Number.isFinite(x)) return 'null';
  if (Object.is(x, -0)) return '-0';
  return Number.isSafeInteger(x) ? String(x) : x.toPrecision(17);
}

/** Empty where nothing was measured. */
const cell = (x: number | undefined): string =>
  x === undefined || Number.isNaN(x) ? '' : Number.isFinite(x) ? digits(x) : String(x);

/** A name that a spreadsheet would take for a formula is marked as a text: whoever made the link chose it. */
const harmless = (name: string): string => (/^[=+\-@]/.test(name) ? `'${name}` : name);

const written = (value: Value | undefined): string => String(value ?? '');

/** `columns`: those of the lanes' traces, whichever there are. */
export function csvOf(config: Config, catalog: Catalog, columns: readonly string[]): Csv {
  const phases = config.lanes.map(phasesOf);
  const all = phases.flat().map(({ lane }) => lane);
  const changed = new Set(
    minimal(config, catalog).lanes.flatMap(({ changes = [], ...lane }) => [lane, ...changes].flatMap(Object.keys)),
  );
  const settings = [...new Set(all.flatMap((lane) => Object.keys(lane)))].filter(
    (id) => !['optimizer', 'name'].includes(id) && (id === 'lr' || changed.has(id)),
  );
  const parameters = columns.filter((name) => /^(x|shown)\d+$/.test(name));
  const others = columns.filter((name) => !FIRST.includes(name) && !parameters.includes(name));
  const rest = [...parameters, ...others];
  // Where some lane has a name of its own.
  const named = config.lanes.some((lane) => nameOf(lane) !== '');
  const head = [
    'lane',
    'optimizer',
    ...(named ? ['name'] : []),
    ...FIRST,
    'status',
    ...rest,
    ...settings.map((id) => `set.${id}`),
  ];
  return {
    head: `${csvFormatRow(head)}\n`,
    rows(index, trace, status) {
      const lane = config.lanes[index]!;
      const name = named ? [harmless(nameOf(lane))] : [];
      const said = phases[index]!.map(({ at, lane }) => ({
        at,
        its: [`${index}`, lane.optimizer, ...name],
        set: settings.map((id) => written(lane[id])),
      }));
      const steps = trace.column('step');
      const [first, further] = [FIRST, rest].map((names) => names.map((name) => trace.column(name)));
      return Array.from({ length: trace.length }, (_, row) => {
        const values = (list: Float64Array[] = []) => list.map((column) => cell(column[row]));
        const now = row < trace.length - 1 ? 'running' : status;
        const { its, set } = leadingTo(said, steps[row]!);
        return `${csvFormatRow([...its, ...values(first), now, ...values(further), ...set])}\n`;
      });
    },
  };
}
