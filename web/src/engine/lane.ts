import type { LaneConfig } from '../core/config.ts';
import { type Failure, failureOf, type LaneSpec } from '../core/module.ts';
import { Run, type RunStatus, type RunView } from '../run/run.ts';
import type { HostClient, Progress } from '../worker/protocol.ts';

export type LaneStatus = RunStatus;

/** What the page sees of a lane: a run, or of several (`runs`) the one that stands for them. */
export interface LaneView extends RunView {
  readonly config: LaneConfig;
  readonly runs?: readonly RunView[];
}

/** One lane of a race on its host: a run that can begin anew. */
export class EngineLane extends Run implements LaneView {
  /** Steps of the last slices, to keep lanes near each other: one that was cut short, by a test of the network, halves them at most. */
  pace = 1;
  declare host: HostClient | null;
  /** Whether it learns from the host's data. */
  useData = false;
  /** Resolves when the lane stands at step 0, or has failed. Null until somebody starts it. */
  started: Promise<void> | null = null;
  /** Slices under way, and the end of the last of them. */
  #slices = 0;
  #last: Promise<void> = Promise.resolve();
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
    spec: LaneSpec,
    readonly changed: () => void,
  ) {
    super(spec);
  }

  override get live(): boolean {
    return super.live && !this.#resetting && !this.#disposed;
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
    this.useData = useData;
    try {
      await this.create(host, useData);
      // Disposed of meanwhile: the drop came before there was anything to drop.
      if (this.#disposed) this.drop();
    } catch (error) {
      this.fail(failureOf(error));
    }
  }

  /**
   * When `most` are under way, the last of them instead. Two keep a host at work that has no other lane: it need not wait for the page
   * to hear of the first. Never rejects: a lane that fails says so.
   */
  override advance(to: number, millis: number, most = 1): Promise<void> {
    if (!this.live) return Promise.resolve();
    if (this.#slices < most) {
      this.#slices++;
      this.#last = super
        .advance(to, millis)
        .catch((error) => this.fail(failureOf(error)))
        .finally(() => this.#slices--);
    }
    return this.#last;
  }

  /** The end of the slices that are under way. */
  get settled(): Promise<void> {
    return this.#last;
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
    this.drop();
  }

  async #reset(generation: number): Promise<void> {
    if (generation !== this.#generation) return; // a later reset does it
    try {
      // A host does one thing after another: the slice under way is over before the reset is.
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
    await this.advance(0, 0);
  }

  async #begin(host: HostClient, params: Float32Array | Float64Array): Promise<void> {
    try {
      this.hashes = { ...(await host.call('startFrom', this.id, params)), params: '' };
    } catch (error) {
      this.#refused = error;
      await host.call('reset', this.id);
    }
  }

  protected override take(progress: Progress): void {
    this.pace = Math.max(1, progress.step - this.step, Math.floor(this.pace / 2));
    if (this.#anew) this.trace.clear();
    this.#anew = false;
    super.take(progress);
    this.changed();
  }
}
