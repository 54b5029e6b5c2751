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
  #under: number[] = [];
  #share = 0;
  /** The cell where the line of before ended, and what was there before it came: a line is not in its own way. */
  #last = -1;
  #there = 0;

  constructor({ width, height }: Pick<Viewport, 'width' | 'height'>) {
    [this.#columns, this.#rows] = [Math.ceil(width / CELL), Math.ceil(height / CELL)];
    this.#cells = new Float32Array(this.#columns * this.#rows);
  }

  /** What is there on the way from one point to another, on average; and how many cells were looked at. */
  along(x0: number, y0: number, x1: number, y1: number): { ink: number; looked: number } {
    this.#under = [];
    const part = clipped(x0, y0, x1, y1, this.#columns * CELL, this.#rows * CELL);
    if (!part) return { ink: 0, looked: 1 };
    const [from, to] = part;
    const length = Math.hypot(x1 - x0, y1 - y0) * (to - from);
    const looked = Math.min(MOST, Math.ceil(length / CELL) || 1);
    let sum = 0;
    for (let k = 0; k < looked; k++) {
      const at = from + ((to - from) * (k + 0.5)) / looked;
      const column = Math.min(this.#columns - 1, Math.floor((x0 + at * (x1 - x0)) / CELL));
      const row = Math.min(this.#rows - 1, Math.floor((y0 + at * (y1 - y0)) / CELL));
      const cell = row * this.#columns + column;
      if (cell !== this.#last) [this.#last, this.#there] = [cell, this.#cells[cell]!];
      sum += this.#there;
      this.#under.push(cell);
    }
    this.#share = length / looked / CELL ** 2;
    return { ink: sum / looked, looked };
  }

  /** The last line is drawn, so many pixels wide. */
  add(width: number): void {
    for (const cell of this.#under) this.#cells[cell]! += width * this.#share;
  }
}
