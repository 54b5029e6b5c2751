import { type Failure, failureOf, SidestepError } from '../core/module.ts';
import { compiledOnce } from '../run/compiled.ts';
import type { DataSource, HostClient } from '../worker/protocol.ts';
import { startInPage, startWorker } from './hosts.ts';
import type { EngineLane } from './lane.ts';

/** Made here, not where the source is in sight: a closure keeps all that any closure made beside it uses. */
const unheard = (): void => {};

/** The hosts of a race: started when they are needed, never more than asked for. */
export class HostPool {
  /** Bytes of data so far, over all hosts; null when nothing is being loaded. */
  loading: { done: number; total: number } | null = null;
  readonly #module: () => Promise<WebAssembly.Module>;
  #hosts: Promise<HostClient>[] = [];
  /** The stand-in for workers that cannot start: one for all, as the page has one thread. */
  #page: Promise<HostClient> | null = null;
  readonly #places = new WeakMap<Promise<HostClient>, HostClient>();
  #disposed = false;

  constructor(
    wasmUrl: URL | undefined,
    readonly fused: boolean,
    private readonly changed: () => void,
    private readonly crashed: (host: HostClient, failure: Failure) => void,
    private readonly lend?: () => Promise<HostClient>,
  ) {
    this.#module = compiledOnce(wasmUrl);
  }

  /** At most that many hosts. Rejects when not even the page can be one. */
  async gather(count: number): Promise<HostClient[]> {
    while (this.#hosts.length < count) this.#hosts.push(this.#start());
    return [...new Set(await Promise.all(this.#hosts.slice(0, count)))];
  }

  /**
   * Gives the `fresh` ones of `lanes` a host, with the data they need: the one with the fewest lanes each. Data that cannot be
   * had are the lanes' trouble, and each says so; rejects, too, when there is no host at all.
   */
  async open(fresh: readonly EngineLane[], lanes: readonly EngineLane[], count: number, source: DataSource | null) {
    try {
      const hosts = await this.gather(count);
      if (source) await this.#load(hosts, source);
      const load = new Map(hosts.map((host) => [host, lanes.filter((lane) => lane.host === host).length]));
      await Promise.all(
        fresh.map((lane) => {
          const [host, lanesThere] = [...load].reduce((least, next) => (next[1] < least[1] ? next : least));
          load.set(host, lanesThere + 1);
          return lane.start(host, source !== null);
        }),
      );
    } catch (error) {
      for (const lane of fresh) lane.fail(failureOf(error));
      if (!(error instanceof SidestepError)) throw error;
    }
  }

  dispose(): void {
    this.#disposed = true;
    for (const host of this.#hosts) host.then((client) => client.close()).catch(() => {});
    this.#hosts = [];
  }

  #start(): Promise<HostClient> {
    if (this.#disposed) return Promise.reject(new Error('the race has ended'));
    const starting = this.#make().then((client) => {
      if (this.#disposed) client.close();
      this.#places.set(starting, client);
      client.onCrash = (failure) => {
        // New lanes get a new host.
        this.#forget((place) => this.#places.get(place) === client);
        this.#page = null;
        this.crashed(client, failure);
      };
      return client;
    });
    starting.catch(() => this.#forget((place) => place === starting));
    return starting;
  }

  async #make(): Promise<HostClient> {
    if (this.lend) return this.lend();
    const module = this.#module();
    const worker = await startWorker(module, this.fused);
    if (worker) return worker;
    this.#page ??= startInPage(module, this.fused);
    return this.#page;
  }

  /** Loads into each of these hosts what its lanes need. Rejects with a SidestepError that names the file. */
  async #load(hosts: readonly HostClient[], source: DataSource): Promise<void> {
    const bytes = hosts.map(() => ({ done: 0, total: 0 }));
    const mine = { done: 0, total: 0 };
    hosts.forEach((host, i) => {
      host.onBytes = (done, total) => {
        bytes[i] = { done, total };
        mine.done = bytes.reduce((sum, b) => sum + b.done, 0);
        mine.total = bytes.reduce((sum, b) => sum + b.total, 0);
        this.loading = mine;
        this.changed();
      };
    });
    try {
      await Promise.all(hosts.map((host) => host.call('load', source)));
    } finally {
      for (const host of hosts) host.onBytes = unheard;
      if (this.loading === mine) this.loading = null;
      this.changed();
    }
  }

  #forget(gone: (place: Promise<HostClient>) => boolean): void {
    this.#hosts = this.#hosts.filter((place) => !gone(place));
  }
}
