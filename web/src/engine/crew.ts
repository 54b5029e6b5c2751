import type { Failure } from '../core/module.ts';
import type { DataSource, HostClient } from '../worker/protocol.ts';
import { compile, startHost } from './pool.ts';

/** The hosts of a race: started when they are needed, never more than asked for. */
export class Crew {
  /** Bytes of data so far, over all hosts; null when nothing is being loaded. */
  loading: { done: number; total: number } | null = null;
  #module: Promise<WebAssembly.Module> | null = null;
  #hosts: Promise<HostClient>[] = [];
  #disposed = false;

  constructor(
    private readonly wasmUrl: URL | undefined,
    private readonly changed: () => void,
    private readonly crashed: (host: HostClient, failure: Failure) => void,
  ) {}

  /** That many hosts, with the data that the lanes need. */
  async gather(count: number, source: DataSource | null): Promise<HostClient[]> {
    while (this.#hosts.length < count) this.#hosts.push(this.#start());
    const hosts = await Promise.all(this.#hosts.slice(0, count));
    if (source) await this.#load(hosts, source);
    return hosts;
  }

  /** One host, for questions that need no lane. */
  async first(): Promise<HostClient> {
    this.#hosts[0] ??= this.#start();
    return this.#hosts[0];
  }

  dispose(): void {
    this.#disposed = true;
    for (const host of this.#hosts) host.then((client) => client.close()).catch(() => {});
    this.#hosts = [];
  }

  #start(): Promise<HostClient> {
    this.#module ??= compile(this.wasmUrl);
    const starting = this.#module.then(startHost).then((client) => {
      if (this.#disposed) client.close();
      client.onCrash = (failure) => {
        this.#forget(starting); // a new lane gets a new host
        this.crashed(client, failure);
      };
      return client;
    });
    starting.catch(() => {
      this.#module = null;
      this.#forget(starting);
    });
    return starting;
  }

  #forget(host: Promise<HostClient>): void {
    this.#hosts = this.#hosts.filter((other) => other !== host);
  }

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
      if (this.loading === mine) this.loading = null;
      this.changed();
    }
  }
}
