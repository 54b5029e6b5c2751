/** PCG-XSH-RR 64/32 (O'Neill 2014), the generator of the race: the same seed draws the same numbers. */
class Pcg32 {
  constructor(seed, stream) {
    this.increment = 2n * BigInt(stream) + 1n;
    this.state = 0n;
    this.next();
    this.state += BigInt(seed);
    this.next();
  }

  next() {
    const old = BigInt.asUintN(64, this.state);
    this.state = BigInt.asUintN(64, old * 6364136223846793005n + this.increment);
    const x = Number(BigInt.asUintN(32, ((old >> 18n) ^ old) >> 27n));
    const turn = Number(old >> 59n);
    return ((x >>> turn) | (x << (-turn & 31))) >>> 0;
  }

  uniform() {
    return this.next() / 2 ** 32;
  }

  below(k) {
    // The lowest numbers are drawn again, so that all remainders are equally likely.
    for (;;) {
      const drawn = this.next();
      if (drawn >= (2 ** 32 - k) % k) return drawn % k;
    }
  }

  normal() {
    const u = this.uniform();
    return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * this.uniform());
  }

  uniforms(count) {
    return Array.from({ length: count }, () => this.uniform());
  }

  normals(count) {
    return Array.from({ length: count }, () => this.normal());
  }
}
