import { type Catalog, type Field, optimizerOf, type Value } from './catalog.ts';
import { type Change, changesOf, phasesOf } from './changes.ts';
import type { LaneConfig } from './config.ts';
import { type Bag, has, isBag, nameUnknown, readField, readFields, versionsNeeded, withoutDefaults } from './fields.ts';
import { isOn } from './formula.ts';
import { type Notices, quoted } from './notices.ts';
import { copied, problemWith, sameValue } from './value.ts';

export const MAX_CHANGES = 16;

const AT = { id: 'at', kind: 'integer', min: 1, max: 1e7 } as Field;
const FRESH = { id: 'fresh', kind: 'boolean' } as Field;

const fieldsOf = (catalog: Catalog, optimizer: string): readonly Field[] =>
  optimizerOf(catalog, optimizer)?.fields ?? [];

/** What a change sets of the fields of the optimizer that goes on. Whoever names the schedule wants it to begin anew. */
function differing(fields: readonly Field[], bag: Bag, held: LaneConfig, at: string, notices: Notices): Bag {
  const set: Bag = {};
  let restarts = false;
  for (const field of fields) {
    const value = readField(field, bag, at, notices);
    if (value === undefined) continue;
    restarts ||= field.group === 'schedule';
    if (!sameValue(value, held[field.id]!)) set[field.id] = value;
  }
  const now = { ...held, ...set };
  // One that keeps the rate where it is may begin wherever it likes.
  return restarts && (isOn(now, 'schedule') || 'schedule' in set) ? { ...set, schedule: now.schedule } : set;
}

/** A change of a lane in which `held` holds; null where it is none. */
function readChange(
  bag: Bag,
  held: LaneConfig,
  last: number,
  at: string,
  catalog: Catalog,
  version: number,
  notices: Notices,
): Change | null {
  const wrong = problemWith(AT, bag.at);
  const late = !wrong && (bag.at as number) <= last;
  const before = notices.count;
  notices.step = wrong ? undefined : (bag.at as number);
  if (wrong) notices.add(wrong.code, `${at}at`, wrong.message);
  else if (late)
    notices.add('out-of-range', `${at}at`, `must be a later step than ${last}, where the change before it holds`);
  const optimizer = has(bag, 'optimizer') ? bag.optimizer : held.optimizer;
  const known = typeof optimizer === 'string' ? optimizerOf(catalog, optimizer) : undefined;
  if (typeof optimizer !== 'string') notices.add('wrong-type', `${at}optimizer`, 'must be a text');
  else if (!known) notices.add('unknown-id', `${at}optimizer`, `there is no optimizer ${quoted(optimizer)}`);
  if (wrong || late || !known) return null;
  const change: Bag = { at: bag.at };
  if (readField(FRESH, bag, at, notices)) change.fresh = true;
  if (known.id !== held.optimizer) {
    change.optimizer = known.id;
    readFields(known.fields, bag, at, change, version, notices);
  } else Object.assign(change, differing(known.fields, bag, held, at, notices));
  nameUnknown(bag, known.fields, ['at', 'optimizer', 'fresh'], at, notices);
  if (Object.keys(change).length > 1) return change as Change;
  if (notices.count === before) notices.add('ignored', at.slice(0, -1), 'changes nothing, and is ignored');
  return null;
}

/** The changes of a lane as it is read: only what differs from what holds before, so that equal races have equal links. */
export function readChanges(
  input: unknown,
  lane: LaneConfig,
  path: string,
  catalog: Catalog,
  version: number,
  notices: Notices,
): Change[] {
  if (!Array.isArray(input)) {
    notices.add('wrong-type', path, 'must be a list');
    return [];
  }
  if (input.length > MAX_CHANGES)
    notices.add('out-of-range', path, `there are ${input.length}; at most ${MAX_CHANGES} can follow each other`);
  const changes: Change[] = [];
  for (const [i, bag] of input.slice(0, MAX_CHANGES).entries()) {
    const at = `${path}.${i}`;
    if (!isBag(bag)) notices.add('wrong-type', at, 'must be an object');
    else {
      const { lane: held } = phasesOf({ ...lane, changes } as unknown as LaneConfig).at(-1)!;
      const change = readChange(bag, held, changes.at(-1)?.at ?? 0, `${at}.`, catalog, version, notices);
      notices.step = undefined;
      if (change) changes.push(change);
    }
  }
  return changes;
}

/** The fields that each change with another optimizer fills in. */
const wholesIn = (lane: LaneConfig, catalog: Catalog): [readonly Field[], Change][] =>
  changesOf(lane).flatMap((change) => (change.optimizer ? [[fieldsOf(catalog, change.optimizer), change]] : []));

export const versionsOfChanges = (lane: LaneConfig, catalog: Catalog): number[] =>
  wholesIn(lane, catalog).flatMap(([fields, change]) => versionsNeeded(fields, change as Record<string, Value>));

/** The changes without what is default anyway. */
export const minimalChanges = (lane: LaneConfig, catalog: Catalog, version: number): Change[] =>
  changesOf(lane).map((change) => {
    const { at, optimizer, fresh, ...set } = change;
    return {
      at,
      ...(optimizer !== undefined && { optimizer }),
      ...(fresh && { fresh }),
      ...(optimizer === undefined
        ? Object.fromEntries(Object.entries(set).map(([id, value]) => [id, copied(value!)]))
        : withoutDefaults(fieldsOf(catalog, optimizer), set, version)),
    };
  });
