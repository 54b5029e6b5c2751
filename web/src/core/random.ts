/** The multiplier of PCG's step, 6364136223846793005, in halves: 32-bit arithmetic is many times as fast as BigInt. */
const [HIGH, LOW] = [0x5851f42d, 0x4c957f2d];

/** The upper 32 bits of the product of two unsigned numbers of 32 bits. */
function upperProduct(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const lower = Math.imul(aLow, bLow) >>> 0;
  const upper = (Math.imul(aHigh, bLow) >>> 0) + (lower >>> 16);
  const middle = (Math.imul(aLow, bHigh) >>> 0) + (upper & 0xffff);
  return (Math.imul(aHigh, bHigh) + (upper >>> 16) + (middle >>> 16)) | 0;
}

/** PCG-XSH-RR 64/32, bit for bit that of cpp/base/random.h. */
export class Pcg32 {
  /** State and increment, each its upper and its lower half. Fields of an object would be boxed. */
  readonly #words = new Int32Array(4);

  constructor(seed: number, stream: number) {
    this.#words[2] = Math.floor(stream / 2 ** 31);
    this.#words[3] = (stream << 1) | 1;
    this.next();
    this.#add(Math.floor(seed / 2 ** 32) | 0, seed | 0);
    this.next();
  }

  next(): number {
    const words = this.#words;
    const high = words[0]!;
    const low = words[1]!;
    words[0] = (upperProduct(low, LOW) + Math.imul(low, HIGH) + Math.imul(high, LOW)) | 0;
    words[1] = Math.imul(low, LOW);
    this.#add(words[2]!, words[3]!);
    const xorshifted = (high << 5) ^ (low >>> 27) ^ (high >>> 13);
    const rotation = high >>> 27;
    return ((xorshifted >>> rotation) | (xorshifted << (-rotation & 31))) >>> 0;
  }

  #add(high: number, low: number): void {
    const words = this.#words;
    const sum = (words[1]! + low) | 0;
    const carry = sum >>> 0 < low >>> 0 ? 1 : 0;
    words[0] = (words[0]! + high + carry) | 0;
    words[1] = sum;
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
