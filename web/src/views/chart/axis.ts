/**
 * An axis: the way between its values and places, 0 where it begins and 1 where it ends. Places outside stay within FAR, so that
 * what draws can take them, whatever was measured.
 */
export interface Axis {
  low: number;
  high: number;
  log: boolean;
  place(value: number): number;
  /** The value at a place. */
  value(place: number): number;
}

const FAR = 1e4;
/** Against its numbers, a range that is narrower is all rounding. */
const NARROW = 1e-12;
/** A logarithmic range that is narrower is a linear one for every eye, and logarithms would round. */
const STRAIGHT = 1.001;

export const finite = (x: number): number => Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, x));

/** A power of two like the larger of two numbers: divided by it, their difference neither overflows nor vanishes. */
export const unitOf = (low: number, high: number): number =>
  2 ** Math.min(1023, Math.max(-1074, Math.floor(Math.log2(Math.max(Math.abs(low), Math.abs(high))))));

/** Half the width of a range, which does not overflow. */
const half = (low: number, high: number): number => high / 2 - low / 2;

export const isFlat = (low: number, high: number): boolean =>
  half(low, high) <= (NARROW / 2) * Math.max(Math.abs(low), Math.abs(high));

/** A range and some room below and above; a flat one becomes as wide as its value tells. */
export function roomy(low: number, high: number, below = 0.05, above = below): [number, number] {
  const size = isFlat(low, high) ? (Math.max(Math.abs(low), Math.abs(high)) || 1) / 2 : half(low, high);
  const room = (share: number): number => (share > 0 ? Math.max(2 * share * size, Number.MIN_VALUE) : 0);
  return [finite(low - room(below)), finite(high + room(above))];
}

/** A range that is wide enough to show something; on a logarithmic axis positive, as its ends are. */
export function widened(low: number, high: number, log: boolean): [number, number] {
  const [from, to] = isFlat(low, high) ? roomy(low, high, NARROW) : [finite(low), finite(high)];
  return [log ? Math.max(Number.MIN_VALUE, from) : from, to];
}

/** The axis from low to high, which is more; on a logarithmic one both are positive. */
export function axisOf(low: number, high: number, log: boolean): Axis {
  const straight = !log || high / STRAIGHT <= low;
  const unit = unitOf(low, high);
  const along = straight ? (v: number): number => v / unit : (v: number): number => (v > 0 ? Math.log10(v) : -Infinity);
  const back = straight ? (u: number): number => finite(u * unit) : (u: number): number => finite(10 ** u);
  const [from, to] = [along(low), along(high)];
  return {
    low,
    high,
    log,
    place: (value) => Math.min(FAR, Math.max(-FAR, (along(value) - from) / (to - from))),
    value: (place) => back(from + place * (to - from)),
  };
}
