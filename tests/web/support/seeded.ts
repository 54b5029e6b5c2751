import { type Random, randomFrom } from './hostile.ts';

/** What a fuzzer draws from: the same for each seed. */
export class Seeded {
  /** A whole number from 0 to below a bound. */
  readonly below: Random;

  constructor(seed: number) {
    this.below = randomFrom(seed);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** Up to `most` of a list, one after another. */
  some<T>(most: number, list: readonly T[]): T[] {
    return Array.from({ length: this.below(most + 1) }, () => this.pick(list));
  }
}

/** Texts that nobody expects. */
export const oddTexts: readonly string[] = [
  '',
  '\0',
  'a\0b',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '\u202e',
  '\u0085',
  '💥',
  '𝑥',
  '％',
  '×'.repeat(400),
  'x'.repeat(1001),
  '('.repeat(1e6),
  '\0'.repeat(2 ** 20),
  '__proto__',
  'constructor',
];

/** Numbers that nobody expects, and what is none. */
export const oddValues: readonly unknown[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -1,
  -0,
  0.5,
  5e-324,
  1e308,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  10n,
  true,
  null,
  undefined,
  {},
  [],
  [1],
  [Number.NaN, 1],
  new Array(17).fill(0),
  new Array(1e5).fill(1),
  new Float64Array(3),
  new Uint8Array(1 << 20),
  new Date(0),
  new Map([[1, 2]]),
  { length: -1 },
  { length: 2 ** 53 },
];
