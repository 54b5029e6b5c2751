/** A lane's snapshots take so many bytes at most: those of a network of 100,000 weights with two moments 1.6 MB each. */
export const MOST_BYTES = 16 << 20;
/** And so many are enough, however small they are. */
const MOST = 64;

export interface Kept {
  step: number;
  bytes: Uint8Array;
}

/** The snapshots of a lane, by step. Where there are too many, the one goes that leaves the smallest gap: they thin out as a race grows long. */
export class Snapshots {
  #all: Kept[] = [];
  #bytes = 0;

  constructor(private readonly most = MOST_BYTES) {}

  get bytes(): number {
    return this.#bytes;
  }

  get steps(): number[] {
    return this.#all.map(({ step }) => step);
  }

  /** Keeps a copy. */
  add(step: number, bytes: Uint8Array): void {
    const place = this.#all.findIndex((kept) => kept.step >= step);
    if (this.#all[place]?.step === step || bytes.length > this.most) return;
    this.#all.splice(place < 0 ? this.#all.length : place, 0, { step, bytes: bytes.slice() });
    this.#bytes += bytes.length;
    while (this.#bytes > this.most || this.#all.length > MOST) this.#thin();
  }

  /** The last one at or before a step. */
  before(step: number): Kept | undefined {
    return this.#all.findLast((kept) => kept.step <= step);
  }

  clear(): void {
    this.#all = [];
    this.#bytes = 0;
  }

  #thin(): void {
    const gap = (i: number): number => this.#all[i + 1]!.step - (this.#all[i - 1]?.step ?? 0);
    // The last one stays: from it alone it is not far to where the lane is.
    let least = 0;
    for (let i = 1; i < this.#all.length - 1; i++) if (gap(i) < gap(least)) least = i;
    this.#bytes -= this.#all[least]!.bytes.length;
    this.#all.splice(least, 1);
  }
}
