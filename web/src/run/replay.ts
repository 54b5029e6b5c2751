import type { LaneSpec } from '../core/module.ts';
import { nextId, type Runner } from './run.ts';

export type Numbers = Float64Array | Float32Array;

/** It takes longer than somebody is ready to wait. */
export class TooLong extends Error {}

/** A slice: other messages come between two of them. */
const SLICE_MILLIS = 30;

/** A lane made once more, beside it, of which no rows but the first and the last are kept. */
export class Replay {
  readonly #id = nextId();
  #width = 0;
  #loss = 0;
  step = 0;
  diverged = false;
  /** At a step where it diverged. */
  loss = Number.NaN;
  /** The hash of the parameters of step 0. */
  initial = '';

  /** `until`: as performance.now() tells time. */
  constructor(
    private readonly host: Runner,
    private readonly spec: LaneSpec,
    private readonly until: number,
  ) {}

  async begin(useData: boolean): Promise<void> {
    const { path: _path, ...spec } = this.spec;
    const made = await this.host.call('create', this.#id, { ...spec, every: Math.max(1, spec.steps) }, useData);
    const { columns, hashes } = made;
    [this.#width, this.#loss] = [columns.length, columns.indexOf('loss')];
    this.initial = hashes.initial;
    await this.to(0);
  }

  /** Rejects with TooLong when its time is over. */
  async to(step: number): Promise<void> {
    do {
      const { rows, step: at, status } = await this.host.call('run', this.#id, step, SLICE_MILLIS);
      this.step = at;
      this.diverged = status === 'diverged';
      if (rows.length > 0) this.loss = rows[rows.length - this.#width + this.#loss]!;
      if (performance.now() > this.until) throw new TooLong();
    } while (this.step < step && !this.diverged);
  }

  snapshot = (): Promise<Uint8Array> => Promise.resolve(this.host.call('snapshot', this.#id));

  async restore(bytes: Uint8Array, step: number): Promise<void> {
    await this.host.call('restore', this.#id, bytes);
    [this.step, this.diverged] = [step, false];
  }

  peek = (array: string): Promise<Numbers> => Promise.resolve(this.host.call('peek', this.#id, array));

  drop(): void {
    void Promise.resolve(this.host.call('drop', this.#id)).catch(() => {});
  }
}
