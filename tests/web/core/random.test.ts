// The generator of the page is that of the core, bit for bit, whatever arithmetic it is made of.
import { expect, it } from 'vitest';
import { Pcg32 } from '../../../web/src/core/random.ts';

/** As the paper writes it, with whole numbers of 64 bits. */
function* reference(seed: number, stream: number): Generator<number> {
  const increment = (BigInt(stream) << 1n) | 1n;
  const step = (state: bigint) => BigInt.asUintN(64, state * 6364136223846793005n + increment);
  for (let state = step(step(0n) + BigInt(seed)); ; state = step(state)) {
    const xorshifted = Number(BigInt.asUintN(32, ((state >> 18n) ^ state) >> 27n));
    const rotation = Number(state >> 59n);
    yield ((xorshifted >>> rotation) | (xorshifted << (-rotation & 31))) >>> 0;
  }
}

it('in 32-bit halves it gives what it gives in 64 bits', () => {
  for (const seed of [0, 1, 42, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1]) {
    for (const stream of [0, 1, 5, 1000, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 40 + 3]) {
      const random = new Pcg32(seed, stream);
      const expected = reference(seed, stream);
      const numbers = (next: () => number) => Array.from({ length: 300 }, next);
      expect(numbers(() => random.next())).toEqual(numbers(() => expected.next().value));
    }
  }
});

it('below a bound each number is as likely as any other', () => {
  const random = new Pcg32(3, 4);
  const counts = new Array(7).fill(0);
  for (let i = 0; i < 70_000; i++) counts[random.below(7)]++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400); // 4.3 standard deviations
});
