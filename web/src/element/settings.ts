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
      notices.add('unknown-id', 'controls', `there is no ${quoted(name)}`);
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

/** A config as an author gives it: an object, its JSON, or a link. */
export function readConfig(
  input: unknown,
  catalog: Catalog,
): { config: Config | null; notices: Notice[]; checksum?: string; view?: ViewState | undefined } {
  if (typeof input !== 'string') return normalize(input, catalog);
  if (!/^\s*\{/.test(input)) return parseLink(input, catalog);
  const read = readJson(input, 'config');
  return 'notice' in read ? { config: null, notices: [read.notice] } : normalize(read.value, catalog);
}
