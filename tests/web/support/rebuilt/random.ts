// Random numbers as docs/problems.md states them.

const MASK = (1n << 64n) - 1n;
const FACTOR = [0x5851f42d, 0x4c957f2d] as const; // 6364136223846793005

/** Both halves of a product of two 32-bit numbers. */
function product(a: number, b: number): [high: number, low: number] {
  const [a1, a0, b1, b0] = [a >>> 16, a & 0xffff, b >>> 16, b & 0xffff];
  const middle = a1 * b0 + Math.floor((a0 * b0) / 65536);
  const other = a0 * b1 + (middle % 65536);
  return [a1 * b1 + Math.floor(middle / 65536) + Math.floor(other / 65536), Math.imul(a, b) >>> 0];
}

export class Pcg {
  #high = 0;
  #low = 0;
  readonly #increment: number; // 2·stream + 1

  constructor(seed: bigint | number, stream: number) {
    this.#increment = 2 * stream + 1;
    this.next();
    this.#add(Number((BigInt(seed) >> 32n) & 0xffffffffn), Number(BigInt(seed) & 0xffffffffn));
    this.next();
  }

  #add(high: number, low: number) {
    const sum = this.#low + low;
    this.#high = (this.#high + high + (sum > 0xffffffff ? 1 : 0)) >>> 0;
    this.#low = sum >>> 0;
  }

  next(): number {
    const [high, low] = [this.#high, this.#low];
    const [carry, lower] = product(low, FACTOR[1]);
    this.#high = (carry + Math.imul(high, FACTOR[1]) + Math.imul(low, FACTOR[0])) >>> 0;
    this.#low = lower;
    this.#add(0, this.#increment);
    // ((old >> 18) xor old) >> 27, its 32 low bits
    const [mixedHigh, mixedLow] = [(high >>> 18) ^ high, ((high << 14) | (low >>> 18)) ^ low];
    const x = (mixedHigh << 5) | (mixedLow >>> 27);
    const turn = high >>> 27;
    return ((x >>> turn) | (x << (-turn & 31))) >>> 0;
  }

  uniform(): number {
    return this.next() * 2 ** -32;
  }

  below(k: number): number {
    for (;;) {
      const drawn = this.next();
      if (drawn >= (2 ** 32 - k) % k) return drawn % k;
    }
  }

  normal(): number {
    const u1 = this.uniform();
    return Math.sqrt(-2 * Math.log(1 - u1)) * Math.cos(2 * Math.PI * this.uniform());
  }

  normals(count: number): number[] {
    return Array.from({ length: count }, () => this.normal());
  }
}

/** The generator of the draws of step `t`. */
export function drawsOf(seed: number, t: number): Pcg {
  let z = (BigInt(seed) + 0x9e3779b97f4a7c15n * BigInt(t + 1)) & MASK;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  return new Pcg(z ^ (z >> 31n), 4);
}

export function order(items: number, random: Pcg): number[] {
  const entries = Array.from({ length: items }, (_, i) => i);
  for (let i = items; i >= 2; i--) {
    const j = random.below(i);
    [entries[i - 1], entries[j]] = [entries[j]!, entries[i - 1]!];
  }
  return entries;
}

/** The items of step `t`. */
export function batchOf(t: number, items: number, size: number, seed: number, shuffle = true): number[] {
  const batches = Math.ceil(items / size);
  const epoch = Math.floor(t / batches);
  const own = Array.from({ length: items }, (_, i) => i);
  const first = (t % batches) * size;
  return (shuffle && batches > 1 ? order(items, new Pcg(seed, 1000 + epoch)) : own).slice(first, first + size);
}
