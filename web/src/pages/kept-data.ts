import type { Catalog } from '../core/catalog.ts';
import type { Race } from '../engine/race.ts';
import { filesOf } from '../worker/data.ts';
import { sourceOf } from '../worker/source.ts';

/**
 * Asks once more for the data that a race has loaded, now that a service worker hears it and keeps them. (Workers fetch them, so the
 * page's own list of resources does not name them.) The browser's cache spares the transfer.
 */
export async function keepData(race: Race, catalog: Catalog): Promise<void> {
  await race.ready;
  const source = sourceOf(race.config, catalog, () => new URL('data/', document.baseURI));
  if (!source || source.own) return;
  const again = async (url: string) => new Uint8Array(await (await fetch(url, { cache: 'force-cache' })).arrayBuffer());
  await Promise.all((await filesOf(source, again)).map(again));
}
