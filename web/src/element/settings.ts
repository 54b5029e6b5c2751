import type { Catalog, Problem } from '../core/catalog.ts';
import { type Config, normalize } from '../core/config.ts';
import { parseLink } from '../core/link.ts';
import type { Notice } from '../core/notices.ts';
import { views } from '../views/all.ts';
import type { View } from '../views/view.ts';

/** What an author may write into the attributes, as what it means. */

/** Short names for views, so that an author need not know which picture a problem has. */
const aliases: ReadonlyMap<string, readonly string[]> = new Map([
  ['trajectory', ['map', 'graph', 'regions']],
  ['loss', ['curves']],
]);

/** Parts of the page that an element may show; any other name is a hyper-parameter's. */
export const pieces = ['problem', 'play', 'lanes', 'fair', 'settings'] as const;
export type PieceName = (typeof pieces)[number];

export const names = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

/** The views that are asked for and fit, in the order of asking. */
export function viewsOf(asked: readonly string[], problem: Problem): View[] {
  const ids = asked.flatMap((name) => aliases.get(name) ?? [name]);
  return [...new Set(ids)].flatMap((id) => views.filter((view) => view.id === id && view.fits(problem)));
}

/** Names that mean nothing: each is an author's mistake, and said. */
export function mistakesIn(shown: readonly string[], controls: readonly string[], catalog: Catalog): Notice[] {
  const fields = new Set(catalog.optimizers.flatMap((optimizer) => optimizer.fields.map(({ id }) => id)));
  const wrong = (name: string, at: string): Notice => ({ code: 'unknown-id', at, message: `there is no '${name}'` });
  return [
    ...shown
      .filter((name) => !aliases.has(name) && !views.some(({ id }) => id === name))
      .map((name) => wrong(name, 'view')),
    ...controls
      .filter((name) => name !== 'none' && !pieces.includes(name as PieceName) && !fields.has(name))
      .map((name) => wrong(name, 'controls')),
  ];
}

/** A config as an author gives it: an object, its JSON, or a link. */
export function readConfig(
  input: unknown,
  catalog: Catalog,
): { config: Config | null; notices: Notice[]; checksum?: string } {
  if (typeof input !== 'string') return normalize(input, catalog);
  if (!input.trim().startsWith('{')) return parseLink(input, catalog);
  try {
    return normalize(JSON.parse(input.trim()), catalog);
  } catch (error) {
    return { config: null, notices: [{ code: 'bad-json', at: 'config', message: (error as Error).message }] };
  }
}
