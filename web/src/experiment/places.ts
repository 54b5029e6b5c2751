import { type Catalog, type Field, optimizerOf, problemOf, raceFieldsOf } from '../core/catalog.ts';
import { type Config, MAX_LANES } from '../core/config.ts';

/** Everything in a config that has fields: the problem, the lanes and the race, in the order of a link. */
export interface Owner {
  /** What stands before a field's id in a path. */
  prefix: string;
  bag: Record<string, unknown>;
  fields: readonly Field[];
}

type Bag = Record<string, unknown>;
const isBag = (x: unknown): x is Bag => typeof x === 'object' && x !== null && !Array.isArray(x);

/** The same of anything that may be a config. Lanes of an unknown optimizer are none, and not counted: normalize() leaves them out. */
export function* ownersIn(input: Bag, catalog: Catalog): Iterable<Owner> {
  const known = (bag: unknown, key: string): string => (isBag(bag) && typeof bag[key] === 'string' ? bag[key] : '');
  const problem = problemOf(catalog, known(input.problem, 'id'));
  if (problem) yield { prefix: 'problem.', bag: input.problem as Bag, fields: problem.fields };
  let index = 0;
  for (const lane of Array.isArray(input.lanes) ? input.lanes.slice(0, MAX_LANES) : []) {
    const optimizer = optimizerOf(catalog, known(lane, 'optimizer'));
    if (optimizer) yield { prefix: `lanes.${index++}.`, bag: lane as Bag, fields: optimizer.fields };
  }
  yield { prefix: '', bag: input, fields: catalog.race };
}

/** The field at a path, where the config has one that means something there. */
export function fieldAt(config: Config, at: string, catalog: Catalog): Field | undefined {
  const [head, ...rest] = at.split('.');
  const problem = problemOf(catalog, config.problem.id)!;
  if (head === 'problem') return problem.fields.find(({ id }) => id === rest[0]);
  if (head !== 'lanes') return raceFieldsOf(catalog, problem).find(({ id }) => id === head);
  const lane = config.lanes[Number(rest[0])];
  return optimizerOf(catalog, lane?.optimizer ?? '')?.fields.find(({ id }) => id === rest[1]);
}

/** A copy of a config, or of what an experiment is written from, with something else at a path. */
export function withAt<T>(whole: T, at: string, value: unknown): T {
  const [key, ...rest] = at.split('.') as [string, ...string[]];
  const copy = (Array.isArray(whole) ? [...whole] : { ...whole }) as Bag;
  copy[key] = rest.length === 0 ? value : withAt(copy[key], rest.join('.'), value);
  return copy as T;
}

/** What stands at a path. */
export const valueAt = (whole: unknown, at: string): unknown =>
  at.split('.').reduce<unknown>((bag, key) => (bag as Bag | undefined)?.[key], whole);
