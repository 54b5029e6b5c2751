import { lastFrame } from './frame.ts';

const [LEAST, FIRST, MOST] = [1000, 16_000, 60_000];
/** Milliseconds of a frame, painting included, within which it could do more, and above which it did too much. */
const [SHORT, LONG] = [10, 20];

/** How much of a longer work goes into one frame, in units that take about as long as each other: what this machine does in a short one. */
export class Budget {
  #units = FIRST;
  #used = false;

  constructor(private readonly fixed?: number) {}

  /** For this frame; the frame in which that much was used tells what the next one gets. */
  next(): number {
    if (this.fixed !== undefined) return this.fixed;
    const took = lastFrame();
    if (this.#used && took > LONG) this.#units = Math.max(LEAST, this.#units / 2);
    if (this.#used && took < SHORT) this.#units = Math.min(MOST, this.#units * 1.5);
    this.#used = false;
    return this.#units;
  }

  /** Whether so much is done in a frame, as far as is known. */
  allows(units: number): boolean {
    return units <= this.#units;
  }

  use(units: number): void {
    this.#used ||= units >= this.#units / 2;
  }
}
