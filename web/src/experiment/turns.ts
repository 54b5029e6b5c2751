/** Takes results in the order of their places, whichever came first, one after the other. */
export class InTurn<R> {
  readonly #waiting = new Map<number, R>();
  #next = 0;
  #taking: Promise<void> = Promise.resolve();

  constructor(private readonly take: (result: R) => Promise<void>) {}

  put(place: number, result: R): void {
    this.#waiting.set(place, result);
  }

  /** When all are taken whose turn it is. Rejects with what goes wrong; nothing is then taken any more. */
  taken(): Promise<void> {
    this.#taking = this.#taking.then(() => this.#flush());
    return this.#taking;
  }

  async #flush(): Promise<void> {
    for (let next = this.#waiting.get(this.#next); next !== undefined; next = this.#waiting.get(this.#next)) {
      this.#waiting.delete(this.#next++);
      await this.take(next);
    }
  }
}
