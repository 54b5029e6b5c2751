/**
 * Leaves out the points of a line that it does not need: what is told stays within `tolerance` of all of them, and turns stay.
 * Each point is looked at once, in its order (the cone of directions that still pass all of them).
 */
export class Thinning {
  #anchor: Point | undefined;
  #last: Point | undefined;
  #towards = 0;
  #cone: [number, number] | undefined;
  #far = 0;

  constructor(
    private readonly tolerance: number,
    private readonly tell: (x: number, y: number) => void,
  ) {}

  add(x: number, y: number): void {
    if (!this.#anchor) {
      this.#begin([x, y]);
      this.tell(x, y);
      return;
    }
    if (!this.#passes(x, y)) {
      const last = this.#last!;
      this.#begin(last);
      this.tell(...last);
      this.#passes(x, y);
    }
    this.#last = [x, y];
  }

  /** The end of the line: its last point belongs to it. What is added next begins another one. */
  end(): void {
    if (this.#last && this.#last !== this.#anchor) this.tell(...this.#last);
    this.#anchor = this.#last = undefined;
  }

  #begin(at: Point): void {
    [this.#anchor, this.#last, this.#cone, this.#far] = [at, at, undefined, 0];
  }

  #passes(x: number, y: number): boolean {
    const [dx, dy] = [x - this.#anchor![0], y - this.#anchor![1]];
    const far = Math.hypot(dx, dy);
    if (far < this.#far - this.tolerance) return false; // on the way back
    if (far <= this.tolerance) return true;
    const half = Math.asin(this.tolerance / far);
    const angle = Math.atan2(dy, dx);
    if (this.#cone) {
      const turn = angle - this.#towards;
      const off = turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));
      if (off < this.#cone[0] || off > this.#cone[1]) return false;
      this.#cone = [Math.max(this.#cone[0], off - half), Math.min(this.#cone[1], off + half)];
    } else [this.#towards, this.#cone] = [angle, [-half, half]];
    this.#far = Math.max(this.#far, far);
    return true;
  }
}

type Point = [number, number];
