import { cancelFrame, nextFrame } from '../toolkit/frame.ts';
import { prefersReducedMotion } from '../toolkit/motion.ts';
import type { Stage } from './stage.ts';

/** Presses of a key that take a race from its start to its end: enough to explain each, few enough for a talk. */
const PRESSES = 20;
/** Milliseconds that a race takes from one stop to the next: the audience sees the way, and not only where it ends. */
const GLIDE_MILLIS = 700;

export type Act = 'next' | 'back' | 'first' | 'last' | 'black' | 'leave';

/** What clickers send, which are keyboards of few keys, and what is pressed on a keyboard instead. */
const acts: Readonly<Record<string, Act>> = {
  PageDown: 'next',
  ArrowRight: 'next',
  ArrowDown: 'next',
  ' ': 'next',
  PageUp: 'back',
  ArrowLeft: 'back',
  ArrowUp: 'back',
  Home: 'first',
  End: 'last',
  b: 'black',
  B: 'black',
  '.': 'black',
  Escape: 'leave',
};

/** What a key does in a presentation; with Ctrl and its like it is the browser's. */
export const actOf = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): Act | undefined =>
  !ctrlKey && !metaKey && !altKey && Object.hasOwn(acts, key) ? acts[key] : undefined;

/** The stop before or after a step. Stops are a twentieth of the race apart, in whole steps, from its start on. */
export function stopFrom(step: number, steps: number, way: 'next' | 'back'): number {
  const stride = Math.max(1, Math.ceil(steps / PRESSES));
  const stop = way === 'next' ? (Math.floor(step / stride) + 1) * stride : (Math.ceil(step / stride) - 1) * stride;
  return Math.max(0, Math.min(stop, steps));
}

/** Takes a race from stop to stop. */
export class Presenter {
  #from = 0;
  #to: number;
  #began = 0;

  constructor(
    private readonly stage: Stage,
    private readonly window: Window | null,
  ) {
    this.#to = stage.reached;
    stage.race.pause();
  }

  act(act: 'next' | 'back' | 'first' | 'last'): void {
    const { steps } = this.stage.config;
    this.#go(act === 'first' ? 0 : act === 'last' ? steps : stopFrom(this.#to, steps, act));
  }

  dispose(): void {
    cancelFrame(this.#glide);
  }

  #go(to: number): void {
    this.#from = this.stage.reached;
    this.#to = to;
    this.#began = prefersReducedMotion() ? Number.NEGATIVE_INFINITY : performance.now();
    this.#glide();
  }

  readonly #glide = (): void => {
    const share = Math.min(1, (performance.now() - this.#began) / GLIDE_MILLIS);
    this.stage.race.turn(share < 1 ? Math.round(this.#from + (this.#to - this.#from) * share) : this.#to);
    if (share < 1) nextFrame(this.#glide, this.window);
  };
}
