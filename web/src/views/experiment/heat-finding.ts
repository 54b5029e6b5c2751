import { bestSpot, type HeatMap, type Tint } from './heat.ts';
import { kindOf } from './tally.ts';

/** What a map of two axes shows, as data. */
export type HeatFinding =
  | { id: 'hopeless'; lost: boolean }
  /** At the best value of one axis (0: across, 1: up) the other hardly matters: between these, `from` … `to`, it ends between low and high. */
  | { id: 'decides'; lane: number; axis: 0 | 1; value: number; from: number; to: number; low: number; high: number }
  | { id: 'best'; lane: number; at: readonly [across: number, up: number]; median: number };

/** Along the tint's scale: the other axis matters less than this part of what the deciding one does. */
const LITTLE = 0.25;
/** Fewer values tell nothing of an axis. */
const FEWEST = 3;

const flipped = (map: HeatMap): HeatMap => ({
  lane: map.lane,
  across: map.up,
  up: map.across,
  rows: map.across.map((_, column) => map.rows.map((cells) => cells[column]!)),
});

/** Whether the axis across decides: how far the best at each of its values lies apart, and, at its best one, what the other axis changes. */
function decides(map: HeatMap, tint: Tint, less: boolean) {
  if (map.across.length < FEWEST || map.up.length < FEWEST) return null;
  const best = bestSpot(map, less);
  if (!best) return null;
  // What is of no use is at least as bad as the worst that is.
  const place = (value: number): number => Math.min(1, Math.max(0, tint.place(value)));
  const tops = map.across.map((_, column) => {
    const own = bestSpot({ ...map, rows: map.rows.map((cells) => [cells[column]!]) }, less);
    return own ? place(own.median) : 1;
  });
  const whole = Math.max(...tops) - Math.min(...tops);
  const own = map.rows.map((cells) => cells[best.column]!.tally);
  const close = own.map(
    (tally) => kindOf(tally) === 'fine' && Math.abs(place(tally.median) - place(best.median)) <= LITTLE * whole,
  );
  let [from, to] = [best.row, best.row];
  while (close[from - 1]) from--;
  while (close[to + 1]) to++;
  if (whole < 0.3 || to - from + 1 < Math.max(FEWEST, 0.6 * map.up.length)) return null;
  const medians = own.slice(from, to + 1).map(({ median }) => median);
  return {
    value: map.across[best.column]!,
    from: map.up[from]!,
    to: map.up[to]!,
    low: Math.min(...medians),
    high: Math.max(...medians),
  };
}

/** Whether a lane comes to the same whatever the value across, as one does that has no part in that axis. */
const untouched = ({ rows }: HeatMap): boolean =>
  rows.every((cells) => cells.every(({ tally }) => tally.median === cells[0]!.tally.median));

/** Null while cells have not run, and where nothing is to be said, as of lanes that tie. `chosen`: whether values of both axes are, as settings of lanes are. */
export function heatFinding(maps: readonly HeatMap[], tint: Tint, less: boolean, chosen = true): HeatFinding | null {
  const kinds = maps.flatMap(({ rows }) => rows.flatMap((cells) => cells.map(({ tally }) => kindOf(tally))));
  if (kinds.length === 0 || kinds.includes('open')) return null;
  const bests = maps.flatMap((map) => {
    const best = bestSpot(map, less);
    return best ? [{ map, ...best }] : [];
  });
  const [best, next] = bests.sort((a, b) => (less ? a.median - b.median : b.median - a.median));
  if (!best) return { id: 'hopeless', lost: kinds.every((kind) => kind === 'lost') };
  const { lane } = best.map;
  if (!chosen || untouched(best.map) || untouched(flipped(best.map))) return null;
  const across = decides(best.map, tint, less);
  if (across) return { id: 'decides', lane, axis: 0, ...across };
  const up = decides(flipped(best.map), tint, less);
  if (up) return { id: 'decides', lane, axis: 1, ...up };
  if (next?.median === best.median) return null;
  return { id: 'best', lane, at: [best.map.across[best.column]!, best.map.up[best.row]!], median: best.median };
}
