/** The multiplier of PCG's step, 6364136223846793005, in halves: 32-bit arithmetic is many times as fast as BigInt. */
const [HIGH, LOW] = [0x5851f42d, 0x4c957f2d];

/** The upper 32 bits of the product of two unsigned numbers of 32 bits. */
function upperProduct(a: number, b: number): number {
  const [high, low] = [b >>> 16, b & 0xffff];
  const [upper, lower] = [(a >>> 16) * low, (a & 0xffff) * low];
  const middle = (a & 0xffff) * high + (lower >>> 16) + (upper & 0xffff);
  return (a >>> 16) * high + (upper >>> 16) + Math.floor(middle / 0x10000);
}

/** PCG-XSH-RR 64/32, bit for bit that of cpp/base/random.h. */
export class Pcg32 {
  #high = 0;
  #low = 0;
  readonly #incrementHigh: number;
  readonly #incrementLow: number;

  constructor(seed: number, stream: number) {
    this.#incrementHigh = Math.floor(stream / 2 ** 31) >>> 0;
    this.#incrementLow = ((stream << 1) | 1) >>> 0;
    this.next();
    this.#add(Math.floor(seed / 2 ** 32) >>> 0, seed >>> 0);
    this.next();
  }

  next(): number {
    const [high, low] = [this.#high, this.#low];
    this.#high = (upperProduct(low, LOW) + Math.imul(low, HIGH) + Math.imul(high, LOW)) >>> 0;
    this.#low = Math.imul(low, LOW) >>> 0;
    this.#add(this.#incrementHigh, this.#incrementLow);
    const xorshifted = (high << 5) ^ (low >>> 27) ^ (high >>> 13);
    const rotation = high >>> 27;
    return ((xorshifted >>> rotation) | (xorshifted << (-rotation & 31))) >>> 0;
  }

  #add(high: number, low: number): void {
    const sum = this.#low + low;
    this.#low = sum >>> 0;
    this.#high = (this.#high + high + (sum > 0xffffffff ? 1 : 0)) >>> 0;
  }

  /** Uniform in 0 … bound − 1, without bias (rejection). */
  below(bound: number): number {
    const threshold = (-bound >>> 0) % bound;
    for (;;) {
      const r = this.next();
      if (r >= threshold) return r % bound;
    }
  }
}

/** The stream of the split of a user's own data: cpp/base/random.h lists all. */
export const OWN_SPLIT_STREAM = 5;

/** 0 … items − 1 in an order that follows from the seed (Fisher & Yates, Durstenfeld's form). */
export function shuffled(items: number, seed: number, stream: number): Uint32Array {
  const order = Uint32Array.from({ length: items }, (_, i) => i);
  const random = new Pcg32(seed, stream);
  for (let i = items; i > 1; i--) {
    const j = random.below(i);
    [order[i - 1], order[j]] = [order[j]!, order[i - 1]!];
  }
  return order;
}
