import racesUrl from 'virtual:preset-races';
import wasmUrl from '#wasm/sidestep.wasm?url';
import { assetUrl } from '../core/assets.ts';

/** A file that is fetched later finds it there, or on its way. Scripts go first. */
function preload(name: string, beside: string): void {
  const link = document.createElement('link');
  const { href } = assetUrl(name, beside);
  Object.assign(link, { rel: 'preload', as: 'fetch', crossOrigin: '', fetchPriority: 'low', href });
  link.onload = link.onerror = () => link.remove(); // the page is its author's
  document.head.append(link);
}

let asked = false;

/** Asks at once for all that the first race of a page will surely need. What does not come is named by who needs it. */
export function askAhead(zh: boolean, preset: boolean): void {
  if (asked) return;
  asked = true;
  // Of what the other half imports, the large files: named here, they come beside it, and not after it.
  for (const part of [
    import('../core/config.ts'),
    import('../engine/race.ts'),
    zh ? import('../../locales/zh.json') : import('../../locales/en.json'),
  ])
    part.catch(() => {});
  if (!globalThis.sidestepModules) preload('sidestep.wasm', wasmUrl);
  if (preset) preload('preset-races.txt', racesUrl);
}
