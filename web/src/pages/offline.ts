import type { Catalog } from '../core/catalog.ts';
import type { Race } from '../engine/race.ts';
import { scriptUrl } from '../engine/trusted.ts';
import { savesData } from '../toolkit/saving.ts';

/** The browser's service workers, if there are any: in a sandboxed frame the very question throws. */
function container(): ServiceWorkerContainer | undefined {
  try {
    return navigator.serviceWorker;
  } catch {
    return undefined;
  }
}

/** Once a service worker answers for this page. */
const controlled = (workers: ServiceWorkerContainer): Promise<unknown> =>
  new Promise((resolve) => workers.addEventListener('controllerchange', resolve, { once: true }));

/** Keeps the site for visits without a network, where the browser allows it. Once the first race is under way, as it is of no hurry. */
export function keepOffline(race?: Race, catalog?: Catalog): void {
  const workers = container();
  if (import.meta.env.DEV || !workers || savesData()) return; // all of the site is more than this visit
  // The first visit's data came before there was who keeps them.
  if (race && catalog && !workers.controller)
    void controlled(workers)
      .then(() => import('./kept-data.ts'))
      .then(({ keepData }) => keepData(race, catalog))
      .catch(() => {}); // the next visit keeps them
  const register = (): void => {
    workers.register(scriptUrl(new URL('sw.js', document.baseURI))).catch(() => {}); // refused: the network serves
  };
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}
