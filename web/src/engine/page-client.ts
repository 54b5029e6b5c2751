import { type Failure, failureOf, SidestepError } from '../core/module.ts';
import { callHost } from '../worker/call-host.ts';
import { Host, hasTrapped, SLICE_MILLIS } from '../worker/host.ts';
import type { Answer, Arguments, CallName, HostClient } from '../worker/protocol.ts';
import { crash } from './clients.ts';

/** A host in the page itself, for where no worker can start: strict policies, sandboxes, other origins. */
export class PageClient implements HostClient {
  onBytes = (_done: number, _total: number): void => {};
  onCrash = (_failure: Failure): void => {};
  #host = new Host((done, total) => this.onBytes(done, total));
  #dead: Failure | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  call<N extends CallName>(name: N, ...args: Arguments<N>): Promise<Answer<N>> {
    const slice = this.#queue.then(() => this.#serve(name, args));
    // What is measured is cut into slices by the host: nothing waits for the last of them.
    if (name !== 'measure') this.#queue = slice.catch(() => {});
    return slice;
  }

  close(): void {
    this.#dead ??= crash('closed');
  }

  async #serve<N extends CallName>(name: N, args: Arguments<N>): Promise<Answer<N>> {
    await new Promise((resolve) => setTimeout(resolve)); // between two slices the page may draw and hear
    if (this.#dead) throw new SidestepError(this.#dead);
    if (name === 'run') args = [args[0], args[1], SLICE_MILLIS] as unknown as Arguments<N>;
    try {
      return await callHost(this.#host, name, args);
    } catch (error) {
      if (hasTrapped(error)) {
        this.#dead = crash(failureOf(error).message);
        this.onCrash(this.#dead);
      }
      throw error;
    }
  }
}
