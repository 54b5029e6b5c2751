// A built site on a web server, and what was asked of it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cors, host, type Site } from '../e2e/host.ts';
import type { Tool } from './tools.ts';

export interface Served {
  origin: string;
  /** The files that were asked for, each once. */
  files(): string[];
  close(): Promise<unknown>;
}

/** The folder as a site of its own; a page that loads from a CDN has the package there, under the address that CDNs give it. */
export async function serve({ cdn: far, out = 'dist' }: Tool, site: string, package_: string): Promise<Served> {
  const folder = `${join(site, out)}/`;
  if (!far) return served(await host({ folders: { '/': folder } }), '/', folder);
  const { version } = JSON.parse(await readFile(join(package_, 'package.json'), 'utf8'));
  const prefix = `/npm/sidestep-race@${version}/`;
  const cdn = await host({ folders: { [prefix]: `${package_}/` }, headers: cors });
  const page = (await readFile(join(folder, 'index.html'), 'utf8')).replaceAll('https://cdn.jsdelivr.net', cdn.origin);
  const there = await host({ folders: { '/': folder }, pages: { '/': page } });
  return {
    ...served(cdn, prefix, package_),
    origin: there.origin,
    close: () => Promise.all([cdn.close(), there.close()]),
  };
}

const served = (site: Site, prefix: string, folder: string): Served => ({
  origin: site.origin,
  files: () =>
    [...new Set(site.asked)].map((path) => join(folder, path.slice(prefix.length).replace(/(^|\/)$/, '$1index.html'))),
  close: () => site.close(),
});
