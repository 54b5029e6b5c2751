/** Who may run now: a few at a time, the others in the order in which they asked. */
export class Turns {
  readonly #most = Math.max(2, Math.min(4, (navigator.hardwareConcurrency || 2) - 1));
  readonly #running = new Set<() => void>();
  readonly #waiting = new Set<() => void>();

  /** Calls `start` when it is its turn; it keeps the turn until it leaves. */
  ask(start: () => void): void {
    if (this.#running.has(start)) return;
    this.#waiting.add(start);
    this.#next();
  }

  leave(start: () => void): void {
    this.#waiting.delete(start);
    this.#running.delete(start);
    this.#next();
  }

  #next(): void {
    for (const start of this.#waiting) {
      if (this.#running.size >= this.#most) return;
      this.#waiting.delete(start);
      this.#running.add(start);
      start();
    }
  }
}
