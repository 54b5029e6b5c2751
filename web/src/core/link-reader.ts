import { type Catalog, type Field, optimizerOf, problemOf } from './catalog.ts';
import { type Notice, Notices, quoted } from './notices.ts';
import { VIEW_KEYS } from './view-state.ts';

/** Objects from links have no prototype: `__proto__` is then a name like any other. */
type Bag = Record<string, unknown>;
const emptyBag = (): Bag => Object.create(null);

/** Undoes percent-encoding; null where it is broken. */
function decoded(s: string): string | null {
  try {
    return decodeURIComponent(s);
  } catch {
    return null;
  }
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i; // no two ways to match a digit: linear in its length
const NOT_FINITE = /^([+-]?(infinity|inf)|nan)$/i;
/** What is no number stays a text, and is refused by the config's rules. A dash is a minus, as word processors turn it. */
function toNumber(text: string): number | string {
  const s = text.replace(/[\u2010-\u2013\u2212]/g, '-');
  return NUMBER.test(s) ? Number(s) : NOT_FINITE.test(s) ? Number.NaN : text;
}

/** A value as the field's kind reads it; what does not fit stays a text; undefined where the percent-encoding is broken. */
function read(raw: string, field: Pick<Field, 'kind'> | undefined): unknown {
  // Only in texts does + stand for a space.
  const s = decoded(field?.kind === 'text' ? raw.replace(/\+/g, ' ') : raw);
  if (s === null) return undefined;
  switch (field?.kind) {
    case 'real':
    case 'integer':
      return toNumber(s);
    case 'boolean':
      return s === '1' || s === 'true' ? true : s === '0' || s === 'false' ? false : s;
    case 'vector':
      return s.split('~').map(toNumber);
    default:
      return s;
  }
}

const CHECKSUM = /^[0-9a-f]{16}$/;

/** What stands before and after the first `=`; without one, the value is empty. */
function cut(entry: string): [name: string, value: string] {
  const at = entry.indexOf('=');
  const name = at < 0 ? entry : entry.slice(0, at);
  return [decoded(name) ?? name, at < 0 ? '' : entry.slice(at + 1)];
}

function put(bag: Bag, name: string, value: unknown, raw: string, at: string, notices: Notices): void {
  if (value === undefined) {
    notices.add('bad-escape', at, `${quoted(raw)} is not percent-encoded text`);
    return;
  }
  if (name in bag) notices.add('repeated-field', at, `is given twice; ${quoted(raw)} is taken`);
  bag[name] = value;
}

/** `ID,FIELD=VALUE,…` as an object with the id under `key`. */
function readPart(raw: string, key: string, fieldsOf: (id: string) => readonly Field[], at: string, notices: Notices) {
  const [head = '', ...entries] = raw.split(',');
  const id = decoded(head) ?? head;
  const fields = fieldsOf(id);
  const bag = emptyBag();
  for (const entry of entries) {
    const [name, value] = cut(entry);
    const field = name === 'name' ? { kind: 'text' as const } : fields.find((known) => known.id === name);
    if (name === key) notices.add('unknown-field', `${at}.${name}`, 'there is no such field');
    else put(bag, name, read(value, field), value, `${at}.${name}`, notices);
  }
  bag[key] = id;
  return bag;
}

/** What follows a link's `#`, as an object for normalize(), and what could not be read. The caller bounds its length. */
export function readHash(hash: string, catalog: Catalog): { input: Bag; notices: Notice[]; checksum?: string } {
  const notices = new Notices();
  const input = emptyBag();
  let checksum: string | undefined;
  const lanes: unknown[] = [];
  const view = emptyBag();
  const problemFields = (id: string) => problemOf(catalog, id)?.fields ?? [];
  const laneFields = (id: string) => optimizerOf(catalog, id)?.fields ?? [];
  for (const entry of hash.split('&')) {
    const [name, raw] = cut(entry);
    if (name === '') continue;
    if (name === 'o') lanes.push(readPart(raw, 'optimizer', laneFields, `lanes.${lanes.length}`, notices));
    else if (name === 'p')
      put(input, 'problem', readPart(raw, 'id', problemFields, 'problem', notices), raw, 'problem', notices);
    else if (name === 'checksum') {
      // No part of the config: what the author's race came to.
      if (CHECKSUM.test(raw)) checksum = raw;
      else notices.add('wrong-type', name, 'must be 16 hexadecimal digits');
    } else if (name === 'problem' || name === 'lanes') notices.add('unknown-field', name, 'there is no such field');
    else if (VIEW_KEYS.has(name))
      put(view, VIEW_KEYS.get(name)!, decoded(raw) ?? undefined, raw, `view.${VIEW_KEYS.get(name)!}`, notices);
    else if (name === 'v') put(input, name, toNumber(raw), raw, name, notices);
    else
      put(
        input,
        name,
        read(
          raw,
          catalog.race.find(({ id }) => id === name),
        ),
        raw,
        name,
        notices,
      );
  }
  if (lanes.length > 0) input.lanes = lanes;
  if (Object.keys(view).length > 0) input.view = view;
  return { input, notices: notices.all(), checksum };
}
