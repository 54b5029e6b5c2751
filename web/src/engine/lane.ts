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
  /** `params` is empty while the lane is under way. */
  readonly hashes?: LaneHashes & { params: string };
}

/** Until the host has told the lane's own columns. */
const FIRST_COLUMNS = ['step', 'loss', 'gradNorm', 'millis', 'evaluations'];
let nextId = 0;

/** One lane of a race on its host. */
export class EngineLane implements LaneView {
  trace = new Trace(FIRST_COLUMNS);
  step = 0;
  status: LaneStatus = 'loading';
  error?: Failure;
  hashes?: LaneHashes & { params: string };
  /** Steps of the last turns, to keep lanes near each other: one that was cut short, by a test of the network, halves them at most. */
  pace = 1;
  readonly id = nextId++;
  host: HostClient | null = null;
  /** Whether it learns from the host's data. */
  useData = false;
  /** Resolves when the lane stands at step 0, or has failed. Null until somebody starts it. */
  started: Promise<void> | null = null;
  /** Turns under way, and the end of the last of them. */
  #turns = 0;
  #turn: Promise<void> = Promise.resolve();
  #disposed = false;
  #resetting = false;
  /** Grows with every reset. */
  #generation = 0;
  /** What the next reset begins from, when it is not what the last one did. */
  #from: Float32Array | Float64Array | null = null;
  #refused: unknown = null;
  /** The next rows are the first of a new beginning; those of before are on show until then. */
  #anew = false;

  constructor(
    /** Equal keys: the same lane, bit for bit. */
    readonly key: string,
    readonly spec: LaneSpec,
    readonly changed: () => void,
  ) {}

  get config(): LaneConfig {
    return this.spec.lane;
  }

  get live(): boolean {
    return this.status === 'running' && !this.#resetting;
  }

  get broken(): boolean {
    return this.status === 'failed' || this.status === 'crashed';
  }

  /** On the way to step 0: the others wait, so that all start together. */
  get opening(): boolean {
    return this.status === 'loading' || this.#resetting;
  }

  /** Makes the lane on its host and records step 0. Never rejects: a lane that fails says so. */
  async start(host: HostClient, useData: boolean): Promise<void> {
    if (this.#disposed) return;
    this.host = host;
    this.useData = useData;
    try {
      const { columns, hashes } = await host.call('create', this.id, this.spec, useData);
      // Disposed of meanwhile: the drop came before there was anything to drop.
      if (this.#disposed) return await host.call('drop', this.id);
      this.trace = new Trace(columns);
      this.hashes = { ...hashes, params: hashes.initial };
      this.status = 'running';
      await this.run(0, 0);
    } catch (error) {
      this.fail(failureOf(error));
    }
  }

  /**
   * One turn: on to step `to`, for about so many milliseconds (0: no limit). When `most` are under way, the last of them instead.
   * Two keep a host at work that has no other lane: it need not wait for the page to hear of the first.
   */
  run(to: number, millis: number, most = 1): Promise<void> {
    if (!this.live || !this.host) return Promise.resolve();
    if (this.#turns < most) {
      this.#turns++;
      this.#turn = this.#run(this.host, to, millis).finally(() => this.#turns--);
    }
    return this.#turn;
  }

  /** The end of the turns that are under way. */
  get turn(): Promise<void> {
    return this.#turn;
  }

  /** Goes on until step `to` is complete, the lane has ended or `stopped` says so. */
  async runTo(to: number, millis: number, stopped: () => boolean): Promise<void> {
    const target = Math.min(to, this.spec.steps);
    while (this.live && !this.#disposed && !stopped() && this.step < target) await this.run(target, millis);
  }

  /** Back to step 0; `started` then resolves when it stands there. */
  reset(): void {
    const generation = ++this.#generation;
    this.#resetting = true; // nobody may run it on the way
    this.started = (this.started ?? Promise.resolve()).then(() => this.#reset(generation));
  }

  /** Back to step 0, there with these parameters. Where they do not fit it rejects, and the lane begins as it did before. */
  async startFrom(params: Float32Array | Float64Array): Promise<void> {
    this.#from = params;
    this.#refused = null;
    this.reset();
    await this.started;
    if (this.#refused) throw this.#refused;
  }

  fail(error: Failure): void {
    if (this.#disposed || this.broken) return;
    this.error = error;
    this.status = error.code === 'crashed' ? 'crashed' : 'failed';
    this.changed();
  }

  dispose(): void {
    this.#disposed = true;
    void this.host?.call('drop', this.id).catch(() => {});
  }

  async #reset(generation: number): Promise<void> {
    if (generation !== this.#generation) return; // a later reset does it
    try {
      // A host does one thing after another: the turn under way is over before the reset is.
      if (this.host && !this.broken) {
        const from = this.#from;
        this.#from = null;
        if (from) await this.#begin(this.host, from);
        else await this.host.call('reset', this.id);
      }
    } catch (error) {
      this.fail(failureOf(error));
    }
    if (generation !== this.#generation) return;
    this.#resetting = false;
    if (this.broken) return;
    this.#anew = true;
    this.step = 0;
    this.pace = 1;
    this.status = 'running';
    await this.run(0, 0);
  }

  async #begin(host: HostClient, params: Float32Array | Float64Array): Promise<void> {
    try {
      this.hashes = { ...(await host.call('startFrom', this.id, params)), params: '' };
    } catch (error) {
      this.#refused = error;
      await host.call('reset', this.id);
    }
  }

  async #run(host: HostClient, to: number, millis: number): Promise<void> {
    try {
      this.#take(await host.call('run', this.id, Math.min(to, this.spec.steps), millis));
    } catch (error) {
      this.fail(failureOf(error));
    }
  }

  #take({ rows, step, status, params }: Progress): void {
    this.pace = Math.max(1, step - this.step, Math.floor(this.pace / 2));
    if (this.#anew) this.trace.clear();
    this.#anew = false;
    this.trace.append(rows);
    this.step = step;
    if (this.hashes) this.hashes = { ...this.hashes, params };
    if (status === 'diverged') this.status = 'diverged';
    else if (step >= this.spec.steps) this.status = 'finished';
    this.changed();
  }
}
