import type { Point } from './path.ts';

/** What lies under a pointer: a lane, and one of its runs. */
export interface Pointed {
  lane: number | null;
  seed: number | null;
}

/** A line as it is drawn, from left to right. */
export interface Drawn {
  lane: number;
  seed?: number;
  points: readonly Point[];
}

const NOTHING: Pointed = { lane: null, seed: null };
/** How near, in pixels: what certainly is meant, a run of the lane that is looked at, a lane. */
const [ON, NEAR, ABOUT] = [4, 12, 32];

/** How far above or below a line a place is; ∞ where the line is not. */
export function distance(points: readonly Point[], { x, y }: Point): number {
  let least = Infinity;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    if (x < a.x || x > b.x) continue;
    const at = b.x > a.x ? a.y + ((x - a.x) / (b.x - a.x)) * (b.y - a.y) : b.y;
    if (Number.isFinite(at)) least = Math.min(least, Math.abs(at - y));
  }
  return least;
}

function nearest(lines: readonly Drawn[], at: Point, most: number): Drawn | null {
  let best: Drawn | null = null;
  let least = most;
  for (const line of lines) {
    const far = distance(line.points, at);
    if (far <= least) [best, least] = [line, far];
  }
  return best;
}

/**
 * What is pointed at. The runs of the lane that is looked at, which are on show, come before the lanes' own lines, unless the pointer
 * stands on one of these.
 */
export function pointedAt(at: Point, lanes: readonly Drawn[], runs: readonly Drawn[]): Pointed {
  const run = nearest(runs, at, NEAR);
  const lane = nearest(lanes, at, run ? ON : ABOUT);
  if (run && (!lane || lane.lane === run.lane)) return { lane: run.lane, seed: run.seed ?? null };
  return lane ? { lane: lane.lane, seed: null } : NOTHING;
}

/**
 * Where the arrow keys lead: up and down through the lanes, left and right through the seeds of one; null for other keys. `lanes` in
 * the order of the picture, `seeds` those of the lane.
 */
export function moved(
  key: string,
  { lane, seed }: Pointed,
  lanes: readonly number[],
  seedsOf: (lane: number) => readonly number[],
): Pointed | null {
  const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[key];
  if (step === undefined || lanes.length === 0) return null;
  const next = <T>(all: readonly T[], now: T | null): T | null => {
    const i = now === null ? -1 : all.indexOf(now);
    if (i < 0) return (step > 0 ? all[0] : all.at(-1)) ?? null;
    return all[Math.min(all.length - 1, Math.max(0, i + step))]!;
  };
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const to = next(lanes, lane);
    return { lane: to, seed: to !== null && seed !== null && seedsOf(to).includes(seed) ? seed : null };
  }
  const of = lane ?? lanes[0]!;
  return { lane: of, seed: next(seedsOf(of), seed) };
}
