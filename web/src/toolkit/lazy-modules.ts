import { notLoaded } from '../core/download.ts';
import { Late, within } from '../core/limit.ts';
import type { Stage } from '../reader/stage.ts';
import type { Key } from './i18n.ts';

/** What a visit costs, in time and in bytes, is counted up to this mark. */
export const FIRST_STEP = 'sidestep:first-step';

const idle = (does: () => void): void => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(does, { timeout: 1000 });
  else setTimeout(does, 200); // Safari
};

/** Once the browser has shown what is there, if anybody looks. */
export const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.hidden) setTimeout(resolve);
    else requestAnimationFrame(() => setTimeout(resolve));
  });

/** Once the race has taken its first step, or stands where it is to wait, and the browser has nothing better to do. */
export const underWay = (stage: Stage): Promise<void> =>
  new Promise((resolve) => {
    const off = stage.on('numbers', () => {
      if (stage.step === 0 && stage.playing) return;
      off();
      if (performance.getEntriesByName(FIRST_STEP).length === 0) performance.mark(FIRST_STEP); // marks are kept for ever
      idle(resolve);
    });
  });

/** The script that a part asks for: browsers name it when it fails, but not while it hangs. */
const scriptOf = (load: () => unknown): string | undefined => /import\(\s*[`'"]([^`'"]+)/.exec(String(load))?.[1];

type Load<T = unknown> = () => Promise<T>;
/** What brings a part, with what the reader knows it by. */
export type Part<T = unknown> = Load<T> & { readonly title: Key; readonly script: string | undefined };

export const part = <T>(title: Key, load: Load<T>): Part<T> =>
  Object.assign(() => load(), { title, script: scriptOf(load) });

/** Parts of the page that come when they are wanted; one that does not come is named, and can be asked for again. */
export class Parts {
  readonly #failed = new Map<Part, Error>();

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
  readonly bring = async (load: Part): Promise<boolean> => {
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

  #came(load: Part): void {
    if (this.#failed.delete(load)) this.changed();
  }

  #failedTo(load: Part, why: Error): void {
    this.#failed.set(load, why);
    this.changed();
  }

  readonly retry = (): void => {
    for (const load of this.#failed.keys()) void this.bring(load);
  };
}
