/** A lane as far as its pace is concerned. */
interface Runner {
  step: number;
  /** Steps of its last slices; at least 1. */
  pace: number;
}

/** How far behind its speed a race may fall before it forgets the rest, in seconds. */
const DEBT_SECONDS = 0.2;

/** Steps a second at which a race can be watched: its first steps one by one, and all of it within some seconds. */
export const watchable = (steps: number): number => Math.max(SLOWEST, Number((steps / SECONDS).toPrecision(2)));
const [SLOWEST, SECONDS] = [60, 10];

/** How far lanes may go in a frame, so that a race can be watched: they stay near each other, however fast each could be. */
export class Pace {
  /** Steps that time has allowed so far. */
  #allowed = 0;

  /** Time counts from step `step`. */
  begin(step: number): void {
    this.#allowed = step;
  }

  /**
   * The step to which lanes may go, given `seconds` since the last frame and a speed in steps a second (Infinity: as fast as
   * they go, two slices ahead of the slowest at most: as many as a host is given at once).
   */
  target(lanes: readonly Runner[], speed: number, seconds: number): number {
    const slowest = Math.min(...lanes.map(({ step }) => step));
    if (!Number.isFinite(speed)) return slowest + 2 * Math.min(...lanes.map(({ pace }) => pace));
    // Nobody runs ahead of a lane that cannot keep up.
    this.#allowed = Math.min(this.#allowed + speed * seconds, slowest + Math.max(1, speed * DEBT_SECONDS));
    return Math.floor(this.#allowed);
  }
}
