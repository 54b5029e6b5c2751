import { type Axis, axisOf, roomy, widened } from '../chart/axis.ts';
import { logTicks, tickLabels, ticks } from '../ticks.ts';

export interface Tick {
  value: number;
  text: string;
}

/** Values that differ by more are shown on a logarithmic axis, where they may be. */
const DECADE = 10;

/** Whether positive numbers span so much that a linear axis would show the largest alone. */
export function spansDecades(values: readonly number[]): boolean {
  const finite = values.filter(Number.isFinite);
  const least = Math.min(...finite);
  return finite.length > 1 && least > 0 && Math.max(...finite) / least > DECADE;
}

/** An axis that has room for all finite values, or null where there are none. */
export function axisFor(values: readonly number[], log = false): Axis | null {
  const shown = values.filter((v) => Number.isFinite(v) && (!log || v > 0));
  if (shown.length === 0) return null;
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  if (!log) return axisOf(...widened(...roomy(low, high, 0.06), false), false);
  const factor = 10 ** Math.max(0.05, 0.06 * Math.log10(high / low));
  return axisOf(...widened(low / factor, high * factor, true), true);
}

/** How shares are written: as they are, in percent, or in points of percent. */
export type Unit = 'plain' | 'percent' | 'points';

/** Round values of an axis, about as many as there is room for. */
export function ticksOf({ low, high, log }: Axis, want: number, unit: Unit = 'plain'): Tick[] {
  const values = log ? logTicks(low, high, want) : ticks(low, high, want);
  const written = unit === 'plain' ? values : values.map((v) => Number((100 * v).toPrecision(12)));
  const texts = tickLabels(written, log && unit === 'plain');
  return values.map((value, i) => ({ value, text: unit === 'percent' ? `${texts[i]}%` : texts[i]! }));
}

export type Range = readonly [low: number, high: number];

/** Of what an axis has, so much at least is used. */
const USED = 0.5;

/**
 * The range that an axis goes on with while runs come in: the one it has, as long as that shows all that is wanted and is not far too
 * wide; so a picture does not jump with each run. `along`: where on the axis a value lies (its logarithm, on a logarithmic one).
 */
export function calm(before: Range | null, wanted: Range, along: (value: number) => number = (v) => v): Range {
  if (!before) return wanted;
  const [low, high, from, to] = [before[0], before[1], wanted[0], wanted[1]].map(along) as [
    number,
    number,
    number,
    number,
  ];
  return low <= from && to <= high && to - from >= USED * (high - low) ? before : wanted;
}

/** The ends of a range moved out to round values, so that a little more does not change them. */
export function rounded([low, high]: Range): Range {
  const [first, second] = ticks(low, high, 8);
  if (first === undefined || second === undefined) return [low, high];
  const step = second - first;
  const out = (n: number): number => Number((n * step).toPrecision(12));
  return [out(Math.floor(low / step + 1e-9)), out(Math.ceil(high / step - 1e-9))];
}

/** Ranges that hold still while runs come in, until something else is looked at. */
export class Held {
  #key = '';
  #range: Range | null = null;

  of(key: string, wanted: Range | null, log = false): Range | null {
    if (key !== this.#key) this.#range = null;
    this.#key = key;
    if (wanted) this.#range = calm(this.#range, wanted, log ? Math.log10 : undefined);
    return this.#range;
  }
}
