import workerUrl from 'virtual:worker';
import { relaxedSimd } from 'wasm-feature-detect';
import { assetUrl } from '../core/assets.ts';
import { failureOf } from '../core/module.ts';
import { named, Trouble } from '../core/trouble.ts';
import { everyRule, stepTeller } from '../run/compiled.ts';
import type { HostClient } from '../worker/protocol.ts';
import { WorkerClient } from './clients.ts';
import { scriptUrl } from './trusted.ts';

const HELLO_MILLIS = 5000;

/** Whether the browser has relaxed SIMD. */
export const canFuse: () => Promise<boolean> = relaxedSimd;

/** Workers for so many lanes: one core is left to the page. */
export const workerCount = (lanes: number, cores = navigator.hardwareConcurrency || 2): number =>
  Math.max(1, Math.min(cores - 1, lanes));

const name = 'sidestep';

/** A worker by its script's address: only of the page's own origin, and under `require-corp` only with a header of its own. */
const byAddress = (url: URL): Worker => new Worker(scriptUrl(url), { type: 'module', name });

/**
 * A worker from what the page holds itself, for pages of another origin or of none: a script that imports the worker's. A classic one, as
 * Chromium refuses modules from blobs in a sandbox; it says itself that an import failed, which no event would.
 */
function byBlob({ href }: URL): Worker {
  const source = `import(${JSON.stringify(href)}).catch((error) => setTimeout(() => { throw error; }));`;
  const blob = new URL(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  try {
    return new Worker(scriptUrl(blob), { name });
  } finally {
    setTimeout(() => URL.revokeObjectURL(blob.href), HELLO_MILLIS);
  }
}

/** The ways to start a worker here, the best one first. */
function waysToStart(): (() => Worker)[] {
  const url = assetUrl('worker.js', workerUrl);
  const own = globalThis.origin === undefined || url.origin === globalThis.origin;
  return [...(own ? [() => byAddress(url)] : []), () => byBlob(url)];
}

/** A worker that has said hello and begun, started in the first way that works; null where none does. Rejects with a Trouble of `begin`. */
async function started(begin: (client: WorkerClient) => Promise<unknown>, watched = true): Promise<HostClient | null> {
  let why: unknown;
  for (const start of waysToStart()) {
    let client: WorkerClient | undefined;
    try {
      client = new WorkerClient(start(), HELLO_MILLIS, watched);
      await begin(client);
      return client;
    } catch (error) {
      client?.close();
      if (error instanceof Trouble) throw error; // the module itself: a worker more is of no use
      why = error;
    }
  }
  workless = failureOf(why).message;
  console.warn(`Sidestep: no worker could start, so the page itself computes: ${workless}`);
  return null;
}

/** A host in a new worker, which starts while the module comes; null where none can start, or where the module cannot be made in one. Rejects without a module. */
export const startWorker = (module: Promise<WebAssembly.Module>, fused = false): Promise<HostClient | null> =>
  started(async (client) => {
    // What is said to a worker before it says hello, a script that it still imports does not hear.
    const [compiled] = await Promise.all([module, client.ready]);
    await client.call('init', compiled, fused, everyRule(), stepTeller());
  });

let workless = '';
/** Why no worker could start here; empty where one did. */
export const whyNoWorker = (): string => workless;

/** What computes in the page is loaded where no worker can start. */
const inPage = async (): Promise<HostClient> => new (await named('script', import('./page-client.ts'))).PageClient();

/** A host in the page itself. */
export async function startInPage(module: Promise<WebAssembly.Module>, fused = false): Promise<HostClient> {
  const client = await inPage();
  await named('module', client.call('init', await module, fused, everyRule(), stepTeller()));
  return client;
}

/** A host without a module, in a worker of its own where one can start: it reads files. */
export const startReader = async (): Promise<HostClient> => (await started(({ ready }) => ready, false)) ?? inPage();
