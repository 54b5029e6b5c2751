import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { failureOf } from '../../../web/src/core/module.ts';
import { Host } from '../../../web/src/worker/host.ts';
import { root } from './files.ts';

/** What Node lacks of a browser, for the engine: fetch for files, and frames. No worker can start, so the page is the host. */
export function standInForBrowser(): void {
  vi.stubGlobal('navigator', { hardwareConcurrency: 3 });
  vi.stubGlobal('document', { baseURI: new URL('web/public/', root).href });
  vi.stubGlobal('requestAnimationFrame', (then: () => void) => setTimeout(then, 4));
  vi.stubGlobal('fetch', async (url: URL | string) => {
    const path = fileURLToPath(url);
    const body = await readFile(path).catch(() => null);
    const type = path.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
    return new Response(body && new Uint8Array(body), { status: body ? 200 : 404, headers: { 'content-type': type } });
  });
}

export const wasmUrl = new URL('build/wasm/sidestep.wasm', root);

type Listener = ((event: { data: unknown }) => void) | null;

/** A Worker whose other side is worker.ts's: real hosts, cloned messages, but no thread. With `trap` set, every call traps; with `mute`, none is heard. */
export class ThreadlessWorker {
  static started: ThreadlessWorker[] = [];
  /** Of every message, in milliseconds. */
  static latency = 0;
  onmessage: Listener = null;
  onerror: ((event: { message: string }) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  terminated = false;
  trap = false;
  /** It has ended without a word, or does not come back from what it does. */
  mute = false;
  readonly calls: string[] = [];
  #host = new Host((done, total) => this.#say({ type: 'bytes', done, total }));

  constructor() {
    ThreadlessWorker.started.push(this);
    setTimeout(() => this.#say({ type: 'hello' }));
  }

  postMessage(message: { id: number; name: string; args: unknown[] }[]): void {
    const copy = structuredClone(message);
    setTimeout(() => {
      for (const request of copy) void this.#do(request);
    }, ThreadlessWorker.latency);
  }

  terminate(): void {
    this.terminated = true;
  }

  #say(data: unknown): void {
    if (!this.terminated) this.onmessage?.({ data: [structuredClone(data)] });
  }

  async #do({ id, name, args }: { id: number; name: string; args: unknown[] }): Promise<void> {
    if (this.mute) return;
    this.calls.push(name);
    if (this.trap) return this.#say({ type: 'crashed', failure: { code: 'crashed', at: '', message: 'unreachable' } });
    try {
      const call = this.#host[name as 'run'] as (...args: unknown[]) => unknown;
      this.#say({ type: 'answer', id, value: await call(...args) });
    } catch (error) {
      this.#say({ type: 'failure', id, failure: failureOf(error) });
    }
  }
}
