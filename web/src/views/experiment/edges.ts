import type { Field } from '../../core/catalog.ts';
import { type Axis, distance } from '../../experiment/axes.ts';
import { placeFor } from './axis-values.ts';

/** A range of one place, as a link has it; of a tuning's without a count. */
export interface Range {
  at: string;
  from: number;
  to: number;
  in?: number;
}

/** The best of a lane lies where what was tried ends. */
export interface Edge {
  lane: number;
  value: number;
  side: 'low' | 'high';
  /** Ranges of all places of the axis that go further there, the lane's own one first; null where the field itself ends. */
  wider: Range[] | null;
}

const tidy = (x: number): number => Number(x.toPrecision(4));
const ten = 10;

/** Where a range would end that goes on: ten times as far by ratios, else by half of its width. Null where nothing is left. */
function further(
  { scale = 'linear', kind, min, max }: Field,
  from: number,
  to: number,
  side: Edge['side'],
): number | null {
  const end = side === 'low' ? from : to;
  const by = (to - from) / 2 || 1;
  const raw =
    scale === 'log'
      ? side === 'low'
        ? end / ten
        : end * ten
      : scale === 'oneMinus'
        ? side === 'low'
          ? 1 - (1 - end) * ten
          : 1 - (1 - end) / ten
        : side === 'low'
          ? end - by
          : end + by;
  const whole = kind === 'integer' ? Math.round(raw) : raw;
  const within = Math.min(max ?? Number.POSITIVE_INFINITY, Math.max(min ?? Number.NEGATIVE_INFINITY, whole));
  const next = scale === 'oneMinus' ? Number((1 - tidy(1 - within)).toFixed(12)) : tidy(within);
  const isPlaced = scale === 'log' ? next > 0 : scale === 'oneMinus' ? next < 1 : true;
  return isPlaced && (side === 'low' ? next < from : next > to) ? next : null;
}

/** Whether a lane's best value is the first or the last one, and what to try then. Of two values each is an end: nothing is said. */
export function edgeOf(field: Field, axis: Axis, lane: number, index: number): Edge | null {
  const own = placeFor(axis, lane);
  if (!own || own.values.length < 3) return null;
  const last = own.values.length - 1;
  if (index !== 0 && index !== last) return null;
  const side = index === 0 ? 'low' : 'high';
  const [from, to] = [own.values[0]!, own.values[last]!];
  const next = further(field, from, to, side);
  const edge = { lane, value: own.values[index]!, side } as const;
  if (next === null) return { ...edge, wider: null };
  const [low, high] = side === 'low' ? [next, to] : [from, next];
  // As dense as before; lanes move together, so that all have as many values.
  const [before, after] = [distance(field.scale, from, to), distance(field.scale, low, high)];
  const count = before > 0 && Number.isFinite(after / before) ? Math.round((last * after) / before) + 1 : last + 1;
  const same = (values: readonly number[]): boolean =>
    values.length === own.values.length && values.every((v, i) => v === own.values[i]);
  const wider = axis.map(({ at, values }) =>
    same(values) ? { at, from: low, to: high, in: count } : { at, from: values[0]!, to: values.at(-1)!, in: count },
  );
  return { ...edge, wider: [...wider.filter(({ at }) => at === own.at), ...wider.filter(({ at }) => at !== own.at)] };
}

/** Where a tuning's best lies at an end of what was tried. */
export type SpanEdge = Omit<Edge, 'lane'>;

/** Of fewer different values each is too often an end. */
const FEWEST_TRIED = 4;

/** Whether a value is the least or the greatest that was tried along a span, and where to look then: in all spans of the lane. */
export function spanEdge(
  field: Field,
  span: Range,
  value: number,
  tried: readonly number[],
  spans: readonly Range[],
): SpanEdge | null {
  if (new Set(tried).size < FEWEST_TRIED) return null;
  const [least, most] = [Math.min(...tried), Math.max(...tried)];
  if (value !== least && value !== most) return null;
  const side = value === least ? 'low' : 'high';
  const next = further(field, span.from, span.to, side);
  if (next === null) return { value, side, wider: null };
  const wider = side === 'low' ? { at: span.at, from: next, to: span.to } : { at: span.at, from: span.from, to: next };
  // A lane whose spans are named is tuned in no other one.
  return { value, side, wider: [wider, ...spans.filter(({ at }) => at !== span.at)] };
}

/** Edges of several lanes that lie alike, as one with all of their lanes; those that cannot be wider are left out. */
export function alike(edges: readonly Edge[]): { edge: Edge; lanes: number[] }[] {
  const found = new Map<string, { edge: Edge; lanes: number[] }>();
  for (const edge of edges) {
    if (!edge.wider) continue;
    const { at, ...range } = edge.wider[0]!;
    const key = JSON.stringify([at.replace(/^lanes\.\d+/, ''), range, edge.value, edge.side]);
    const known = found.get(key);
    if (known) known.lanes.push(edge.lane);
    else found.set(key, { edge, lanes: [edge.lane] });
  }
  return [...found.values()];
}
