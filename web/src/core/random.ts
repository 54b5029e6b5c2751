const MASK = 0xffffffffffffffffn;

/** PCG-XSH-RR 64/32, bit for bit that of cpp/base/random.h. */
export class Pcg32 {
  #state = 0n;
  readonly #increment: bigint;

  constructor(seed: number, stream: number) {
    this.#increment = (BigInt(stream) << 1n) | 1n;
    this.next();
    this.#state = (this.#state + BigInt(seed)) & MASK;
    this.next();
  }

  next(): number {
    const old = this.#state;
    this.#state = (old * 6364136223846793005n + this.#increment) & MASK;
    const xorshifted = Number((((old >> 18n) ^ old) >> 27n) & 0xffffffffn);
    const rotation = Number(old >> 59n);
    return ((xorshifted >>> rotation) | (xorshifted << (-rotation & 31))) >>> 0;
  }

  /** Uniform in 0 … bound − 1, without bias (rejection). */
  below(bound: number): number {
    const threshold = 2 ** 32 % bound;
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
