import type { Field } from '../core/catalog.ts';
import { problemWith } from '../core/value.ts';

/** A place in a config, and the values that it takes one after another, in ascending order. */
export interface Place {
  /** `lanes.0.lr`, `problem.start.1`, `steps`. */
  at: string;
  values: readonly number[];
}

/** A range or a list. Those of one field in several lanes are one axis: the lanes move along it together. */
export type Axis = readonly Place[];

type Mistake = { code: string; message: string };
export type Spacing = Pick<Field, 'scale' | 'kind'>;

type Scale = NonNullable<Field['scale']>;

/** The same distance on a scale is the same factor, of the value or of what it lacks to 1. */
export const onto: Record<Scale, (value: number) => number> = {
  linear: (value) => value,
  log: (value) => Math.log10(value),
  oneMinus: (value) => -Math.log10(1 - value),
};

/** How far two values are from each other on a scale: a difference, or a number of decades. */
export const distance = (scale: Scale = 'linear', from: number, to: number): number =>
  onto[scale](to) - onto[scale](from);

/** Digits enough to tell neighbours apart that differ by this ratio; four where they are far from each other. */
const digitsFor = (ratio: number): number => Math.min(15, Math.max(4, 3 + Math.ceil(-Math.log10(ratio - 1))));

/** Powers differ in their last bits from engine to engine: no digit beyond these is kept. */
const DECIMALS = 12;
const tidy = (x: number, magnitude: number): number => {
  const decimals = DECIMALS - Math.ceil(Math.log10(magnitude || 1));
  return decimals <= 100 && decimals >= 0 ? Number(x.toFixed(decimals)) + 0 : x;
};

/**
 * What lies at `position` (0 … 1) of a range, by the field's scale: linear, geometric, or geometric in 1 − x. `gap`: how far from each
 * other neighbours are. The ends are as they are given.
 */
export function between({ scale = 'linear', kind }: Spacing, from: number, to: number, position: number, gap: number) {
  if (position <= 0) return from;
  if (position >= 1) return to;
  const geometric = (a: number, b: number): number =>
    Number((a * (b / a) ** position).toPrecision(digitsFor(Math.max(b / a, a / b) ** gap)));
  const value =
    scale === 'log'
      ? geometric(from, to)
      : scale === 'oneMinus'
        ? tidy(1 - geometric(1 - from, 1 - to), 1)
        : tidy(from + (to - from) * position, Math.max(Math.abs(from), Math.abs(to)));
  return Math.min(to, Math.max(from, kind === 'integer' ? Math.round(value) : value)); // ends may have more digits
}

/** Why there are no values from one to the other, by their scale, or null. */
export function mistakeOfEnds({ scale }: Spacing, from: number, to: number): Mistake | null {
  if (!Number.isFinite(from) || !Number.isFinite(to)) return { code: 'not-finite', message: 'must be finite numbers' };
  if (from === to) return { code: 'out-of-range', message: `goes from ${from} to ${to}: there are no values between` };
  if (from > to) return { code: 'out-of-range', message: `goes from ${from} down to ${to}: the lower end comes first` };
  if (scale === 'log' && from <= 0)
    return {
      code: 'out-of-range',
      message: 'is spaced by ratios, so both ends must be above 0; use a list for other values',
    };
  if (scale === 'oneMinus' && to >= 1)
    return { code: 'out-of-range', message: 'is spaced by ratios of 1 − x, so both ends must be below 1' };
  return null;
}

/** How many values an axis would have, before any is made; or what is wrong with it. */
export function sizeOf(given: Record<string, unknown>): number | Mistake {
  if ('of' in given) {
    if (Array.isArray(given.of) && given.of.length > 0) return given.of.length;
    return { code: 'bad-length', message: 'is a list without values' };
  }
  const count = given.in;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 2)
    return { code: 'out-of-range', message: 'is a range: give the number of values, 2 or more (FROM:TO:N)' };
  return count;
}

const rising = (values: number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

/** The values of a range by a field's scale; fewer than asked where whole numbers coincide. */
export const rangeOf = (field: Spacing, from: number, to: number, count: number): number[] =>
  rising(Array.from({ length: count }, (_, i) => between(field, from, to, i / (count - 1), 1 / (count - 1))));

/** A field for one number, where it is a vector's. */
export const ofElement = (field: Field): Field => (field.kind === 'vector' ? { ...field, kind: 'real' } : field);

/** The values of an axis, whose size is known to be bearable; or what is wrong with them. */
export function valuesOf(given: Record<string, unknown>, field: Field): number[] | Mistake {
  const { of, from, to, in: count } = given as { of?: unknown[]; from?: number; to?: number; in?: number };
  if (of === undefined) {
    if (typeof from !== 'number' || typeof to !== 'number')
      return { code: 'wrong-type', message: 'must have a number at each end' };
    const mistake = mistakeOfEnds(field, from, to);
    if (mistake) return mistake;
    const outside = problemWith(field, from) ?? problemWith(field, to);
    return outside ?? rangeOf(field, from, to, count!);
  }
  for (const value of of) {
    const mistake = problemWith(field, value);
    if (mistake) return mistake;
  }
  return rising((of as number[]).map((x) => x + 0));
}

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((x, i) => x === b[i]);

/** An axis as a link has it: the briefer way where both say the same. */
export function writeAxis(values: readonly number[], field: Spacing, number: (x: number) => string): string {
  const [from, to] = [values[0]!, values.at(-1)!];
  const isRange = values.length > 2 && !mistakeOfEnds(field, from, to);
  return isRange && same(rangeOf(field, from, to, values.length), values)
    ? `${number(from)}:${number(to)}:${values.length}`
    : values.map(number).join('_');
}
