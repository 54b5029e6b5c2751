import { type Axis, axisOf, widened } from './axis.ts';
import { type Columns, type Curve, columnsOf, smoothed, within } from './data.ts';
import { extended, extentsOf, shareRange, startOf, valueRange } from './range.ts';

export type Range = readonly [number, number];

/** What the reader looks at more closely, in values: a stretch of x, and of y where that does not follow from it. */
export interface Zoom {
  x?: Range | undefined;
  y?: Range | undefined;
}

export interface Wish {
  logX: boolean;
  logY: boolean;
  /** Whether curves are smoothed, and the raw ones drawn under them: these come first. */
  smooth: boolean;
  doubled: boolean;
  /** What comes first in place of the raw curves. */
  under?: readonly Curve[] | undefined;
  share: boolean;
  /** Whether it is to fall: a lane that shoots off is then cut, as it says nothing of the others. */
  falls: boolean;
  /** The steps that the race is to take, where x counts them. */
  steps?: number | undefined;
  zoom?: Zoom | undefined;
}

/** What is on show: the axes, and the columns in values and in places on them. */
export interface Picture {
  x: Axis;
  y: Axis;
  values: Columns;
  places: Columns;
}

/** What there is to be seen of curves, on axes that show it. */
export function pictureOf(raw: readonly Curve[], wish: Wish): Picture {
  const { logX, logY, share, zoom } = wish;
  const smooth = wish.smooth ? raw.map((curve) => smoothed(curve)) : raw;
  const under = wish.under?.map((curve) => (share ? curve : smoothed(curve))) ?? raw;
  const curves = wish.doubled ? [...under, ...smooth] : smooth;
  const part = shownPart(zoom?.x, logX);
  const x = axisOf(...widened(...(part ?? wholeX(raw, wish)), logX), logX);
  const values = columnsOf(part ? curves.map((curve) => within(curve, part)) : curves, logX);
  const [xs, ...columns] = values;
  const extents = extentsOf(
    columns.map((column) => column.filter((_, i) => xs[i]! >= x.low && xs[i]! <= x.high)),
    logY,
  );
  const all = (): Range =>
    share ? shareRange(extents) : valueRange(extents, wish.falls ? startOf(raw, logY) : Number.NaN, logY);
  const y = axisOf(...widened(...(shownPart(zoom?.y, logY) ?? all()), logY), logY);
  const places = columns.map((column) => column.map((v) => (v === null || v === undefined ? v : y.place(v))));
  return { x, y, values, places: [xs.map(x.place), ...places] };
}

/** All of x. */
export function wholeX(curves: readonly Curve[], { logX, steps }: Pick<Wish, 'logX' | 'steps'>): Range {
  const high = Math.max(0, ...curves.flatMap(({ length, x }) => (length > 0 ? [x(length - 1)] : [])));
  if (!logX) return steps === undefined ? [0, high || 1] : [0, extended(steps, high)];
  const begun = curves.map((curve) => within(curve, [Number.MIN_VALUE, Number.MAX_VALUE]));
  const rows = begun.flatMap(({ length, x }) => [0, 1].flatMap((row) => (row < length ? [x(row)] : [])));
  const low = Math.min(...rows.filter((x) => x > 0));
  return high > 0 ? [low, Math.max(high, low * 1.01)] : [1, 10];
}

interface Place {
  left?: number | undefined;
  top?: number | undefined;
  width: number;
  height: number;
}

/** What a reader looks at who drags over a part of the picture; a drag over all of a direction changes nothing there. */
export function selected(
  { x, y }: Picture,
  zoom: Zoom | undefined,
  { left = 0, top = 0, width, height }: Place,
  { clientWidth, clientHeight }: Pick<HTMLElement, 'clientWidth' | 'clientHeight'>,
): Zoom | undefined {
  const part = (axis: Axis, from: number, to: number): Range => [axis.value(from), axis.value(to)];
  const [across, up] = [width < clientWidth - 1, height < clientHeight - 1];
  if (width <= 0 || !(across || up)) return undefined;
  return {
    x: across ? part(x, left / clientWidth, (left + width) / clientWidth) : zoom?.x,
    y: up ? part(y, 1 - (top + height) / clientHeight, 1 - top / clientHeight) : undefined,
  };
}

/** A part that a reader asked for, where the axis can show it. */
const shownPart = (part: Range | undefined, log: boolean): Range | undefined =>
  part && part[0] < part[1] && part.every(Number.isFinite) && !(log && part[0] <= 0) ? part : undefined;
