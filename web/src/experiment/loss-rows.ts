import type { Rows } from './results.ts';

const COLUMNS: readonly string[] = ['step', 'loss'];

/** The rows of a run that was made with many others: steps and losses alone. */
export class LossRows implements Rows {
  readonly columns = COLUMNS;

  /** `kept`: the losses at steps 0, `every`, 2·`every` … as far as the run came, which ended at `step` with `loss`. */
  constructor(
    private readonly kept: Float64Array,
    private readonly every: number,
    private readonly step: number,
    private readonly loss: number,
  ) {}

  get length(): number {
    return this.kept.length + (this.#endsBetween ? 1 : 0);
  }

  column(name: string): Float64Array {
    if (name === 'step')
      return Float64Array.from({ length: this.length }, (_, i) => Math.min(i * this.every, this.step));
    if (name !== 'loss') return new Float64Array(0);
    if (!this.#endsBetween) return this.kept;
    const all = new Float64Array(this.length);
    all.set(this.kept);
    all[this.kept.length] = this.loss;
    return all;
  }

  last(name: string): number {
    return name === 'step' ? this.step : name === 'loss' ? this.loss : Number.NaN;
  }

  get #endsBetween(): boolean {
    return this.step % this.every !== 0;
  }
}
