import type { ProblemConfig } from '../core/config.ts';
import { type InstrumentConfig, type Reading, SidestepError, type Subject } from '../core/module.ts';
import type { Trace } from '../core/trace.ts';
import { Run } from '../run/run.ts';
import type { HostClient, Preview, Published } from '../worker/protocol.ts';
import type { HostPool } from './host-pool.ts';
import { inspectFiles, readFiles } from './inspect.ts';
import type { EngineLane } from './lane.ts';

/** A lane by its place in the race, or a problem with the race's seed. */
export type Measured = number | { problem: ProblemConfig; seed?: number };

let nextTicket = 0;

/** A slice of a replay: other messages come between two of them. */
const REPLAY_MILLIS = 200;

/** What the page asks of the module beside the race: nothing here changes a lane. */
export class Queries {
  constructor(
    private readonly pool: () => HostPool,
    private readonly lane: (index: number) => EngineLane | undefined,
  ) {}

  /** The instructions that the module was made of: 'simd128'. */
  async build(): Promise<string> {
    const [host] = await this.pool().gather(1);
    return host!.call('build');
  }

  /**
   * What is in files of the user's own; of a table `column` (from 0): where its classes or numbers are, `wanted`: the reference of a link, `numbers`:
   * whether they are numbers, null where the table tells.
   * Rejects with what is wrong, and where.
   */
  inspect(
    files: readonly File[],
    column: number | null,
    wanted: string,
    numbers: boolean | null = null,
  ): Promise<Preview> {
    return inspectFiles(files, column, wanted, numbers);
  }

  /** Which parts of a published dataset, by their hashes, are among files. Rejects with what is wrong. */
  published(files: readonly File[], hashes: readonly string[]): Promise<Published> {
    return readFiles(files, (reader) => reader.call('published', [...files], [...hashes]));
  }

  /**
   * What an instrument of the catalog reads of a lane where it stands, which goes on meanwhile, or of a problem (readings.ts says
   * what). Rejects with a SidestepError that says what is wrong, or when it is no longer wanted.
   */
  async measure(instrument: InstrumentConfig, of: Measured, signal?: AbortSignal): Promise<Reading> {
    const [host, subject] = await this.#subject(of);
    signal?.throwIfAborted();
    const ticket = nextTicket++;
    const cancel = (): void => void host.call('cancel', ticket).catch(() => {});
    signal?.addEventListener('abort', cancel);
    try {
      return await host.call('measure', ticket, instrument, subject);
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** A lane's rows of every step up to one: a run beside the lane, whose own trace may leave rows out. */
  async replay(lane: number, to: number): Promise<Trace> {
    const { host, spec, useData } = await this.made(lane);
    const { path: _path, ...whole } = { ...spec, every: 1 };
    const run = new Run(whole);
    try {
      await run.create(host, useData);
      await run.runTo(() => to, REPLAY_MILLIS);
    } finally {
      run.drop();
    }
    return run.trace;
  }

  async #subject(of: Measured): Promise<[HostClient, Subject<number>]> {
    if (typeof of === 'number') {
      const { host, id } = await this.made(of);
      return [host, { lane: id }];
    }
    const [host] = await this.pool().gather(1);
    return [host!, { problem: of.problem, seed: of.seed }];
  }

  /** The host of a lane and its name there, once it has been made. */
  async made(lane: number): Promise<Pick<EngineLane, 'id' | 'spec' | 'useData'> & { host: HostClient }> {
    const it = this.lane(lane);
    await it?.started;
    if (!it?.host) throw new SidestepError({ code: 'internal', at: '', message: `there is no lane ${lane}` });
    return { host: it.host, id: it.id, spec: it.spec, useData: it.useData };
  }
}
