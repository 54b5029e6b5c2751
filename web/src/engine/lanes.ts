import { problemOf } from '../core/catalog.ts';
import { catalog } from '../core/catalog-data.ts';
import type { Config } from '../core/config.ts';
import { type Failure, SidestepError } from '../core/module.ts';
import { fusedUrl } from '../run/compiled.ts';
import { runSpec } from '../run/spec.ts';
import type { GivenSet, HostClient } from '../worker/protocol.ts';
import { dataReader, sourceOf } from '../worker/source.ts';
import { HostPool } from './host-pool.ts';
import { workerCount } from './hosts.ts';
import { EngineLane } from './lane.ts';

export interface LanesOptions {
  /** Workers to use; by default one a lane, and a core left to the page. */
  workers?: number;
  wasmUrl?: URL;
  /** Where its hosts come from, when several races share them (shared.ts); by default it starts its own. */
  hosts?: () => Promise<HostClient>;
  /** The folder of the packed datasets, with a slash at its end; null where there are none. */
  dataUrl?: URL | null;
  /** Record a row each so many steps; by default so that a lane keeps at most about 20,000, and on a map its early steps and turns. */
  every?: number;
}

/** The lanes of a race, on their hosts. */
export class Lanes {
  all: readonly EngineLane[] = [];
  /** Resolves when every lane stands at step 0 or has failed; rejects when nothing can run. */
  ready: Promise<void> = Promise.resolve();
  /** Why nothing can run at all. */
  error: Error | null = null;
  pool: HostPool;
  /** Whether networks are computed with fused multiply-adds. */
  fused = false;
  files: readonly File[] = [];
  set: GivenSet | undefined;
  #disposed = false;
  /** What lanes call. Made once, where no lane is in sight: a closure keeps all that any closure made beside it uses. */
  readonly #told = (): void => this.changed();

  constructor(
    private readonly options: LanesOptions,
    private readonly changed: () => void,
    private readonly failed: () => void,
    /** A host has come to its end, and lanes with it. */
    private readonly lost: (failure: Failure) => void,
  ) {
    this.pool = this.#gathered(false);
  }

  /** Those of a config: the ones that it leaves as they are, and new ones. `anew`: all at step 0, on other hosts where the last ones could not run. */
  replace(config: Config, anew = false): void {
    const fused = this.fused && isNetwork(config);
    if (fused !== this.pool.fused || (anew && this.error)) this.clear(fused);
    const rows = { every: this.options.every, path: isDrawn(config) };
    const left = [...this.all];
    this.all = config.lanes.map((lane) => {
      const spec = runSpec(config, lane, rows);
      const key = JSON.stringify(spec);
      const kept = left.findIndex((it) => it.key === key && !it.broken);
      return kept >= 0 ? left.splice(kept, 1)[0]! : new EngineLane(key, spec, this.#told);
    });
    for (const gone of left) gone.dispose();
    if (anew) for (const lane of this.all) if (lane.started) lane.reset();
    this.#open(config);
  }

  /** Somebody asks for a new beginning: workers that have said nothing for a while are given up. */
  hurry(): void {
    for (const { host } of this.all) host?.hurry?.();
  }

  /** Other hosts, for another module: nothing of the lanes so far is kept. */
  clear(fused: boolean): void {
    for (const lane of this.all) lane.dispose();
    this.all = [];
    this.pool.dispose();
    this.pool = this.#gathered(fused);
  }

  dispose(): void {
    this.#disposed = true;
    for (const lane of this.all) lane.dispose();
    this.pool.dispose();
  }

  #gathered(fused: boolean): HostPool {
    return new HostPool(
      fused ? fusedUrl() : this.options.wasmUrl,
      fused,
      this.#told,
      (host, failure) => {
        const lost = this.all.filter((lane) => lane.host === host);
        for (const lane of lost) lane.fail(failure);
        if (lost.length > 0) this.lost(failure);
      },
      fused ? undefined : this.options.hosts, // those that races share have the plain module
    );
  }

  /** Starts every lane that nobody has started yet; `ready` then waits for all of them. */
  #open(config: Config): void {
    const fresh = this.all.filter(({ started }) => started === null);
    const starting = fresh.length > 0 ? this.#start(fresh, config) : null;
    for (const lane of fresh) lane.started = starting;
    this.ready = Promise.all(this.all.map(({ started }) => started)).then(() => {});
    this.ready.catch(() => {});
  }

  async #start(fresh: readonly EngineLane[], config: Config): Promise<void> {
    const { workers } = this.options;
    const lanes = this.all;
    const count = Math.max(1, Math.min(lanes.length, workers ?? workerCount(lanes.length)));
    try {
      const source = sourceOf(config, catalog, () => dataFolder(this.options), this.files, this.set);
      if (source) void dataReader().catch(() => {}); // the workers will ask for it: it comes while the module starts
      await this.pool.open(fresh, lanes, count, source);
      this.error = null;
    } catch (error) {
      if (this.#disposed) return;
      this.error = error instanceof Error ? error : new Error(String(error));
      this.failed();
      throw error;
    }
  }
}

/** The folder of the packed datasets. Throws where there are none. */
export function dataFolder({ dataUrl }: Pick<LanesOptions, 'dataUrl'>): URL {
  if (dataUrl !== null) return dataUrl ?? new URL('data/', document.baseURI);
  const message = 'the package contains no datasets: say where they are with the attribute data';
  throw new SidestepError({ code: 'no-data', at: 'data', message });
}

/** It learns from a dataset, in float32: what fused arithmetic is for. */
export const isNetwork = ({ problem }: Config): boolean =>
  problemOf(catalog, problem.id)?.fields.some(({ id }) => id === 'data') ?? false;

/** Its lanes leave trails on a map. */
const isDrawn = ({ problem }: Config): boolean => problemOf(catalog, problem.id)?.kind === 'surface';
