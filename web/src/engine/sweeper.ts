import { catalog } from '../core/catalog-data.ts';
import type { Config } from '../core/config.ts';
import { WHOLE } from '../experiment/jobs.ts';
import type { Line } from '../experiment/line.ts';
import type { Experiment } from '../experiment/spec.ts';
import { type SweepOptions, sweep } from '../experiment/sweep.ts';
import { sourceOf } from '../worker/source.ts';
import { HostPool } from './host-pool.ts';
import { workerCount } from './hosts.ts';
import { dataFolder, type LanesOptions } from './lanes.ts';
import type { Race } from './race.ts';

/** Milliseconds that a worker computes before it can be told to stop. */
const SLICE_MILLIS = 200;
/** Numbers of rows that are kept of a run, and of all runs together. */
const ROWS = { least: 40, most: 1000, all: 400_000 };

/** Which rows are kept of so many runs: of few runs many. */
export const rowsEvery = ({ steps }: Pick<Config, 'steps'>, runs: number): number =>
  Math.max(1, Math.ceil(steps / Math.min(ROWS.most, Math.max(ROWS.least, Math.floor(ROWS.all / runs)))));

/** Makes the runs of experiments, in workers of its own: as many as there are cores, but one. Checksums are those of the plain module. */
export class Sweeper {
  readonly workers: number;
  readonly #pool: HostPool;

  /** `given`: the race that the reader's own files were given to; `changed`: bytes of data came. */
  constructor(
    private readonly options: LanesOptions,
    private readonly given: Pick<Race, 'files' | 'set'>,
    changed: () => void,
  ) {
    this.workers = workerCount(Number.POSITIVE_INFINITY);
    this.#pool = new HostPool(options.wasmUrl, false, changed, () => {}, options.hosts);
  }

  /** Compressed bytes of data so far; null when nothing is being loaded. */
  get loading(): { done: number; total: number } | null {
    return this.#pool.loading;
  }

  /** Makes the runs that are not done yet, each once. Rejects with what goes wrong first, or with what `between` throws. */
  async sweep(
    experiment: Experiment,
    runs: number,
    { done, write, between }: Pick<SweepOptions, 'done' | 'write' | 'between'>,
  ): Promise<Line[]> {
    const hosts = await this.#pool.gather(this.workers);
    return sweep(experiment, catalog, {
      hosts,
      shard: WHOLE,
      done,
      write,
      between,
      millis: SLICE_MILLIS,
      watched: true,
      alone: experiment.axes.length === 0, // few runs, whose speed is compared
      every: (config) => rowsEvery(config, runs),
      source: (config) => sourceOf(config, catalog, () => dataFolder(this.options), this.given.files, this.given.set),
    });
  }

  dispose(): void {
    this.#pool.dispose();
  }
}
