import type { LaneConfig } from '../core/config.ts';
import type { Failure, LaneSpec } from '../core/module.ts';
import { Trace } from '../core/trace.ts';
import { callHost } from '../worker/call-host.ts';
import type { Host } from '../worker/host.ts';
import type { HostClient, LaneHashes, Progress } from '../worker/protocol.ts';

export type RunStatus = 'loading' | 'running' | 'finished' | 'diverged' | 'failed' | 'crashed';

/** What is seen of a run. */
export interface RunView {
  readonly trace: Trace;
  /** The last complete step. */
  readonly step: number;
  readonly status: RunStatus;
  readonly error?: Failure;
  /** Of each change on the way, the slots that the rule keeps. */
  readonly kept?: readonly (readonly string[])[];
  /** `params` is empty while the run is under way. */
  readonly hashes?: LaneHashes & { params: string };
}

/** Where runs are computed: a host in a worker, or one in this thread. */
export type Runner = Pick<HostClient, 'call'>;

/** A host of this thread, which answers at once. */
export const runnerOf = (host: Host): Runner => ({ call: (name, ...args) => callHost(host, name, args) });

/** Until the host has told the run's own columns. */
const FIRST_COLUMNS = ['step', 'loss', 'gradNorm', 'millis', 'evaluations'];
let given = 0;
/** What a host is to call a run, or a bundle of them. */
export const nextId = (): number => given++;

/** One lane with one seed and one set of hyper-parameters, on its way or finished: its rows are fetched as it goes. */
export class Run implements RunView {
  trace = new Trace(FIRST_COLUMNS);
  step = 0;
  status: RunStatus = 'loading';
  error?: Failure;
  hashes?: LaneHashes & { params: string };
  /** Of each of its changes the slots that the rule keeps. */
  kept: readonly (readonly string[])[] = [];
  /** Its name on whichever host it is. */
  readonly id = nextId();
  host: Runner | null = null;

  constructor(readonly spec: LaneSpec) {}

  get config(): LaneConfig {
    return this.spec.lane;
  }

  /** Whether it can go on. */
  get live(): boolean {
    return this.status === 'running';
  }

  /** Makes it on a host, and records its start. Rejects with a SidestepError that names the wrong field. */
  async create(host: Runner, useData: boolean): Promise<void> {
    this.host = host;
    const { columns, hashes, kept = [] } = await host.call('create', this.id, this.spec, useData);
    this.kept = kept;
    this.trace = new Trace(columns);
    this.hashes = { ...hashes, params: hashes.initial };
    this.status = 'running';
    await this.advance(0, 0);
  }

  /** On towards step `to`, for about so many milliseconds (0: no limit). */
  async advance(to: number, millis: number): Promise<void> {
    this.take(await this.host!.call('run', this.id, Math.min(to, this.spec.steps), millis));
  }

  /** Slice after slice, until it has come to step `to()` or has ended. `between`: waited for after each slice; what it throws ends the way. */
  async runTo(to: () => number, millis: number, between: () => unknown = () => {}): Promise<void> {
    while (this.live && this.step < to()) {
      await this.advance(to(), millis);
      await between();
    }
  }

  /** Its host forgets it; what was recorded stays. */
  drop(): void {
    void this.host?.call('drop', this.id).catch(() => {});
  }

  protected take({ rows, step, status, params }: Progress): void {
    this.trace.append(rows);
    this.step = step;
    if (this.hashes) this.hashes = { ...this.hashes, params };
    if (status === 'diverged') this.status = 'diverged';
    else if (step >= this.spec.steps) this.status = 'finished';
  }
}
