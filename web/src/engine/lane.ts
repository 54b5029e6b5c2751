import type { LaneConfig } from '../core/config.ts';
import { type Failure, failureOf, type LaneSpec } from '../core/module.ts';
import { Trace } from '../core/trace.ts';
import type { HostClient, LaneHashes, Progress } from '../worker/protocol.ts';

export type LaneStatus = 'loading' | 'running' | 'finished' | 'diverged' | 'failed' | 'crashed';

/** What the page sees of a lane. */
export interface LaneView {
  readonly config: LaneConfig;
  readonly trace: Trace;
  /** The last complete step. */
  readonly step: number;
  readonly status: LaneStatus;
  readonly error?: Failure;
  readonly hashes?: LaneHashes & { params: string };
}

const SURFACE_COLUMNS = ['step', 'loss', 'gradNorm', 'millis', 'evaluations'];
let nextId = 0;

/** One lane of a race on its host. */
export class EngineLane implements LaneView {
  trace = new Trace(SURFACE_COLUMNS);
  step = 0;
  status: LaneStatus = 'loading';
  error?: Failure;
  hashes?: LaneHashes & { params: string };
  /** Steps of the last turn, to keep lanes near each other. */
  pace = 1;
  busy = false;
  readonly id = nextId++;
  host: HostClient | null = null;
  #disposed = false;
  #generation = 0;

  constructor(
    /** Equal keys: the same lane, bit for bit. */
    readonly key: string,
    readonly spec: Omit<LaneSpec, 'data'>,
    readonly changed: () => void,
  ) {}

  get config(): LaneConfig {
    return this.spec.lane;
  }

  get live(): boolean {
    return this.status === 'running';
  }

  /** Makes the lane on its host and records step 0. */
  async start(host: HostClient, useData: boolean): Promise<void> {
    this.host = host;
    try {
      const { columns, hashes } = await host.call('create', this.id, this.spec, useData);
      if (this.#disposed) return void host.call('drop', this.id).catch(() => {});
      this.trace = new Trace(columns);
      this.hashes = { ...hashes, params: hashes.initial };
      this.status = 'running';
      await this.run(0, 0);
    } catch (error) {
      this.fail(failureOf(error));
    }
  }

  /** One turn: on to step `to`, for about so many milliseconds. */
  async run(to: number, millis: number): Promise<void> {
    if (!this.live || !this.host || this.busy) return;
    const generation = this.#generation;
    this.busy = true;
    try {
      const progress = await this.host.call('run', this.id, Math.min(to, this.spec.steps), millis);
      if (generation === this.#generation) this.#take(progress);
    } catch (error) {
      this.fail(failureOf(error));
    } finally {
      this.busy = false;
    }
  }

  /** Goes on until step `to` is complete, or the lane has ended. */
  async runTo(to: number, millis: number, stopped: () => boolean): Promise<void> {
    const target = Math.min(to, this.spec.steps);
    while (this.live && !this.#disposed && !stopped() && (this.step < target || this.trace.length === 0)) {
      if (this.busy) await new Promise((resolve) => setTimeout(resolve, 1));
      else await this.run(target, millis);
    }
  }

  async reset(): Promise<void> {
    this.#generation++;
    if (!this.host || this.status === 'failed' || this.status === 'crashed') return;
    await this.host.call('reset', this.id).catch((error) => this.fail(failureOf(error)));
    this.trace.clear();
    this.step = 0;
    this.pace = 1;
    this.status = 'running';
    while (this.busy) await new Promise((resolve) => setTimeout(resolve, 1));
    await this.run(0, 0);
  }

  fail(error: Failure): void {
    if (this.#disposed) return;
    this.error = error;
    this.status = error.code === 'crashed' ? 'crashed' : 'failed';
    this.changed();
  }

  dispose(): void {
    this.#disposed = true;
    if (this.host) void this.host.call('drop', this.id).catch(() => {});
  }

  #take({ rows, step, status, params }: Progress): void {
    this.pace = Math.max(1, step - this.step);
    this.trace.append(rows);
    this.step = step;
    if (this.hashes) this.hashes = { ...this.hashes, params };
    if (status === 'diverged') this.status = 'diverged';
    else if (step >= this.spec.steps) this.status = 'finished';
    this.changed();
  }
}
