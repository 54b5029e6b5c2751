import type { Along } from './along.ts';
import type { HeatMap, Spot } from './heat.ts';
import type { Box } from './label-places.ts';
import type { Point } from './path.ts';

/** The lines between cells along one side of a map, and their middles, in pixels. */
export interface Side {
  edges: readonly number[];
  middles: readonly number[];
  /** Where a value of the axis stands; null where cells are all as large, whatever their values are. */
  place: ((value: number) => number) | null;
}

/** No cell is smaller, nor values nearer: else all are as large as each other. */
const LEAST = { across: 7, up: 13 };

/** Cells around their values on the axis' scale, or, where these crowd, one like the other. */
export function sideOf(along: Along, values: readonly number[], from: number, to: number, least: number): Side {
  const places = values.map(along.place);
  const last = places.length - 1;
  const inner = places.slice(1).map((place, i) => (place + places[i]!) / 2);
  const [first, end] = [2 * places[0]! - inner[0]!, 2 * places[last]! - inner[last - 1]!];
  const all = [first, ...inner, end];
  const size = (to - from) / (end - first);
  const px = (place: number): number => from + (place - first) * size;
  const isClose = (list: readonly number[]): boolean =>
    list.some((at, i) => i > 0 && Math.abs((at - list[i - 1]!) * size) < least - 1e-9);
  const crowded = isClose(all) || isClose(places);
  if (!crowded) return { edges: all.map(px), middles: places.map(px), place: (value) => px(along.place(value)) };
  const even = (i: number): number => from + ((to - from) * i) / values.length;
  return { edges: values.map((_, i) => even(i)).concat(to), middles: values.map((_, i) => even(i + 0.5)), place: null };
}

/** A map in the picture. */
export interface MapScene extends HeatMap {
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Where the strip of the best at each value across lies. */
  strip: { top: number; bottom: number };
  x: Side;
  y: Side;
}

export interface HeatScene {
  width: number;
  height: number;
  maps: readonly MapScene[];
}

const [LEFT, RIGHT, STRIP, NAME, NUMBERS, GAP] = [50, 8, 34, 18, 34, 20];
/** Below this, maps stand one under another. */
const BESIDE = 600;
const ROWS = { least: 17, most: 34, all: 330 };

export function heatScene(maps: readonly HeatMap[], width: number, acrossOf: Along, upOf: Along): HeatScene {
  const columns = maps.length > 1 && width >= BESIDE ? 2 : 1;
  const each = (width - GAP * (columns - 1)) / columns;
  const named = maps.length > 1 ? NAME : 0;
  const heights = maps.map(({ up }) => {
    const row = Math.min(ROWS.most, Math.max(ROWS.least, ROWS.all / up.length));
    return Math.round(row * up.length);
  });
  const scenes: MapScene[] = [];
  let y = 0;
  for (let i = 0; i < maps.length; i += columns) {
    const line = maps.slice(i, i + columns);
    const tall = Math.max(...line.map((_, k) => heights[i + k]!));
    line.forEach((map, k) => {
      const left = k * (each + GAP) + LEFT;
      const right = k * (each + GAP) + each - RIGHT;
      const strip = { top: y + named + 14, bottom: y + named + 14 + STRIP };
      const top = strip.bottom + 8;
      const bottom = top + heights[i + k]!;
      const x = sideOf(acrossOf, map.across, left, right, LEAST.across);
      scenes.push({ ...map, left, right, top, bottom, strip, x, y: sideOf(upOf, map.up, bottom, top, LEAST.up) });
    });
    y += named + 14 + STRIP + 8 + tall + NUMBERS + 8;
  }
  return { width, height: Math.max(0, y - 8), maps: scenes };
}

const indexIn = (edges: readonly number[], at: number): number => {
  const i = edges.findIndex((edge, k) => k > 0 && (at - edge) * (at - edges[k - 1]!) <= 0);
  return i - 1;
};

/** The cell of a map under a place, or null. */
export function spotUnder({ maps }: HeatScene, { x, y }: Point): (Spot & { map: MapScene }) | null {
  for (const map of maps) {
    const [column, row] = [indexIn(map.x.edges, x), indexIn(map.y.edges, y)];
    if (column >= 0 && row >= 0) return { map, row, column };
  }
  return null;
}

/** Where a cell is in a map; null when it is not shown. */
export function spotOf({ rows }: HeatMap, cell: number | null): Spot | null {
  for (const [row, cells] of rows.entries()) {
    const column = cells.findIndex((one) => one.cell === cell);
    if (column >= 0) return { row, column };
  }
  return null;
}

export function boxOf({ x, y }: MapScene, { row, column }: Spot): Box {
  const [left, top] = [x.edges[column]!, y.edges[row + 1]!];
  return { x: left, y: top, width: x.edges[column + 1]! - left, height: y.edges[row]! - top };
}

/** A place between the middles of cells: of column 1.5 between the second and the third. */
export function between(middles: readonly number[], at: number): number {
  const low = Math.min(middles.length - 1, Math.max(0, Math.floor(at)));
  const high = Math.min(middles.length - 1, low + 1);
  return middles[low]! + (at - low) * (middles[high]! - middles[low]!);
}
