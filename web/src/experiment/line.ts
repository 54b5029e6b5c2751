import { SidestepError } from '../core/module.ts';
import type { Settings } from './cells.ts';
import { MEASURES, type Measure } from './sample.ts';
import type { Target } from './target.ts';

/** One run as a line of JSON: what it was, what replays it, and what it came to. */
export interface Line {
  cell: number;
  /** What differs from the race that the experiment begins with, by path. */
  set: Settings;
  seed: number;
  lane: number;
  /** Of a tuning: which one, from 0. What is reported has none. */
  trial?: number;
  optimizer: string;
  status: 'finished' | 'diverged';
  /** A plain race of this lane alone. */
  link: string;
  checksum: string;
  /** The last row; null where a number is not finite, or was not measured. */
  final: { step: number; loss: number | null; accuracy: number | null; testLoss?: number; trainAccuracy?: number };
  /** Where a sweep was asked for a target: at which step the run first came to it; null: at none. */
  target?: Partial<Record<Measure, number>> & { step: number | null };
}

/** What a run is, among those of its experiment. */
export type Place = Pick<Line, 'cell' | 'lane' | 'seed' | 'trial'>;

export const keyOf = ({ cell, lane, seed, trial }: Place): string => `${cell} ${lane} ${trial ?? ''} ${seed}`;

/** The order of results, whoever computed them: trials, then what is reported; by cell, lane, trial and seed. */
export const inOrder = (a: Place, b: Place): number =>
  Number(a.trial === undefined) - Number(b.trial === undefined) ||
  a.cell - b.cell ||
  a.lane - b.lane ||
  (a.trial ?? 0) - (b.trial ?? 0) ||
  a.seed - b.seed;

export const writeLine = (line: Line): string => {
  const { cell, set, seed, lane, trial, optimizer, status, link, checksum, final, target } = line;
  const which = trial === undefined ? { lane } : { lane, trial };
  return `${JSON.stringify({ cell, set, seed, ...which, optimizer, status, link, checksum, final, target })}\n`;
};

/** Whether a line tells when its run came to this target. */
export const tellsOf = ({ target }: Line, { metric, value }: Target): boolean =>
  target !== undefined && (target as Partial<Record<string, number | null>>)[metric] === value;

const isCount = (x: unknown): boolean => typeof x === 'number' && Number.isSafeInteger(x) && x >= 0;
const isObject = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x);
const isMeasured = (x: unknown): boolean => x === null || x === undefined || typeof x === 'number';

const isTarget = (x: unknown): boolean =>
  x === undefined ||
  (isObject(x) &&
    (x.step === null || isCount(x.step)) &&
    MEASURES.map((name) => x[name]).filter((value) => typeof value === 'number').length === 1);

function isLine(x: unknown): x is Line {
  if (!isObject(x) || !isObject(x.set) || !isObject(x.final)) return false;
  const { cell, set, seed, lane, trial, optimizer, status, link, checksum, final, target } = x;
  return (
    [cell, seed, lane, final.step, ...(trial === undefined ? [] : [trial])].every(isCount) &&
    Object.values(set).every((value) => typeof value === 'number') &&
    [optimizer, link].every((text) => typeof text === 'string') &&
    /^(finished|diverged)$/.test(String(status)) &&
    /^[0-9a-f]{16}$/.test(String(checksum)) &&
    [final.loss, final.accuracy, final.testLoss, final.trainAccuracy].every(isMeasured) &&
    isTarget(target)
  );
}

/** Throws a SidestepError that names the place where the text is no line of a sweep. */
export function readLine(text: string, at: string): Line {
  try {
    const value: unknown = JSON.parse(text);
    if (isLine(value)) return value;
  } catch {
    // Said below.
  }
  throw new SidestepError({ code: 'bad-json', at, message: 'is not a line that a sweep writes' });
}
