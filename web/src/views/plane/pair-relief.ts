import { lossSlice } from '../../engine/readings.ts';
import { runsOf } from '../../engine/runs.ts';
import type { Stage } from '../../reader/stage.ts';
import type { RunView } from '../../run/run.ts';
import type { Relief } from './contour-ground.ts';
import { parametersOf } from './parameters.ts';
import { pathOf } from './path.ts';
import type { Box } from './viewport.ts';

/** Milliseconds between two pictures of a race that goes on. */
const WAIT = 700;
/** Room about the paths, in spans of them, and the least. */
const ROOM = 0.6;
const LEAST = 0.5;

/** Two parameters, and the lane where the others are held. */
export interface Pair {
  first: number;
  second: number;
  lane: number;
}

/** What a race is looked at by, where that is so; else its first two parameters. */
export function pairOf(stage: Pick<Stage, 'view' | 'lanes'>): Pair {
  const count = parametersOf(stage);
  const [a = 0, b = 1, lane = 0] = stage.view.pair ?? [];
  const [first, second] = a < count && b < count ? [a, b] : [0, 1];
  return { first, second, lane: Math.min(lane, stage.lanes.length - 1) };
}

/** The loss over two parameters of a race, the others held where one of its lanes stands. */
export class PairRelief implements Relief {
  readonly cells = 40_000;
  stage: Stage | null = null;
  /** At which step they are held in what was measured last. */
  step = 0;
  #asked = 0;
  #key = '';

  get columns(): readonly [string, string] {
    if (!this.stage) return ['x0', 'x1'];
    const { first, second } = pairOf(this.stage);
    return [`x${first}`, `x${second}`];
  }

  /** About the paths, as far as they have come. */
  home({ lanes }: Pick<Stage, 'lanes'>): Box {
    const all = runsOf<RunView>(lanes).map(({ run }) => pathOf(run.trace, this.columns));
    const range = (axis: 0 | 1): [number, number] => {
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (const path of all)
        for (const value of path[axis]) {
          if (!Number.isFinite(value)) continue;
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      if (low > high) return [-1, 1];
      const room = Math.max(LEAST, ROOM * (high - low));
      return [low - room, high + room];
    };
    return { x: range(0), y: range(1) };
  }

  key(stage: Stage): string {
    const { first, second, lane } = pairOf(stage);
    const of = `${JSON.stringify(stage.config.problem)} ${stage.config.seed} ${first} ${second} ${lane}`;
    // What is held goes on with the lane: each picture of it takes a while.
    const now = performance.now();
    if (stage.playing && this.#key.startsWith(of) && now - this.#asked < WAIT) return this.#key;
    const key = parametersOf(stage) > 2 ? `${of} ${stage.lanes[lane]?.step}` : of;
    if (key !== this.#key) this.#asked = now;
    this.#key = key;
    return key;
  }

  values(stage: Stage, { x, y }: Box, columns: number, rows: number): Promise<Float64Array> {
    const { first, second, lane } = pairOf(stage);
    this.step = stage.lanes[lane]?.step ?? 0;
    return lossSlice(stage.race.queries, lane, [first, second], [x, y], columns, rows);
  }
}
