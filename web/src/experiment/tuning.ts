import type { Catalog, Field } from '../core/catalog.ts';
import { optimizerOf } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { toNumber } from '../core/link-values.ts';
import type { Notices } from '../core/notices.ts';
import { problemWith } from '../core/value.ts';

export type Sampler = 'halton' | 'grid';
export type Goal = 'loss' | 'accuracy';

/** Where a tuning looks for a number. */
export interface Span {
  at: string;
  from: number;
  to: number;
}

/** Each lane gets so many trials, each on so many seeds that are not among those reported; the best is then run on these. */
export interface Tuning {
  trials: number;
  sampler: Sampler;
  by: Goal;
  seeds: number;
  /** What the experiment names; a lane without any is tuned where the catalog suggests. */
  spans: readonly Span[];
}

const words = (...ids: string[]) => ids.map((id) => ({ id, name: { en: id, zh: id } }));
const field = (id: string, rest: Partial<Field>): Field => ({
  ...({ id, name: { en: id, zh: id }, symbol: '' } as Field),
  ...rest,
});

/** In the order in which a link has them; the first one stands alone: `tune=20,sampler=grid`. */
export const TUNING_FIELDS: readonly Field[] = [
  field('trials', { kind: 'integer', default: 20, min: 1, max: 1000 }),
  field('sampler', { kind: 'choice', default: 'halton', choices: words('halton', 'grid') }),
  field('by', { kind: 'choice', default: 'loss', choices: words('loss', 'accuracy') }),
  field('seeds', { kind: 'integer', default: 2, min: 1, max: 100 }),
];

/** What a link says behind `tune=`, as an object. */
function fromText(text: string): Record<string, unknown> {
  const [trials = '', ...settings] = text.split(',');
  const entries = settings.map((setting) => {
    const at = setting.indexOf('=');
    const [name, value] = at < 0 ? [setting, ''] : [setting.slice(0, at), setting.slice(at + 1)];
    return [name.trim(), toNumber(value)] as const;
  });
  return { trials: toNumber(trials), ...Object.fromEntries(entries) };
}

/** A tuning of whatever stands at `tune`; null where that is none. */
export function readTuning(input: unknown, notices: Notices): Omit<Tuning, 'spans'> | null {
  const given = typeof input === 'string' ? fromText(input) : typeof input === 'number' ? { trials: input } : input;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    notices.add('wrong-type', 'tune', 'must be a number of trials');
    return null;
  }
  const tuning: Record<string, unknown> = {};
  const bag = given as Record<string, unknown>;
  for (const known of TUNING_FIELDS) {
    tuning[known.id] = known.default;
    if (!Object.hasOwn(bag, known.id)) continue;
    const mistake = problemWith(known, bag[known.id]);
    if (mistake) notices.add(mistake.code, `tune.${known.id}`, mistake.message);
    else tuning[known.id] = bag[known.id];
  }
  for (const key of Object.keys(bag))
    if (!TUNING_FIELDS.some(({ id }) => id === key))
      notices.add('unknown-field', `tune.${key}`, 'there is no such field');
  return tuning as unknown as Omit<Tuning, 'spans'>;
}

export const writeTuning = (tuning: Tuning): string =>
  TUNING_FIELDS.flatMap(({ id, default: usual }, i) => {
    const value = tuning[id as keyof Tuning];
    return i === 0 ? [`${value}`] : value === usual ? [] : [`${id}=${value}`];
  }).join(',');

/**
 * The fields of a rule that are tuned unless the experiment says which: with few trials its rate alone, from 10 on also how long it
 * remembers gradients, from 25 on also what it adds to a root. A choice of rules of thumb, one for all lanes.
 */
function usualFields(fields: readonly Field[], trials: number): Field[] {
  const own = fields.filter(({ group, slider, kind }) => !group && slider && kind === 'real');
  const rate = own.find(({ scale }) => scale === 'log');
  const memory = own.find(({ scale }) => scale === 'oneMinus');
  const guard = own.find(({ id }) => id === 'epsilon');
  return [rate, trials >= 10 ? memory : undefined, trials >= 25 ? guard : undefined].filter((it) => it !== undefined);
}

/** Where a lane is tuned: what its spans say, else what the catalog suggests. */
export function spansOf(
  config: Config,
  lane: number,
  tuning: Tuning,
  catalog: Catalog,
  taken: readonly string[],
): Span[] {
  const prefix = `lanes.${lane}.`;
  const named = tuning.spans.filter(({ at }) => at.startsWith(prefix));
  if (named.length > 0) return named;
  const fields = optimizerOf(catalog, config.lanes[lane]!.optimizer)?.fields ?? [];
  return usualFields(fields, tuning.trials)
    .map(({ id, slider }) => ({ at: prefix + id, from: slider![0], to: slider![1] }))
    .filter(({ at }) => !taken.includes(at));
}
