/** Frames of a window, which may change; where there is none, a clock's. */
export class Frames {
  readonly #waiting = new Set<() => void>();
  #announced = false;
  #announcedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly view: () => Window | null = () => null) {}

  next(then: () => void): void {
    this.#waiting.add(then);
    const view = this.view() ?? globalThis;
    const come = (): void => {
      // Some browsers give a hidden page a frame now and then.
      if (view.document?.hidden) view.requestAnimationFrame(come);
      else if (this.#waiting.delete(then)) then();
    };
    if ('requestAnimationFrame' in view) view.requestAnimationFrame(come);
    else setTimeout(come, 16);
  }

  /** It is another window now: the last one may have no more frames. */
  moved(): void {
    for (const then of [...this.#waiting]) this.next(then);
  }

  /** Calls `tell` in a frame, however often it is asked meanwhile; not before so many milliseconds since the last time. */
  announce(tell: () => void, calm: () => number): void {
    if (this.#announced) return;
    this.#announced = true;
    const announce = (): void => {
      if (performance.now() - this.#announcedAt < calm()) {
        this.next(announce);
        return;
      }
      this.#announced = false;
      this.#announcedAt = performance.now();
      tell();
    };
    this.next(announce);
  }
}
