import { runsOf } from '../../engine/runs.ts';
import { finite } from '../chart/axis.ts';
import type { Recorded } from '../recorded.ts';
import { pathOf } from './path.ts';
import type { Box } from './viewport.ts';

/** How far beyond its home, in spans of it, the view goes for a lane: those that diverge go anywhere, and would leave the others a dot. */
const FAR = 60;
const DIVERGED = 1;
const ROOM = 0.06;
const START_ROOM = 0.08;

const within = (value: number, [low, high]: [number, number], spans: number): boolean =>
  value >= low - spans * (high - low) && value <= high + spans * (high - low);

function reachTo(range: [number, number], value: number): void {
  if (value < range[0]) range[0] = value;
  if (value > range[1]) range[1] = value;
}

/** A view that holds the start as well, with a little room around it. */
export function withStart(box: Box, start: unknown): Box {
  if (!Array.isArray(start)) return box;
  const held = ([low, high]: [number, number], at: number | undefined): [number, number] => {
    const room = START_ROOM * (high - low);
    return at === undefined ? [low, high] : [Math.min(low, at - room), Math.max(high, at + room)];
  };
  return { x: held(box.x, start[0]), y: held(box.y, start[1]) };
}

/** The view that holds every lane's path, and its home at least. */
export function everything(lanes: readonly Recorded[], columns: readonly [string, string], home: Box): Box {
  const box: Box = { x: [...home.x], y: [...home.y] };
  for (const { run } of runsOf<Recorded>(lanes)) {
    const { trace, status } = run;
    const spans = status === 'diverged' ? DIVERGED : FAR;
    const [xs, ys] = pathOf(trace, columns);
    for (let row = 0; row < trace.length; row++) {
      const [x, y] = [xs[row]!, ys[row]!];
      if (!within(x, home.x, spans) || !within(y, home.y, spans)) continue;
      reachTo(box.x, x);
      reachTo(box.y, y);
    }
  }
  for (const axis of ['x', 'y'] as const) {
    const [low, high] = box[axis];
    const room = ROOM * (high - low);
    box[axis] = [low < home[axis][0] ? finite(low - room) : low, high > home[axis][1] ? finite(high + room) : high];
  }
  return box;
}
