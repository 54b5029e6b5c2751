import type { Catalog, Value } from './catalog.ts';
import { type Config, minimal, type Notice, normalize } from './config.ts';
import { readHash } from './link-reader.ts';
import { balanced, isShortened, repaired } from './link-repair.ts';
import { type ViewState, writeView } from './view-state.ts';

/**
 * A race as a link:  #v=1&p=ID,FIELD=VALUE…&o=ID,FIELD=VALUE…&o=…&seed=1&steps=200
 *
 * Numbers are written as briefly as they read back (.001), vectors with ~ between their numbers, booleans as 1 and 0, texts
 * percent-encoded with + for a space. A lane's `name=` is what its owner calls it. Omitted means the default of the link's
 * version, so equal configs give equal links. `checksum=` says what the race came to when the link was made, and `quantity=`,
 * `axis=` … how it is looked at (view-state.ts); they are no part of the config.
 */

/** Longer links are not read. */
export const MAX_LINK = 65_536;

const number = (x: number): string => String(x).replace(/^(-?)0\./, '$1.');

/** A bracket without its other half would be taken for one that the whole link stands in. */
const text = (s: string): string =>
  encodeURIComponent(s)
    .replace(/%20/g, '+')
    .replace(balanced(s) ? /[~']/g : /[~')]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const written = (value: Value): string => {
  if (Array.isArray(value)) return value.map(number).join('~');
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  return text(value);
};

const part = (id: string, fields: Record<string, Value>): string =>
  [id, ...Object.entries(fields).map(([name, value]) => `${name}=${written(value)}`)].join(',');

/** The link of a config, from its `#` on, with how it is looked at; with what the race came to, it can be verified. */
export function formatLink(config: Config, catalog: Catalog, checksum?: string | null, view: ViewState = {}): string {
  const { v, problem, lanes, ...race } = minimal(config, catalog);
  const { id, ...settings } = problem;
  const parts = [
    `v=${v}`,
    `p=${part(id, settings)}`,
    ...lanes.map(({ optimizer, ...fields }) => `o=${part(optimizer, fields as Record<string, Value>)}`),
    ...Object.entries(race).map(([name, value]) => `${name}=${written(value as Value)}`),
    ...writeView(view).map(([key, said]) => `${key}=${said}`),
    ...(checksum ? [`checksum=${checksum}`] : []),
  ];
  return `#${parts.join('&')}`;
}

/**
 * Reads a link: a whole address, `#…` or what follows it, also as mail programs and chats leave it. Null config when there is nothing to read, so that the caller may
 * take its own default. Never throws; each bad field has its default, and a notice.
 */
export function parseLink(
  link: string,
  catalog: Catalog,
): { config: Config | null; notices: Notice[]; checksum?: string; view?: ViewState | undefined } {
  if (link.length > MAX_LINK) {
    const message = `the link has ${link.length} characters; at most ${MAX_LINK} are read`;
    return { config: null, notices: [{ code: 'bad-length', at: 'link', message }] };
  }
  const hash = repaired(link);
  if (hash === '') return { config: null, notices: [] };
  const read = readHash(hash, catalog);
  const cut: Notice[] = isShortened(link)
    ? [{ code: 'read-as', at: 'link', message: 'ends in an ellipsis: what stood behind it is not there' }]
    : [];
  if (Object.keys(read.input).length === 0) return { config: null, notices: [...cut, ...read.notices] };
  const { notices, ...rest } = normalize(read.input, catalog);
  return { ...rest, notices: [...cut, ...read.notices, ...notices], checksum: read.checksum };
}
