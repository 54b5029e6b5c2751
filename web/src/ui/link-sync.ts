import type { Catalog } from '../core/catalog.ts';
import type { Config, Notice } from '../core/config.ts';
import { formatLink, parseLink } from '../core/link.ts';
import type { ViewState } from '../core/view-state.ts';
import type { Stage } from './stage.ts';

const DELAY = 250;

/** Keeps the address and the config the same: edits are written to the hash, another hash is loaded. */
export function syncLink(stage: Stage, fallback: () => Config): () => void {
  let timer = 0;
  let written = '';

  const write = (): void => {
    timer = 0;
    written = formatLink(stage.config, stage.catalog, null, stage.view);
    try {
      history.replaceState(history.state, '', written);
    } catch {
      // Browsers limit how often the address may change, and forbid it in some frames: the next edit writes it.
    }
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(write, DELAY);
  };
  const load = (): void => {
    if (location.hash === written) return;
    const { config, notices, checksum, view } = readLink(location.hash, stage.catalog, fallback);
    stage.load(config, notices, checksum, view);
  };

  window.addEventListener('hashchange', load);
  const offs = [stage.on('config', later), stage.on('view', later)];
  return () => {
    window.removeEventListener('hashchange', load);
    clearTimeout(timer);
    for (const off of offs) off();
  };
}

/** The race of a hash; without one that can be read, the race that the page begins with. */
export function readLink(
  hash: string,
  catalog: Catalog,
  fallback: () => Config,
): { config: Config; notices: Notice[]; checksum?: string; view?: ViewState | undefined } {
  const { config, ...rest } = parseLink(hash, catalog);
  return { config: config ?? fallback(), ...rest };
}
