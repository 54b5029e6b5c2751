import { withProblemField } from '../../reader/edits.ts';
import type { Stage } from '../../reader/stage.ts';
import { cancelFrame, nextFrame } from '../../toolkit/frame.ts';
import type { Ground } from './ground.ts';
import type { Viewport } from './viewport.ts';

const REACH = 26; // CSS pixels within which it can be taken hold of

/** The start of the race on a plane: it follows the hand, and the config follows it once a frame. */
export class MovableStart {
  held = false;
  #asked: { x: number; y: number } | null = null;

  constructor(
    private readonly stage: Stage,
    private readonly view: Viewport,
    private readonly ground: Ground,
    private readonly moved: () => void,
  ) {}

  /** Where it is drawn: for one dimension on the curve. */
  place(): { x: number; y: number } | undefined {
    const at = this.stage.config.problem.start;
    if (!Array.isArray(at)) return undefined;
    const y = this.ground.flat ? this.ground.valueAt(at[0]!, 0) : at[1];
    return y === undefined ? undefined : { x: at[0]!, y };
  }

  near(px: number, py: number): boolean {
    const at = this.place();
    return at !== undefined && Math.hypot(this.view.toX(at.x) - px, this.view.toY(at.y) - py) < REACH;
  }

  /** To a place in CSS pixels. */
  move(px: number, py: number, done: boolean): void {
    this.held = !done;
    this.stage.point(null);
    this.#asked = { x: this.view.fromX(px), y: this.view.fromY(py) };
    nextFrame(this.#apply);
  }

  /** By so many CSS pixels. */
  nudge(dx: number, dy: number): void {
    const at = this.#asked ?? this.place(); // keys repeat faster than frames may come
    if (at) this.move(this.view.toX(at.x) + dx, this.view.toY(at.y) + dy, true);
  }

  /** Lets go of it, where it has come to. */
  cancel(): void {
    [this.held, this.#asked] = [false, null];
    cancelFrame(this.#apply);
  }

  readonly #apply = (): void => {
    const { stage, view } = this;
    if (!this.#asked) return;
    const { x, y } = this.#asked;
    this.#asked = null;
    const at = [rounded(x, view.box.x, view.width), rounded(y, view.box.y, view.height)].slice(0, stage.problem.dim);
    const now = stage.config.problem.start;
    if (!Array.isArray(now) || at.some((value, i) => value !== now[i]))
      stage.edit(withProblemField(stage.config, 'start', at));
    this.moved();
  };
}

/** Rounded to what a pixel can tell, so that links stay short. */
function rounded(value: number, [low, high]: [number, number], pixels: number): number {
  const grain = 10 ** Math.floor(Math.log10((high - low) / pixels));
  return Number((Math.round(value / grain) * grain).toPrecision(12));
}
