import workerUrl from 'virtual:worker';
import { relaxedSimd } from 'wasm-feature-detect';
import wasmUrl from '#wasm/sidestep.wasm?url';
import fusedWasmUrl from '#wasm-relaxed/sidestep.wasm?url';
import { download, notLoaded } from '../core/download.ts';
import type { HostClient } from '../worker/protocol.ts';
import { PageClient, WorkerClient } from './clients.ts';

const HELLO_MILLIS = 5000;

/** The module with fused multiply-adds. */
export const fusedUrl = (): URL => new URL(fusedWasmUrl, document.baseURI);

/** Whether the browser has relaxed SIMD. */
export const canFuse: () => Promise<boolean> = relaxedSimd;

/** Compiled once, and posted to every host. Rejects when the module cannot be had or made. */
export async function compile(url: URL | string = new URL(wasmUrl, document.baseURI)): Promise<WebAssembly.Module> {
  let streamed = Promise.reject<WebAssembly.Module>();
  const stream = async (response: Response) => WebAssembly.compileStreaming(response);
  const seen = (response: Response): void => {
    streamed = stream(response.clone());
    streamed.catch(() => {});
  };
  streamed.catch(() => {});
  const bytes = await download(url, { seen }).catch((error) => {
    throw new Error(notLoaded(url, error));
  });
  // Else a server that does not say application/wasm, or a browser that cannot stream.
  return streamed.catch(() => WebAssembly.compile(bytes));
}

/** The same module at every call. After a failure the next call tries again. */
export function compiledOnce(url?: URL): () => Promise<WebAssembly.Module> {
  let module: Promise<WebAssembly.Module> | null = null;
  return () => {
    module ??= compile(url).catch((error) => {
      module = null;
      throw error;
    });
    return module;
  };
}

/** Workers for so many lanes: one core is left to the page. */
export const workerCount = (lanes: number, cores = navigator.hardwareConcurrency || 2): number =>
  Math.max(1, Math.min(cores - 1, lanes));

const options = { type: 'module', name: 'sidestep' } as const;

/** A worker of this script. A page of another origin, or of none (a sandbox), may start only what it holds itself: a blob. */
function makeWorker(): Worker {
  const url = new URL(workerUrl, document.baseURI);
  if (globalThis.origin === undefined || url.origin === globalThis.origin) return new Worker(url, options);
  const blob = URL.createObjectURL(new Blob([`import ${JSON.stringify(url.href)};`], { type: 'text/javascript' }));
  try {
    return new Worker(blob, options);
  } finally {
    setTimeout(() => URL.revokeObjectURL(blob), HELLO_MILLIS);
  }
}

/** A host in a new worker, which starts while the module comes; null where none can start, or where the module cannot be made in one. */
export async function startWorker(module: Promise<WebAssembly.Module>, fused = false): Promise<HostClient | null> {
  let client: WorkerClient | undefined;
  const init = async (to: WorkerClient) => to.call('init', await module, fused);
  try {
    client = new WorkerClient(makeWorker(), HELLO_MILLIS);
    await Promise.all([client.ready, init(client)]);
    return client;
  } catch {
    client?.close();
    return null;
  }
}

/** A host in the page itself. */
export async function startInPage(module: Promise<WebAssembly.Module>, fused = false): Promise<HostClient> {
  const client = new PageClient();
  await client.call('init', await module, fused);
  return client;
}

/** A host without a module, in a worker of its own where one can start: it reads files. */
export async function startReader(): Promise<HostClient> {
  try {
    const client = new WorkerClient(makeWorker(), HELLO_MILLIS, false);
    await client.ready;
    return client;
  } catch {
    return new PageClient();
  }
}
