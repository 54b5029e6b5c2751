import { readFile } from 'node:fs/promises';

export { readLocal } from '../../../web/src/run/local.ts';

export const root = new URL('../../../', import.meta.url);

/** The packed datasets, as the site has them. */
export const siteData = new URL('web/public/data/', root);

export const readJson = async (path: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(path, root), 'utf8'));
