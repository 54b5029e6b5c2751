import type { Catalog, Value } from '../core/catalog.ts';
import { type Config, minimal } from '../core/config.ts';
import type { Design } from '../experiment/spec.ts';

/** Edits of one field that follow each other so closely are one, as those of an arrow key held down. */
const PAUSE = 1500; // milliseconds

interface Described {
  config: Config;
  design: Design | null;
}

/** What changed between two races or experiments: `problem.start`, `lanes.0.lr`; '' where one is not the other with other values. */
export function changed(
  { config: a, ...first }: Described,
  { config: b, ...next }: Described,
  catalog: Catalog,
): string {
  if (a.problem.id !== b.problem.id || a.lanes.length !== b.lanes.length) return '';
  const [before, after] = [
    flat({ ...minimal(a, catalog), ...first.design }),
    flat({ ...minimal(b, catalog), ...next.design }),
  ];
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const found = keys.filter((key) => before.get(key) !== after.get(key));
  return found.some((key) => /optimizer$/.test(key)) ? '' : found.join();
}

function flat(value: object, at = '', into = new Map<string, string>()): Map<string, string> {
  for (const [key, inner] of Object.entries(value) as [string, Value | object][]) {
    if (typeof inner === 'object' && !(Array.isArray(inner) && typeof inner[0] === 'number'))
      flat(inner, `${at}${key}.`, into);
    else into.set(at + key, String(inner));
  }
  return into;
}

const types = (element: Element | null): boolean =>
  !!element?.matches('input:not([type=checkbox], [type=range]), textarea');

/**
 * Tells which edits belong together: a drag is one, typing into a field is one, and so is a key held down. What a finger or pen
 * does is known once it has been lifted, as the browser may take it away: `lifted` is called then. Listens to the document until
 * `close`.
 */
export class Strokes {
  #what = '';
  #last = 0;
  #held = false;
  #touched = false;
  readonly #gone = new AbortController();

  constructor(lifted: () => void, target: EventTarget = document) {
    const { signal } = this.#gone;
    const on = (name: string, does: (event: Event) => void): void =>
      target.addEventListener(name, does, { capture: true, passive: true, signal });
    on('pointerdown', (event) => {
      [this.#what, this.#held] = ['', true];
      this.#touched = (event as PointerEvent).pointerType !== 'mouse';
    });
    for (const name of ['pointerup', 'pointercancel'])
      on(name, () => {
        this.#held = false;
        if (!this.#touched) return;
        this.#touched = false;
        setTimeout(lifted); // after those who take back what the pointer did
      });
    on('focusout', () => this.end());
    // Enter: what is typed next is another edit. A slider says so at each key.
    on('change', ({ target }) => types(target as Element | null) && this.end());
  }

  /** Whether a finger or pen is down: the browser may still take it away. */
  get touched(): boolean {
    return this.#touched;
  }

  /** Whether an edit of `what` goes on with the last one. */
  continues(what: string): boolean {
    const now = performance.now();
    const close = this.#held || now - this.#last < PAUSE || types(document.activeElement);
    const same = what !== '' && what === this.#what && close;
    [this.#what, this.#last] = [what, now];
    return same;
  }

  /** The next edit is another. */
  end(): void {
    this.#what = '';
  }

  close(): void {
    this.#gone.abort();
  }
}
