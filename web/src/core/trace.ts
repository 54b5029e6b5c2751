/** The recorded rows of a lane: one growable float64 column for each name. */
export class Trace {
  #data: Float64Array[];
  #length = 0;
  #cuts = 0;

  constructor(readonly columns: readonly string[]) {
    this.#data = columns.map(() => new Float64Array(256));
  }

  /** The number of rows. */
  get length(): number {
    return this.#length;
  }

  /** How often rows were taken away: while it stays the same, rows are only added. */
  get cuts(): number {
    return this.#cuts;
  }

  /** A column's values so far: a view, valid until more rows come. Empty when there is no such column. */
  column(name: string): Float64Array {
    return this.#data[this.columns.indexOf(name)]?.subarray(0, this.#length) ?? new Float64Array(0);
  }

  /** The last value of a column; NaN when there is none. */
  last(name: string): number {
    return this.column(name)[this.#length - 1] ?? Number.NaN;
  }

  /** Adds rows: row-major, one value for each column. */
  append(rows: Float64Array): void {
    const width = this.columns.length;
    const count = Math.floor(rows.length / width);
    this.#reserve(this.#length + count);
    const from = this.#length;
    for (const [c, column] of this.#data.entries())
      for (let r = 0, k = c; r < count; r++, k += width) column[from + r] = rows[k]!;
    this.#length += count;
  }

  clear(): void {
    this.#cut(0);
  }

  /** Forgets the rows after a step. */
  cutAfter(step: number): void {
    this.#cut(this.indexOfStep(step) + 1);
  }

  #cut(length: number): void {
    this.#length = length;
    this.#cuts++;
  }

  /** The index of the last row at or before a step; −1 when there is none. */
  indexOfStep(step: number): number {
    const steps = this.column('step');
    let low = 0;
    let high = steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((steps[middle] as number) <= step) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #reserve(rows: number): void {
    const capacity = this.#data[0]?.length ?? 0;
    if (rows <= capacity) return;
    const grown = Math.max(rows, capacity * 2);
    this.#data = this.#data.map((column) => {
      const larger = new Float64Array(grown);
      larger.set(column.subarray(0, this.#length));
      return larger;
    });
  }
}

/** The column in which a lane says where its losses are told: of one that takes its gradients elsewhere `shown0` for `x0`. */
export function told({ columns }: Pick<Trace, 'columns'>, name: string): string {
  const shown = name.replace(/^x(?=\d+$)/, 'shown');
  return columns.includes(shown) ? shown : name;
}

/** All columns by their names, as copies: what is handed to others stays as it is. */
export const columnsOf = (trace: Pick<Trace, 'columns' | 'column'>): Record<string, Float64Array> =>
  Object.fromEntries(trace.columns.map((name) => [name, trace.column(name).slice()]));
