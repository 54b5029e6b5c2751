import { notLoaded } from '../core/download.ts';
import { Late, within } from '../core/limit.ts';
import { type Key, loadWords, type Words } from './i18n.ts';

/** Once the browser has shown what is there, if anybody looks. */
export const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.hidden) setTimeout(resolve);
    else requestAnimationFrame(() => setTimeout(resolve));
  });

/** The script that a part asks for: browsers name it when it fails, but not while it hangs. */
const scriptOf = (load: () => unknown): string | undefined => /import\(\s*[`'"]([^`'"]+)/.exec(String(load))?.[1];

type Load<T = unknown> = () => Promise<T>;
/** What brings a part, with what the reader knows it by. */
export type LazyModule<T = unknown> = Load<T> & { readonly title: Key; readonly script: string | undefined };

/** A part, with words that the page does not begin with: they come before it, as elements show themselves when their script is there. */
export function lazyModule<T>(title: Key, load: Load<T>, words?: Words): LazyModule<T> {
  const all = async (): Promise<T> => {
    if (words) await loadWords(words);
    return load();
  };
  return Object.assign(all, { title, script: scriptOf(load) });
}

/** Parts of the page that come when they are wanted; one that does not come is named, and can be asked for again. */
export class LazyModules {
  readonly #failed = new Map<LazyModule, Error>();

  constructor(private readonly changed: () => void) {}

  /** Which parts are missing, and why. */
  get troubles(): readonly { title: Key; error: Error }[] {
    return [...this.#failed].map(([{ title }, error]) => ({ title, error }));
  }

  /** One is still on its way: a browser asks for a script once, and only a new page asks again. */
  get late(): boolean {
    return [...this.#failed.values()].some((error) => error instanceof Late);
  }

  /** Loads a part. False when it did not come, or not in time: then it is there when it comes. */
  readonly bring = async (load: LazyModule): Promise<boolean> => {
    const coming = load();
    try {
      await within(coming);
      this.#came(load);
      return true;
    } catch (error) {
      if (error instanceof Late) {
        if (load.script) error.message = notLoaded(load.script, error);
        coming.then(
          () => this.#came(load),
          (why) => this.#failedTo(load, why),
        );
      }
      this.#failedTo(load, error as Error);
      return false;
    }
  };

  #came(load: LazyModule): void {
    if (this.#failed.delete(load)) this.changed();
  }

  #failedTo(load: LazyModule, why: Error): void {
    this.#failed.set(load, why);
    this.changed();
  }

  readonly retry = (): void => {
    for (const load of this.#failed.keys()) void this.bring(load);
  };
}
