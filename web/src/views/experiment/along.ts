import { onto, type Spacing } from '../../experiment/axes.ts';
import { rounded, type SpacingScale, saySetting } from '../../reader/settings-text.ts';
import { num } from '../../toolkit/format.ts';
import type { Axis } from '../chart/axis.ts';
import { logTicks, tickLabels, ticks } from '../ticks.ts';

/** Where the values of an experiment's axis lie between its ends, 0 … 1, by the field's own scale. */
export interface Along extends Spacing, Axis {
  /** One of the values as people read it, in no more digits than tell it from its neighbours. */
  say(value: number): string;
}

const back: Record<SpacingScale, (u: number) => number> = {
  linear: (u) => u,
  log: (u) => 10 ** u,
  oneMinus: (u) => 1 - 10 ** -u,
};

const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));

/** Rounding moves a value by less than this part of the way to its neighbour. */
const OFF = 0.1;

/** How many digits these values need, ascending as they are. */
function digitsOf(scale: SpacingScale, sorted: readonly number[], place: (value: number) => number): number {
  const gaps = sorted.slice(1).map((value, i) => place(value) - place(sorted[i]!));
  const isClose = (digits: number): boolean =>
    sorted.every((value, i) => {
      const gap = Math.min(...[gaps[i - 1], gaps[i]].filter((one) => one !== undefined));
      const told = rounded(scale, value, digits);
      return told === value || Math.abs(place(told) - place(value)) <= OFF * gap;
    });
  let digits = 2;
  while (digits < 15 && !isClose(digits)) digits++;
  return digits;
}

/**
 * `values`: of all lanes. A value without a place on its scale (0 where distances are factors, 1 where they are those of 1 − x) stands
 * as far beyond the next one as the others are from each other in the mean.
 */
export function alongOf({ scale = 'linear', kind }: Spacing, values: readonly number[]): Along {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const placed = sorted.map(onto[scale]).filter(Number.isFinite);
  const gap = placed.length > 1 ? (placed.at(-1)! - placed[0]!) / (placed.length - 1) : 1;
  const [first, last] = [placed[0] ?? 0, placed.at(-1) ?? 0];
  const of = (value: number): number => {
    const u = onto[scale](value);
    return Number.isFinite(u) ? u : (scale === 'log' ? value <= 0 : value < 1) ? first - gap : last + gap;
  };
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  const [from, to] = [of(low), of(high)];
  const digits = digitsOf(scale, sorted, of);
  return {
    scale,
    kind,
    log: scale === 'log',
    low,
    high,
    place: (value) => (to > from ? (of(value) - from) / (to - from) : 0.5),
    value: (place) => clamp(back[scale](from + place * (to - from)), low, high),
    say: (value) => saySetting({ scale, kind }, value, digits),
  };
}

/** A mark on an axis: where, and what it is called. */
export interface Tick {
  at: number;
  label: string;
}

const labelled = (values: readonly number[], log = false): Tick[] => {
  const labels = tickLabels(values, log);
  return values.map((at, i) => ({ at, label: labels[i]! }));
};

/** Round values along an axis, at most about so many. */
export function ticksAlong({ scale, kind, low, high }: Along, most: number): Tick[] {
  if (scale === 'log') {
    const from = low > 0 ? low : Math.min(high, 1) * 1e-6;
    const all = labelled(logTicks(from, high, most), true);
    return low > 0 ? all : [{ at: low, label: num(low) }, ...all];
  }
  if (scale === 'oneMinus' && high < 1) {
    const rests = logTicks(1 - high, 1 - low, most).reverse();
    const values = rests.map((rest) => Number((1 - rest).toPrecision(12)) + 0);
    return (values.length > 1 ? values : ticks(low, high, most)).map((at) => ({ at, label: num(at, 12) }));
  }
  const all = ticks(low, high, most);
  return labelled(kind === 'integer' ? all.filter(Number.isInteger) : all);
}

/** How wide a range is, as its scale counts: in decades and as a factor, or as a difference. */
export function widthOf({ scale }: Along, from: number, to: number): { decades: number; factor: number } | number {
  const [a, b] = scale === 'oneMinus' ? [1 - to, 1 - from] : [from, to];
  if (scale === 'linear' || !(a > 0)) return to - from;
  return { decades: Math.log10(b / a), factor: b / a };
}
