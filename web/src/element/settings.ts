import type { Catalog } from '../core/catalog.ts';
import { type Config, normalize } from '../core/config.ts';
import { readJson } from '../core/config-text.ts';
import { parseLink } from '../core/link.ts';
import { type Notice, Notices, quoted } from '../core/notices.ts';
import { readView, VIEW_KEYS, type ViewState } from '../core/view-state.ts';
import { listed } from './switches.ts';

/** What an author may write into the attributes, as what it means. */

/** Parts of the page that an element may show; any other name is a hyper-parameter's. */
export const pieces = ['problem', 'play', 'lanes', 'fair', 'settings'] as const;
export type PieceName = (typeof pieces)[number];

export const names = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

/** Names that mean nothing: each is an author's mistake, and said. */
export function mistakesIn(controls: readonly string[], catalog: Catalog): Notice[] {
  const fields = new Set(catalog.optimizers.flatMap((optimizer) => optimizer.fields.map(({ id }) => id)));
  const notices = new Notices();
  for (const name of controls)
    if (name !== 'none' && !pieces.includes(name as PieceName) && !fields.has(name))
      notices.add('unknown-id', 'controls', `there is no control ${quoted(name)}`);
  return notices.all();
}

/** What the attributes say of how the race is looked at. */
export function viewIn(element: HTMLElement, notices = new Notices()): ViewState {
  const said = [...VIEW_KEYS].flatMap(([key, id]) => {
    const text = key === 'view' ? listed(element.getAttribute(key), '') : element.getAttribute(key);
    return text === null || (key === 'view' && text === '') ? [] : [[id, text]];
  });
  return readView(Object.fromEntries(said), notices, '') ?? {};
}

interface Given {
  /** Null where nothing is said, and where nothing can be read: the notices say which. */
  config: Config | null;
  notices: Notice[];
  checksum?: string | undefined;
  view?: ViewState | undefined;
}

function unread(code: string, message: string): Given {
  const notices = new Notices();
  notices.add(code, 'config', message);
  return { config: null, notices: notices.all() };
}

/** An object that holds something; what frameworks hand over by mistake is a promise, a list, or a function. */
const isObject = (input: unknown): boolean =>
  /^\[object (Object|Module)\]$/.test(Object.prototype.toString.call(input));

/** A config as an author gives it: an object, its JSON, or a link. */
export function readConfig(input: unknown, catalog: Catalog): Given {
  if (typeof input !== 'string')
    return isObject(input) ? normalize(input, catalog) : unread('wrong-type', 'a config must be an object');
  if (/^\s*\{/.test(input)) {
    const read = readJson(input, 'config');
    return 'notice' in read ? { config: null, notices: [read.notice] } : normalize(read.value, catalog);
  }
  const link = parseLink(input, catalog);
  const reads = !link.notices.some(({ code }) => code === 'unknown-field');
  if (link.config || reads || input.includes('=')) return link;
  return unread(
    'bad-json',
    `${quoted(input)} is neither a link nor JSON: write an object with JSON.stringify, or set the property config`,
  );
}

/** Whether a config was given, and cannot be read. */
export const isUnread = ({ config, notices }: Pick<Given, 'notices'> & { config: unknown }): boolean =>
  config === null && notices.some((notice) => notice.at === 'config');

const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** What was read, as a text: the same for a link, an object and another object that say the same in another order. */
export const gistOf = ({ notices, ...race }: { notices: readonly Notice[] }): string =>
  JSON.stringify([race, notices.map((notice) => JSON.stringify(notice)).sort()], sorted);
