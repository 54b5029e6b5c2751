/** The generator of step t, which does not depend on what was drawn before (SplitMix64's finalizer). */
function drawsOf(t, from) {
  const mixed = (z, factor) => BigInt.asUintN(64, z * factor);
  let z = BigInt.asUintN(64, BigInt(from) + 0x9e3779b97f4a7c15n * BigInt(t + 1));
  z = mixed(z ^ (z >> 30n), 0xbf58476d1ce4e5b9n);
  z = mixed(z ^ (z >> 27n), 0x94d049bb133111ebn);
  return new Pcg32(z ^ (z >> 31n), 4);
}
