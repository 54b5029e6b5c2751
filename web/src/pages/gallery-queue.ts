import { firstOf, inDocumentOrder } from '../toolkit/tasks.ts';

/** What can run: a picture on the page. */
export interface Runner extends Node {
  start(): void;
  /** The page has come to rest: what was not drawn meanwhile is to be drawn. */
  rested(): void;
}

/** Milliseconds after which a page that was scrolled has come to rest. */
const REST = 150;

/** Who may run now: a few at a time, from the top of the page down. While the page scrolls, its frames are for that alone. */
export class GalleryQueue {
  readonly #most = Math.max(2, Math.min(4, (navigator.hardwareConcurrency || 2) - 1));
  readonly #running = new Set<Runner>();
  readonly #waiting = new Set<Runner>();
  #timer = 0;

  constructor() {
    const scrolled = (): void => {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => this.#rest(), REST);
    };
    addEventListener('scroll', scrolled, { passive: true, capture: true });
  }

  /** Whether the page scrolls: nobody draws. */
  get scrolls(): boolean {
    return this.#timer !== 0;
  }

  #rest(): void {
    this.#timer = 0;
    for (const runner of this.#running) runner.rested();
    this.#next();
  }

  /** Starts it when it is its turn; it keeps the turn until it leaves. */
  ask(runner: Runner): void {
    if (this.#running.has(runner)) return;
    this.#waiting.add(runner);
    // After this task: the browser tells in no order who has come into view.
    queueMicrotask(() => this.#next());
  }

  leave(runner: Runner): void {
    this.#waiting.delete(runner);
    if (this.#running.delete(runner)) this.#next();
  }

  #next(): void {
    if (this.scrolls) return;
    while (this.#running.size < this.#most && this.#waiting.size > 0) {
      const first = firstOf(this.#waiting)!;
      this.#waiting.delete(first);
      this.#running.add(first);
      void inDocumentOrder(first, () => this.#running.has(first) && first.start());
    }
  }
}
