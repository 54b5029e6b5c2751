import { num, power } from '../toolkit/format.ts';

/** No axis has more. */
const MOST = 100;
/** The least distance of two ticks against the numbers there: below it they round to the same. */
const GRAIN = 2 ** -48;
/** Below this, powers of ten and their parts are no longer exact. */
const TINY = 1e-250;

/** Round values from low to high, about `want` of them, in ascending order. Any two finite ends will do. */
export function ticks(low: number, high: number, want: number): number[] {
  if (!(high > low) || !Number.isFinite(low) || !Number.isFinite(high)) return [];
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size < TINY) {
    const larger = ticks(low / TINY, high / TINY, want);
    return ascending(
      larger.map((v) => Number((v * TINY).toPrecision(15))),
      low,
      high,
    );
  }
  const parts = Math.min(MOST / 2, Math.max(2, want || 0)); // of two the width cannot overflow
  const least = Math.max(high / parts - low / parts, size * GRAIN);
  const exponent = Math.floor(Math.log10(least));
  const decimal = (n: number): number => Number(`${n}e${exponent}`);
  const at = [1, 2, 5, 10].findIndex((m) => m === 10 || decimal(m) >= least);
  const of = (mantissa: number): number[] => {
    const step = decimal(mantissa);
    const [first, last] = [Math.floor(low / step), Math.ceil(high / step)];
    const all = Array.from({ length: Math.min(MOST, last - first + 1) }, (_, i) => decimal((first + i) * mantissa));
    return ascending(all, low, high);
  };
  const found = of([1, 2, 5, 10][at]!);
  return found.length > 0 ? found : of([0.5, 1, 2, 5][at]!);
}

const ascending = (values: number[], low: number, high: number): number[] =>
  values.filter((v, i) => v >= low && v <= high && (i === 0 || v > values[i - 1]!));

/** Round numbers of decades. */
const DECADES = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/**
 * 1, 2 and 5 times the powers of ten from low to high, which are positive; when these are more than `most`, 1 and 3 times, then the
 * powers, or some of them. A range in which there are hardly any has the ticks of a linear axis.
 */
export function logTicks(low: number, high: number, most: number): number[] {
  if (!(low > 0) || !(high > low) || !Number.isFinite(high)) return [];
  const want = Math.min(MOST, Math.max(2, Math.floor(most) || 0));
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const of = (mantissas: readonly number[], every: number): number[] => {
    const all: number[] = [];
    for (let e = Math.floor(from / every) * every; e <= to; e += every)
      for (const m of mantissas) all.push(Number(`${m}e${e}`));
    return ascending(all, low, high);
  };
  for (const mantissas of to - from > want
    ? []
    : [
        [1, 2, 5],
        [1, 3],
      ]) {
    const all = of(mantissas, 1);
    if (all.length <= want) return all.length > 2 || high / low > 10 ? all : ticks(low, high, Math.min(want, 5));
  }
  for (const every of DECADES) {
    const all = of([1], every);
    if (all.length <= want) return all;
  }
  return [];
}

/** What ticks are called: all with as many digits as tell them apart, powers of ten on a logarithmic axis. */
export function tickLabels(values: readonly number[], log = false): string[] {
  if (log && values.every((v) => Number(v.toPrecision(1)) === v)) return values.map(power);
  let digits = 4;
  while (digits < 17 && values.some((v) => Number(v.toPrecision(digits)) !== v)) digits++;
  return values.map((v) => num(v, digits));
}
