const QUIET_MILLIS = 200;

/** A value that is dragged: what takes long is done for the one that it comes to rest at. */
export class Settled<T> {
  #value: T | undefined;
  #at = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `rested`: it has come to rest. */
  constructor(private readonly rested: () => void) {}

  /** Whether this is the value that it has come to rest at. */
  is(value: T): boolean {
    const now = performance.now();
    if (value === this.#value) return this.#timer === undefined;
    const first = this.#value === undefined || this.#value === null;
    this.#value = value;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (first || now - this.#at > 10 * QUIET_MILLIS) {
      this.#at = now;
      return true;
    }
    this.#at = now;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.rested();
    }, QUIET_MILLIS);
    return false;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
