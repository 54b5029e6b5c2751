import type { Field, Value } from './catalog.ts';
import type { Notices } from './notices.ts';
import { copied, problemWith, sameValue } from './value.ts';

/** Settings as fields describe them: read of anything that may hold them, and written without what is default anyway. */

export type Bag = Record<string, unknown>;

export const isBag = (x: unknown): x is Bag => typeof x === 'object' && x !== null && !Array.isArray(x);
export const has = (bag: Bag, key: string): boolean => Object.hasOwn(bag, key);

/** What a field means where a config of that version omits it. */
export const omitted = ({ default: now, earlier }: Field, version: number): Value =>
  earlier && version <= earlier.until ? earlier.value : now;

/** The bag's value where it is valid; with a notice where it is not. */
export function readField(field: Field, bag: Bag, at: string, notices: Notices): Value | undefined {
  if (!has(bag, field.id)) return undefined;
  const value = bag[field.id];
  const problem = problemWith(field, value);
  if (!problem) return copied(value as Value);
  notices.add(problem.code, at + field.id, problem.message);
  return undefined;
}

/** Fills `into` with every field: the bag's value where it is valid, else the default. */
export function readFields(
  fields: readonly Field[],
  bag: Bag,
  at: string,
  into: Bag,
  version: number,
  notices: Notices,
): void {
  for (const field of fields) into[field.id] = readField(field, bag, at, notices) ?? copied(omitted(field, version));
}

export function nameUnknown(bag: Bag, fields: readonly Field[], others: string[], at: string, notices: Notices): void {
  const known = new Set([...others, ...fields.map(({ id }) => id)]);
  for (const key of Object.keys(bag)) {
    if (!known.has(key)) notices.add('unknown-field', at + key, 'there is no such field');
  }
}

/** The first versions in which these need not spell out a default that is new. */
export const versionsNeeded = (fields: readonly Field[], values: Record<string, Value>): number[] =>
  fields.map(({ id, default: now, earlier }) => {
    const value = values[id];
    return earlier && value !== undefined && sameValue(value, now) ? earlier.until + 1 : 1;
  });

export const withoutDefaults = (fields: readonly Field[], bag: object, version: number): Record<string, Value> => {
  const values = bag as Record<string, Value | undefined>;
  const kept: [string, Value][] = [];
  for (const field of fields) {
    const value = values[field.id];
    if (value !== undefined && !sameValue(value, omitted(field, version))) kept.push([field.id, copied(value)]);
  }
  return Object.fromEntries(kept);
};
