import { clipped } from '../clipping.ts';
import type { Viewport } from './viewport.ts';

const CELL = 10; // CSS pixels
const MOST = 48; // cells looked at for one line

/** How much of a lane has been drawn where, in squares of the view: 1 is a square that is covered once over. */
export class Ink {
  readonly #columns: number;
  readonly #rows: number;
  readonly #cells: Float32Array;
  /** The cells under the last line, and how long it is in each. */
  readonly #under = new Int32Array(MOST);
  #looked = 0;
  #share = 0;
  /** The cell where the line of before ended, and what was there before it came: a line is not in its own way. */
  #last = -1;
  #there = 0;

  constructor({ width, height }: Pick<Viewport, 'width' | 'height'>) {
    [this.#columns, this.#rows] = [Math.ceil(width / CELL), Math.ceil(height / CELL)];
    this.#cells = new Float32Array(this.#columns * this.#rows);
  }

  /** What is there on the way from one point to another, on average. */
  along(x0: number, y0: number, x1: number, y1: number): number {
    this.#looked = 0;
    const part = clipped(x0, y0, x1, y1, this.#columns * CELL, this.#rows * CELL);
    if (!part) return 0;
    const [from, to] = part;
    const length = Math.hypot(x1 - x0, y1 - y0) * (to - from);
    const looked = Math.min(MOST, Math.ceil(length / CELL) || 1);
    let sum = 0;
    for (let k = 0; k < looked; k++) {
      const at = from + ((to - from) * (k + 0.5)) / looked;
      const column = Math.min(this.#columns - 1, Math.floor((x0 + at * (x1 - x0)) / CELL));
      const row = Math.min(this.#rows - 1, Math.floor((y0 + at * (y1 - y0)) / CELL));
      const cell = row * this.#columns + column;
      if (cell !== this.#last) {
        this.#last = cell;
        this.#there = this.#cells[cell]!;
      }
      sum += this.#there;
      this.#under[k] = cell;
    }
    this.#looked = looked;
    this.#share = length / looked / CELL ** 2;
    return sum / looked;
  }

  /** How many cells were looked at for the last line. */
  get looked(): number {
    return this.#looked;
  }

  /** The last line is drawn, so many pixels wide. */
  add(width: number): void {
    for (let k = 0; k < this.#looked; k++) this.#cells[this.#under[k]!]! += width * this.#share;
  }
}
