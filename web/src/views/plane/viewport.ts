import { unitOf } from '../chart/axis.ts';

export interface Box {
  x: [number, number];
  y: [number, number];
}

/** Whether a range is one whose shares need no care. */
const plain = (from: number, to: number): boolean =>
  Math.abs(to - from) < Number.POSITIVE_INFINITY && Math.abs(to - from) > TINY;

/** Below this a range's width has few digits. */
const TINY = 1e-290;

/** Zoom shows at most so many times the width of the plane's home. */
const WIDE = 4;
/** And at least this share of it, and of the coordinates there: closer, they have no digits left. */
const NEAR = 1e-9;
/** A factor that is so close to 1 changes nothing. */
const STILL = 1e-6;

/** Where a value is between two others, as a share of the way. They may be as far apart as numbers are, or as near. */
function share(value: number, from: number, to: number): number {
  if (plain(from, to)) return (value - from) / (to - from);
  const unit = unitOf(from, to);
  return (value / unit - from / unit) / (to / unit - from / unit);
}

/** What is at that share of the way. */
const between = (from: number, to: number, share: number): number =>
  Number.isFinite(to - from) ? from + share * (to - from) : from * (1 - share) + to * share;

/** The part of the plane that is on show, and the way between its coordinates and CSS pixels. */
export class Viewport {
  width = 1;
  height = 1;
  box: Box = { x: [0, 1], y: [0, 1] };
  /** Between which widths, in units of x, it may be zoomed. */
  private least = 0;
  private most = Number.POSITIVE_INFINITY;

  toX = (x: number): number => share(x, this.box.x[0], this.box.x[1]) * this.width;
  toY = (y: number): number => share(y, this.box.y[1], this.box.y[0]) * this.height + 0; // not −0
  /** The same ways for very many coordinates, as the view is. */
  get ways(): { toX(x: number): number; toY(y: number): number } {
    const { width, height, box } = this;
    const [[x0, x1], [y0, y1]] = [box.x, box.y];
    if (!plain(x0, x1) || !plain(y0, y1)) return this;
    const [across, up] = [x1 - x0, y0 - y1];
    return { toX: (x) => ((x - x0) / across) * width, toY: (y) => ((y - y1) / up) * height + 0 };
  }

  fromX = (px: number): number => between(this.box.x[0], this.box.x[1], px / this.width);
  fromY = (py: number): number => between(this.box.y[1], this.box.y[0], py / this.height);

  /** Shows all of `box`; with `equal`, one unit is as long across as up. */
  fit(box: Box, equal: boolean): void {
    const [x, y]: [[number, number], [number, number]] = [[...box.x], [...box.y]];
    if (equal && this.width > 1 && this.height > 1) {
      const scale = Math.max((x[1] - x[0]) / this.width, (y[1] - y[0]) / this.height);
      widen(x, scale * this.width);
      widen(y, scale * this.height);
    }
    this.box = { x, y };
  }

  /** Scales about a point given in pixels; a factor below 1 comes closer. False where it is as far or as close as it may be. */
  zoom(px: number, py: number, factor: number, only?: 'x'): boolean {
    const { x, y } = this.box;
    const [cx, cy] = [this.fromX(px), this.fromY(py)];
    const [span, spanY] = [x[1] - x[0], y[1] - y[0]];
    const close = Math.max(this.least / span, (NEAR * Math.abs(cx)) / span, only ? 0 : (NEAR * Math.abs(cy)) / spanY);
    const by = Math.min(Math.max(factor, Math.min(1, close)), Math.max(1, this.most / span));
    if (!(Math.abs(by - 1) > STILL)) return false;
    this.box = {
      x: [cx + (x[0] - cx) * by, cx + (x[1] - cx) * by],
      y: only === 'x' ? y : [cy + (y[0] - cy) * by, cy + (y[1] - cy) * by],
    };
    return true;
  }

  /** How far zoom goes from here, and from a box of that width: so many times as wide, and to NEAR of it. */
  bound(width: number): void {
    const { x } = this.box;
    [this.least, this.most] = [NEAR * width, Math.max(WIDE * width, x[1] - x[0])];
  }

  pan(dx: number, dy: number, only?: 'x'): void {
    const { x, y } = this.box;
    const sx = (dx / this.width) * (x[1] - x[0]);
    const sy = only === 'x' ? 0 : (dy / this.height) * (y[1] - y[0]);
    this.box = { x: [x[0] - sx, x[1] - sx], y: [y[0] + sy, y[1] + sy] };
  }
}

function widen(range: [number, number], span: number): void {
  const middle = (range[0] + range[1]) / 2;
  [range[0], range[1]] = [middle - span / 2, middle + span / 2];
}

export const sameBox = (a: Box, b: Box): boolean =>
  a.x[0] === b.x[0] && a.x[1] === b.x[1] && a.y[0] === b.y[0] && a.y[1] === b.y[1];

/** A part of the plane as view states have it: what it leaves out is as in `home`. */
export const boxOf = ([x0, x1, y0, y1]: readonly number[], home: Box): Box => ({
  x: [x0!, x1!],
  y: y0 === undefined ? home.y : [y0, y1!],
});

/** The part that is on show, to about a thousandth of it. */
export function partOf({ box }: Viewport, flat: boolean): number[] {
  const brief = ([low, high]: [number, number]): number[] => {
    const unit = 10 ** Math.floor(Math.log10(high - low) - 3);
    return [low, high].map((x) => Number((Math.round(x / unit) * unit).toPrecision(12)));
  };
  return [...brief(box.x), ...(flat ? [] : brief(box.y))];
}

export const inside = (view: Viewport, px: number, py: number, by = 0): boolean =>
  px > -by && py > -by && px < view.width + by && py < view.height + by;
