import type { Axis } from '../chart/axis.ts';
import type { Along } from './along.ts';
import type { Frame } from './frame.ts';
import { bestPoint, type Good, goodRanges, type LaneCurve, widest } from './good.ts';
import { kindOf } from './tally.ts';

/** Below this width labels stand in the strips, not at the curves. */
export const NARROW = 520;

/** Of the words over the strips: one line, or two. */
export const stripsHead = (narrow: boolean): number => (narrow ? 35 : 20);
export const ROW = { lost: 17, strip: 22 } as const;
const MARGIN = { left: 52, right: 10, numbers: 22 } as const;

/** A lane in the picture of one axis. */
export interface LaneScene extends LaneCurve {
  /** The index of its best point. */
  best: number | null;
  goods: readonly Good[];
  widest: Good | undefined;
}

/** Where everything stands in the picture of a sweep over one axis, in pixels. */
export interface OneScene {
  width: number;
  height: number;
  narrow: boolean;
  frame: Frame;
  /** Where what is lost leaves to: above the values, or below them where more is better; without height when nothing is lost. */
  gutter: { top: number; bottom: number };
  lanes: readonly LaneScene[];
  /** Of lanes with lost runs, in the order of the gutter's rows. */
  lost: readonly number[];
  /** Where the strips of good ranges begin; null without any. */
  strips: number | null;
  less: boolean;
  /** Nothing but what is lost. */
  empty: boolean;
  /** Nothing has run. */
  blank: boolean;
  chosen: boolean;
  along: Along;
  axis: Axis;
  x(value: number): number;
  y(value: number): number;
}

export interface OneWish {
  width: number;
  curves: readonly LaneCurve[];
  along: Along;
  axis: Axis;
  less: boolean;
  /** Whether there is a target, so that ranges are good. */
  aimed: boolean;
  /** Whether values are chosen, as settings of lanes are: then one of them is the best. */
  chosen: boolean;
}

export function oneScene({ width, curves, along, axis, less, aimed, chosen }: OneWish): OneScene {
  const narrow = width < NARROW;
  const lost = curves.filter(({ points }) => points.some(({ tally }) => tally.lost > 0)).map(({ lane }) => lane);
  const size = lost.length > 0 ? Math.max(1, lost.length) * ROW.lost + 8 : 0;
  const empty = curves.every(({ points }) => points.every(({ tally }) => kindOf(tally) === 'lost'));
  const blank = curves.every(({ points }) => points.every(({ tally }) => kindOf(tally) === 'open'));
  const plot = empty ? 0 : narrow ? 220 : Math.min(320, Math.max(240, Math.round(width * 0.37)));
  const top = less && size > 0 ? size + (empty ? 0 : 12) : 10;
  const bottom = top + plot;
  const gutterTop = less ? 0 : bottom + 10;
  const below = less || size === 0 ? bottom : gutterTop + size;
  const strips = aimed ? below + MARGIN.numbers : null;
  const height =
    strips === null ? below + MARGIN.numbers + 16 : strips + stripsHead(narrow) + curves.length * ROW.strip + 4;
  const frame = { width, height, left: MARGIN.left, right: width - MARGIN.right, top, bottom, x: along, y: axis };
  return {
    width,
    height,
    narrow,
    frame,
    gutter: { top: gutterTop, bottom: gutterTop + size },
    lanes: curves.map((curve) => {
      const goods = aimed && curve.varied ? goodRanges(curve.points) : [];
      return {
        ...curve,
        goods,
        best: chosen && curve.varied ? bestPoint(curve.points, less) : null,
        widest: widest(goods, along),
      };
    }),
    lost,
    strips,
    less,
    along,
    axis,
    x: (value) => frame.left + along.place(value) * (frame.right - frame.left),
    y: (value) => bottom - axis.place(value) * plot,
    empty,
    blank,
    chosen,
  };
}

/** A lane's medians as a line in pieces, and where it leaves the picture to what is lost: from the last point before, towards the next. */
export function linesOf({ points }: LaneCurve, scene: OneScene) {
  const { x, y, frame, less } = scene;
  const edge = less ? frame.top - 12 : frame.bottom + 10;
  const kinds = points.map(({ tally }) => kindOf(tally));
  const medians = points.map(({ value, tally }, i) => ({
    x: x(value),
    y: kinds[i] === 'open' || kinds[i] === 'lost' ? Number.NaN : y(tally.median),
  }));
  const bandOf = (end: 'q1' | 'q3') =>
    points.map(({ value, tally }, i) => ({
      x: x(value),
      y: kinds[i] === 'open' || tally.runs < 3 ? Number.NaN : y(tally[end]),
    }));
  const leaves = points.flatMap(({ value }, i) => {
    if (kinds[i] !== 'lost') return [];
    return [i - 1, i + 1].flatMap((next) => {
      const from = medians[next];
      return from && Number.isFinite(from.y) ? [`M${from.x} ${from.y}L${x(value)} ${edge}`] : [];
    });
  });
  return { medians, q1: bandOf('q1'), q3: bandOf('q3'), leaves: leaves.join('') };
}

/** The values before training along the axis: one number where they are all alike. */
export function startsOf(curves: readonly LaneCurve[]): number | { value: number; start: number }[] {
  const all = curves.flatMap(({ points }) => points.map(({ tally }) => tally.start)).filter(Number.isFinite);
  if (all.length === 0) return Number.NaN;
  const [low, high] = [Math.min(...all), Math.max(...all)];
  if (high - low <= 0.02 * Math.max(Math.abs(low), Math.abs(high))) return all[all.length >> 1]!;
  return (curves[0]?.points ?? [])
    .map(({ value, tally }) => ({ value, start: tally.start }))
    .filter(({ start }) => Number.isFinite(start));
}

/** The cell whose values are nearest to a place, across above all; null beside the picture. */
export function nearestCell({ lanes, frame, x, y }: OneScene, left: number, top: number): number | null {
  if (left < frame.left - 12 || left > frame.right + 12) return null;
  let best: { cell: number; far: number } | null = null;
  for (const { points } of lanes)
    for (const { cell, value, tally } of points) {
      const up = Number.isFinite(tally.median) ? y(tally.median) : frame.top;
      const far = Math.abs(x(value) - left) + 0.02 * Math.min(400, Math.abs(up - top));
      if (!best || far < best.far) best = { cell, far };
    }
  return best?.cell ?? null;
}
