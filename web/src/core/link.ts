import { type Catalog, type Field, optimizerOf, problemOf, type Value } from './catalog.ts';
import { type Config, minimal, type Notice, normalize } from './config.ts';
import { quoted } from './value.ts';

/**
 * A race as a link:  #v=1&p=ID,FIELD=VALUE…&o=ID,FIELD=VALUE…&o=…&seed=1&steps=200
 *
 * Numbers are written as briefly as they read back (.001), vectors with ~ between their numbers, booleans as 1 and 0, texts
 * percent-encoded with + for a space. Omitted means the catalog's default, so equal configs give equal links.
 */

/** Longer links are not read. */
export const MAX_LINK = 65_536;

const number = (x: number): string =>
  String(x)
    .replace(/^(-?)0\./, '$1.')
    .replace('e+', 'e');

const text = (s: string): string =>
  encodeURIComponent(s)
    .replace(/%20/g, '+')
    .replace(/[~']/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const written = (value: Value): string =>
  Array.isArray(value)
    ? value.map(number).join('~')
    : typeof value === 'number'
      ? number(value)
      : value === true
        ? '1'
        : value === false
          ? '0'
          : text(value);

const part = (id: string, bag: Record<string, Value>, key: string): string =>
  [
    id,
    ...Object.entries(bag)
      .filter(([name]) => name !== key)
      .map(([name, value]) => `${name}=${written(value)}`),
  ].join(',');

/** The link of a config, from its `#` on. */
export function formatLink(config: Config, catalog: Catalog): string {
  const { v, problem, lanes, ...race } = minimal(config, catalog) as {
    v: 1;
    problem: Record<string, Value> & { id: string };
    lanes: (Record<string, Value> & { optimizer: string })[];
  };
  const parts = [
    `v=${v}`,
    `p=${part(problem.id, problem, 'id')}`,
    ...lanes.map((lane) => `o=${part(lane.optimizer, lane, 'optimizer')}`),
    ...Object.entries(race as Record<string, Value>).map(([id, value]) => `${id}=${written(value)}`),
  ];
  return `#${parts.join('&')}`;
}

/** Undoes percent-encoding; what cannot be undone stays as it is, and is then named as a bad value. */
function decoded(s: string): string {
  try {
    return decodeURIComponent(s.replace(/\+/g, ' '));
  } catch {
    return s;
  }
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const toNumber = (s: string): number | string => (NUMBER.test(s) ? Number(s) : s);

/** A value as the field's kind reads it; what does not fit stays a text and is refused by the config's rules. */
function read(raw: string, field: Field | undefined): unknown {
  const s = decoded(raw);
  switch (field?.kind) {
    case 'real':
    case 'integer':
      return toNumber(s);
    case 'boolean':
      return s === '1' || s === 'true' ? true : s === '0' || s === 'false' ? false : s;
    case 'vector':
      return s.split('~', 64).map(toNumber);
    default:
      return s;
  }
}

function readPart(raw: string, key: string, fieldsOf: (id: string) => readonly Field[]): Record<string, unknown> {
  const [head = '', ...rest] = raw.split(',', 100);
  const id = decoded(head);
  const fields = fieldsOf(id);
  const bag: Record<string, unknown> = Object.create(null);
  for (const entry of rest) {
    const cut = entry.indexOf('=');
    const name = decoded(cut < 0 ? entry : entry.slice(0, cut));
    bag[name] =
      cut < 0
        ? ''
        : read(
            entry.slice(cut + 1),
            fields.find((field) => field.id === name),
          );
  }
  bag[key] = id;
  return bag;
}

/**
 * Reads a link: a whole address, `#…` or what follows it. Null config when there is nothing to read, so that the caller may
 * take its own default. Never throws.
 */
export function parseLink(link: string, catalog: Catalog): { config: Config | null; notices: Notice[] } {
  if (link.length > MAX_LINK) {
    const message = `the link has ${link.length} characters; ${MAX_LINK} are read`;
    return { config: null, notices: [{ code: 'bad-length', at: 'link', message }] };
  }
  const hash = link.slice(link.indexOf('#') + 1).trim();
  if (hash === '') return { config: null, notices: [] };
  const input: Record<string, unknown> = Object.create(null);
  const lanes: unknown[] = [];
  const twice: Notice[] = [];
  const problemFields = (id: string) => problemOf(catalog, id)?.fields ?? [];
  const laneFields = (id: string) => optimizerOf(catalog, id)?.fields ?? [];
  for (const entry of hash.split('&', 1000)) {
    const cut = entry.indexOf('=');
    const name = decoded(cut < 0 ? entry : entry.slice(0, cut));
    const raw = cut < 0 ? '' : entry.slice(cut + 1);
    if (name === '') continue;
    if (name === 'o') {
      lanes.push(readPart(raw, 'optimizer', laneFields));
      continue;
    }
    const key = name === 'p' ? 'problem' : name === 'problem' || name === 'lanes' ? `${name}=` : name;
    if (key in input)
      twice.push({ code: 'repeated-field', at: name.slice(0, 80), message: `is given twice; ${quoted(raw)} is taken` });
    if (name === 'p') input[key] = readPart(raw, 'id', problemFields);
    else if (name === 'v') input[key] = toNumber(raw);
    else
      input[key] = read(
        raw,
        catalog.race.find(({ id }) => id === name),
      );
  }
  if (lanes.length > 0) input.lanes = lanes;
  const { config, notices } = normalize(input, catalog);
  return { config, notices: [...twice.slice(0, 5), ...notices] };
}
