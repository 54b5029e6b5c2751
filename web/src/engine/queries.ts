import type { ProblemConfig } from '../core/config.ts';
import {
  type Build,
  type InstrumentConfig,
  type Reading,
  SidestepError,
  type StepTold,
  type Subject,
} from '../core/module.ts';
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
    /** The step that is looked at, where lanes stand elsewhere. */
    private readonly past: () => number | null = () => null,
  ) {}

  async build(): Promise<Build> {
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
   * What an instrument of the catalog reads of a lane at the step that is looked at, which goes on meanwhile, or of a problem (readings.ts says
   * what). Rejects with a SidestepError that says what is wrong, or when it is no longer wanted.
   */
  async measure(instrument: InstrumentConfig, of: Measured, signal?: AbortSignal): Promise<Reading> {
    const [host, subject] = await this.#subject(of);
    return this.#unlessAborted(host, signal, (ticket) => host.call('measure', ticket, instrument, subject));
  }

  /** The same of a lane at each of these steps that it has been at. */
  async series(
    instrument: InstrumentConfig,
    lane: number,
    steps: readonly number[],
    signal?: AbortSignal,
  ): Promise<Reading[]> {
    const { host, id } = await this.made(lane);
    return this.#unlessAborted(host, signal, (ticket) => host.call('series', ticket, instrument, id, [...steps]));
  }

  /** What a lane's next update does to these parameters, with its numbers: of the step that is looked at, or of each of these. */
  async explain(lane: number, parameters: readonly number[], steps?: readonly number[]): Promise<StepTold[][]> {
    const past = this.past();
    const { host, id } = await this.made(lane);
    return host.call('explain', id, [...parameters], steps ? [...steps] : past === null ? undefined : [past]);
  }

  /** A copy of a lane's parameters ('params'), 'gradient' or an optimizer's slot at the step that is looked at. */
  async peek(lane: number, array: string): Promise<Float64Array | Float32Array> {
    const past = this.past() ?? undefined;
    const { host, id } = await this.made(lane);
    return host.call('peek', id, array, past);
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

  /** What a host measures, which is told when it is no longer needed. */
  async #unlessAborted<T>(
    host: HostClient,
    signal: AbortSignal | undefined,
    call: (ticket: number) => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    const ticket = nextTicket++;
    const cancel = (): void => void host.call('cancel', ticket).catch(() => {});
    signal?.addEventListener('abort', cancel);
    try {
      return await call(ticket);
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  async #subject(of: Measured): Promise<[HostClient, Subject<number> & { at?: number }]> {
    if (typeof of === 'number') {
      const at = this.past();
      const { host, id } = await this.made(of);
      return [host, { lane: id, ...(at !== null && { at }) }];
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
