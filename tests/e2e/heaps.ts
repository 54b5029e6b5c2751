import type { CDPSession, Page } from '@playwright/test';

/** Bytes that are held after forced collections: by the page, by its workers, and by the largest module in these (how many workers
 *  share the work depends on how busy they were when a race began). */
export interface Held {
  page: number;
  workers: number;
  wasm: number;
}

interface Usage {
  usedSize: number;
  embedderHeapUsedSize: number;
  backingStorageSize: number;
}

/** Runs first in a worker: notes the memory of the module that is made there. */
const NOTE = `{
  globalThis.memories = [];
  const real = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...args) => {
    const made = await real.apply(WebAssembly, args);
    for (const it of Object.values((made.instance ?? made).exports))
      if (it instanceof WebAssembly.Memory) memories.push(it);
    return made;
  };
}`;
/** The largest: whether a worker has made its second module by now depends on what was looked at for how long. */
const WASM = 'Math.max(0, ...memories.map((it) => it.buffer.byteLength))';

/** Looks into a page and all of its workers by the browser's own protocol; must be there before the page is. */
export class Heaps {
  readonly #workers = new Set<string>();
  readonly #waiting = new Map<number, { resolve(result: never): void; reject(error: Error): void }>();
  #asked = 0;

  static async of(page: Page): Promise<Heaps> {
    await page.route(/\/worker-[^/]*\.js$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: NOTE + (await response.text()) });
    });
    const heaps = new Heaps(await page.context().newCDPSession(page));
    await heaps.#watch();
    return heaps;
  }

  private constructor(private readonly client: CDPSession) {}

  async #watch(): Promise<void> {
    const { client } = this;
    client.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker') this.#workers.add(sessionId);
    });
    client.on('Target.detachedFromTarget', ({ sessionId }) => this.#workers.delete(sessionId));
    client.on('Target.receivedMessageFromTarget', ({ message }) => {
      const { id, result, error } = JSON.parse(message);
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(new Error(error.message));
      else waiting?.resolve(result as never);
    });
    await client.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  }

  async sizes(): Promise<Held> {
    const { client } = this;
    const sizes: Held = { page: 0, workers: 0, wasm: 0 };
    sizes.page = await held((method) => client.send(method as never) as Promise<never>);
    for (const id of this.#workers) {
      sizes.workers += await held((method) => this.#ask(id, method));
      const { result } = await this.#ask<{ result: { value: number } }>(id, 'Runtime.evaluate', { expression: WASM });
      sizes.wasm = Math.max(sizes.wasm, result.value);
    }
    return sizes;
  }

  #ask<T>(sessionId: string, method: string, params: object = {}): Promise<T> {
    const id = ++this.#asked;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const message = JSON.stringify({ id, method, params });
      this.client.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
    });
  }
}

/** Collects until nothing more goes: what a collection frees may be all that held something else. */
async function held(ask: <T>(method: string) => Promise<T>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 6; tries++) {
    await ask('HeapProfiler.collectGarbage');
    const { usedSize, embedderHeapUsedSize, backingStorageSize } = await ask<Usage>('Runtime.getHeapUsage');
    const now = usedSize + embedderHeapUsedSize + backingStorageSize;
    if (now > least - 1024 && tries > 1) break;
    least = Math.min(least, now);
  }
  return least;
}
