import { quoted } from '../../core/notices.ts';
import { LIMITS, mistake } from './mistake.ts';

/** Between which numbers a column's are. */
export interface Range {
  least: number;
  greatest: number;
}

const sizeOf = ({ least, greatest }: Range): number => Math.max(-least, greatest);

/** Of each column of numbers. */
export function rangesOf(values: Float64Array, columns: number): Range[] {
  const [least, greatest] = [values.slice(0, columns), values.slice(0, columns)];
  for (let next = 0; next < values.length; ) {
    for (let i = 0; i < columns; i++) {
      const value = values[next++]!;
      if (value < least[i]!) least[i] = value;
      else if (value > greatest[i]!) greatest[i] = value;
    }
  }
  return Array.from(least, (low, i) => ({ least: low, greatest: greatest[i]! }));
}

/** Refuses a column of numbers so small that their squares are 0: scaled it would be constant. */
export function mustScale(ranges: readonly Range[], names: readonly string[]): void {
  const small = ranges.map(sizeOf).findIndex((size) => size > 0 && size < 1 / LIMITS.number);
  if (small >= 0)
    throw mistake(
      `column ${quoted(names[small]!)}`,
      'has no number above 10⁻¹⁵⁰ in size, so the column cannot be scaled',
    );
}

const FAR = 2 ** 20;

/** Whether numbers are so much closer together than to 0 that the mean of the first readings is too coarse for their differences. */
export const farFromZero = (range: Range): boolean => (range.greatest - range.least) * FAR < sizeOf(range);
