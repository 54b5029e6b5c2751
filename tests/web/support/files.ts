import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Fetch } from '../../../web/src/worker/data.ts';

export const root = new URL('../../../', import.meta.url);

/** The packed datasets, as the site has them. */
export const siteData = new URL('web/public/data/', root);

export const readLocal: Fetch = async (url) => new Uint8Array(await readFile(fileURLToPath(url)));

export const readJson = async (path: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(path, root), 'utf8'));
