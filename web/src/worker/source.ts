import type { Catalog } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { download } from '../core/download.ts';
import { within } from '../core/limit.ts';
import { SidestepError } from '../core/module.ts';
import { datasetOf, isOwn } from '../core/own.ts';
import { VALIDATION } from '../core/validation.ts';
import type { DataSource, GivenSet } from './protocol.ts';

/** Reads a file of the site. Rejects when it cannot be had; with MissingFile when another try is of no use. */
export type Fetch = (url: string) => Promise<Uint8Array<ArrayBuffer>>;

export const fetchBytes: Fetch = (url) => download(url);

/**
 * What to load for a config's problem, or null when it needs no data. `base`: the data folder, with a slash at its end; `files`, `given`:
 * those that the user has chosen, and the published dataset that they were.
 */
export function sourceOf(
  { problem, seed }: Config,
  catalog: Catalog,
  base: () => URL,
  files: readonly File[] = [],
  given?: GivenSet,
): DataSource | null {
  const { data, train, test, testOn, file } = problem;
  const known = datasetOf(catalog, data);
  if (!known || typeof train !== 'number' || typeof test !== 'number') return null;
  const source = { id: known.id, train, test, ...(testOn === VALIDATION.testOn && { validation: true }) };
  if (isOwn(known)) return { ...source, base: '', own: { file: String(file), files: [...files], seed } };
  if (given?.id === known.id) return { ...source, base: '', given };
  return { ...source, base: base().href };
}

/** A script that comes when it is wanted; `missing` says that it did not. */
export const wanted = <T>(coming: Promise<T>, missing: string): Promise<T> =>
  within(coming).catch(() => {
    throw new SidestepError({ code: 'no-data', at: '', message: missing });
  });

/** What reads the site's data. */
export const dataReader = () => wanted(import('./data.ts'), 'the script that reads data cannot be loaded');

/** What reads the user's own files. */
export const ownReader = () => wanted(import('./own/load.ts'), 'the script that reads files cannot be loaded');
