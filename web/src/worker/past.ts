import { isFailure, type ModuleLane, SidestepError } from '../core/module.ts';
import { CANCELLED, nextTask, restored, succeeded } from './outcome.ts';
import { Snapshots } from './snapshots.ts';

/** Milliseconds of a lane's own work between two snapshots: it is turned back in about that time. */
const APART = 250;
/** The same where somebody has turned back to, and may go to and fro. */
const NEAR = 40;
/** How long the way back is worked on at a time: other lanes go on between. */
const SLICE = 8;

/** A lane as it was at any step that it has been at: a second one, brought there from the nearest snapshot. The first goes on meanwhile. */
export class Past {
  readonly #kept: Snapshots;
  #worked = 0;
  #then: ModuleLane | null = null;
  /** One thing after another is asked of it. */
  #last: Promise<unknown> = Promise.resolve();
  #generation = 0;

  /** `bytes`: the most that its snapshots take. */
  constructor(
    private readonly lane: ModuleLane,
    bytes?: number,
  ) {
    this.#kept = new Snapshots(bytes);
  }

  /** The lane has worked for so many milliseconds more. */
  worked(millis: number): void {
    this.#worked += millis;
    if (this.#worked < APART) return;
    this.#worked = 0;
    this.#keep(this.lane);
  }

  /** What `use` makes of the lane at a step, or where it ended before; at once. Rejects when nobody wants it any more. */
  at<T>(step: number, use: (lane: ModuleLane) => T, wanted: () => boolean = () => true): Promise<T> {
    const { lane } = this;
    const made = this.#last.then(async () => {
      // One that is being tested has taken the step that it is about to tell of.
      if (step === lane.step() && lane.run(0, 0) === 0) return use(lane);
      return use(await this.#turn(step, wanted));
    });
    this.#last = made.catch(() => {});
    return made;
  }

  /** The lane has begun anew. */
  forget(): void {
    this.#generation++;
    this.#then?.delete();
    this.#then = null;
    this.#kept.clear();
    this.#worked = 0;
  }

  async #turn(step: number, wanted: () => boolean): Promise<ModuleLane> {
    const generation = this.#generation;
    const check = (): void => {
      if (generation !== this.#generation || !wanted()) throw new SidestepError(CANCELLED);
    };
    check();
    this.#then ??= succeeded(this.lane.fork());
    const then = this.#then;
    const kept = this.#kept.before(step);
    const from = then.step() <= step ? then.step() : -1;
    if (kept && kept.step > from) {
      restored(then, kept.bytes);
    } else if (from < 0) then.reset();
    let near = 0;
    const work = (): void => {
      const begun = performance.now();
      then.run(Math.max(0, step - then.step()), SLICE);
      then.rows(); // nobody reads them, and a full buffer ends a slice
      near += performance.now() - begun;
    };
    work();
    while (then.step() < step && then.status() === 'running') {
      if (near >= NEAR) {
        near = 0;
        this.#keep(then);
      }
      await nextTask();
      check();
      work();
    }
    return then;
  }

  #keep(lane: ModuleLane): void {
    const bytes = lane.snapshot();
    if (!isFailure(bytes)) this.#kept.add(lane.step(), bytes);
  }
}
