/** The first rows of a race are all kept: it is then that lanes jump. */
const EARLY = 1000;
/** A lane that has filled so many rows has to go twice as far for each of the next. */
const PATIENCE = 1000;
/** The least way that is told from standing still, against all the way so far. */
const FINE = 1 / 1000;

/**
 * Chooses the rows of a long race: each `every` steps one, for the curves, and for the path on a map those between which the lane got
 * anywhere. So early steps and turns stay, whose number would be too large if every step had a row.
 */
export class TrailRows {
  readonly #step: number;
  readonly #places: number[];
  #kept = 0;
  #reach = 0;
  #at: number[] = [];
  #low: number[] = [];
  #high: number[] = [];

  constructor(
    private readonly columns: readonly string[],
    private readonly every: number,
    private readonly last: number,
  ) {
    this.#step = columns.indexOf('step');
    this.#places = columns.flatMap((name, i) => (/^x\d+$/.test(name) ? [i] : []));
  }

  /** Of these rows, one after the other, those that are to be kept. */
  of(rows: Float64Array): Float64Array {
    const width = this.columns.length;
    const kept = new Float64Array(rows.length);
    let used = 0;
    for (let from = 0; from < rows.length; from += width) {
      if (!this.#wants(rows, from)) continue;
      kept.set(rows.subarray(from, from + width), used);
      used += width;
    }
    return kept.slice(0, used);
  }

  /** The race begins anew. */
  reset(): void {
    this.#kept = this.#reach = 0;
    this.#at = [];
  }

  #wants(rows: Float64Array, from: number): boolean {
    const step = rows[from + this.#step]!;
    const finite = rows.subarray(from, from + this.columns.length).every(Number.isFinite);
    const due = step % this.every === 0 || step === this.last || !finite;
    let far = 0;
    for (const [k, column] of this.#places.entries())
      far = Math.max(far, Math.abs(rows[from + column]! - this.#at[k]!));
    const moved = !(far <= this.#reach);
    if (!due && !moved) return false;
    this.#keep(rows, from);
    if (!due && ++this.#kept >= EARLY && (this.#kept - EARLY) % PATIENCE === 0) this.#further();
    return true;
  }

  #keep(rows: Float64Array, from: number): void {
    const first = this.#at.length === 0;
    for (const [k, column] of this.#places.entries()) {
      const value = rows[from + column]!;
      this.#at[k] = value;
      this.#low[k] = first ? value : Math.min(this.#low[k]!, value);
      this.#high[k] = first ? value : Math.max(this.#high[k]!, value);
    }
  }

  #further(): void {
    const span = Math.max(...this.#places.map((_, k) => this.#high[k]! - this.#low[k]!));
    this.#reach = this.#reach === 0 ? span * FINE : 2 * this.#reach;
  }
}
