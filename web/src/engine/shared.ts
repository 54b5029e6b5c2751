import { type Failure, SidestepError } from '../core/module.ts';
import { compiledOnce } from '../run/compiled.ts';
import type { Answer, Arguments, CallName, DataSource, HostClient } from '../worker/protocol.ts';
import { startInPage, startWorker, workerCount } from './hosts.ts';

/** Milliseconds that a worker is kept when no race uses it any more. */
const IDLE_MILLIS = 10_000;

/** A host that several races use, and the races' views of it. */
interface Place {
  client: Promise<HostClient>;
  leases: Set<Lease>;
  /** Those, and those that are still to come. */
  load: number;
  idle: number;
}

/** One race's view of a host that others use too. Lanes have names of their own on every host; data are loaded anew when another race's came between. */
class Lease implements HostClient {
  onBytes = (_done: number, _total: number): void => {};
  onCrash = (_failure: Failure): void => {};
  #source: DataSource | null = null;
  #closed = false;
  #loads = 0;

  constructor(
    private readonly client: HostClient,
    private readonly over: (lease: Lease) => void,
  ) {}

  call<N extends CallName>(name: N, ...args: Arguments<N>): Promise<Answer<N>> {
    // Even a race that has ended drops its lanes, so that their memory is free.
    if (this.#closed && name !== 'drop') {
      return Promise.reject(new SidestepError({ code: 'closed', at: '', message: 'the race has ended' }));
    }
    if (name === 'load') {
      [this.#source] = args as Arguments<'load'>;
      this.#loads++;
      return this.client.call(name, ...args).finally(() => this.#loads--);
    }
    // A host takes messages in order: between these two nobody else's data can come.
    if (name === 'create' && args[2] && this.#source) this.client.call('load', this.#source).catch(() => {});
    return this.client.call(name, ...args);
  }

  /** Whether bytes that come may be its own. */
  get loads(): boolean {
    return this.#loads > 0;
  }

  hurry(): void {
    this.client.hurry?.();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.over(this);
  }
}

/** The workers of all races of a page: one compiled module, and never more workers than the machine has cores to spare. */
export class SharedHosts {
  readonly #module = compiledOnce();
  #places: Place[] = [];
  /** No worker can start here: the page is the one host. */
  #inPage = false;
  #known: Promise<unknown> | null = null;

  constructor(private readonly limit = workerCount(Number.POSITIVE_INFINITY)) {}

  /** How many hosts there are now. */
  get size(): number {
    return this.#places.length;
  }

  /** A share in the host with the fewest races, in a new worker while there may be more. Rejects when there can be none. */
  readonly lend = async (): Promise<HostClient> => {
    await this.#known; // whether workers can start at all
    const least = this.#places.reduce<Place | null>((a, b) => (a && a.load <= b.load ? a : b), null);
    const full = this.#places.length >= (this.#inPage ? 1 : this.limit);
    const place = least && (least.load === 0 || full) ? least : this.#open();
    clearTimeout(place.idle);
    place.load++;
    this.#known ??= place.client.catch(() => {
      this.#known = null;
    });
    try {
      const client = await place.client;
      const lease = new Lease(client, (it) => this.#returned(place, it));
      place.leases.add(lease);
      return lease;
    } catch (error) {
      place.load--;
      throw error;
    }
  };

  #open(): Place {
    const place: Place = { client: this.#start(), leases: new Set(), load: 0, idle: 0 };
    this.#places.push(place);
    place.client.then(
      (client) => {
        client.onBytes = (done, total) => {
          for (const lease of place.leases) if (lease.loads) lease.onBytes(done, total);
        };
        client.onCrash = (failure) => {
          this.#forget(place);
          for (const lease of [...place.leases]) lease.onCrash(failure);
        };
      },
      () => this.#forget(place),
    );
    return place;
  }

  async #start(): Promise<HostClient> {
    const module = this.#module();
    const worker = await startWorker(module);
    if (worker) return worker;
    this.#inPage = true;
    return startInPage(module);
  }

  #returned(place: Place, lease: Lease): void {
    place.leases.delete(lease);
    if (--place.load > 0) return;
    place.idle = window.setTimeout(() => {
      this.#forget(place);
      void place.client.then((client) => client.close());
    }, IDLE_MILLIS);
  }

  #forget(place: Place): void {
    this.#places = this.#places.filter((it) => it !== place);
  }
}
