/** A permutation of the unsigned numbers of 32 bits in which each bit depends on all (Wellons' lowbias32, rounds of Murmur's finaliser). */
function mixed(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** The golden section in 32 bits, as SplitMix counts by it. */
const GOLDEN = 0x9e3779b9;

/** How many seeds are reported at most; those of tuning come after them. */
export const FIRST_TUNING_SEED = 2 ** 31;

/**
 * The i-th seed of an experiment (i = 0, 1, … 2³² − 1), drawn from its race's seed: both are whole numbers from 0 to 2³² − 1, what the
 * catalog's field `seed` takes. The 0th is the race's own seed, so that one seed is the race, bit for bit, and more seeds keep the
 * curve that was there.
 *
 * The others are not counted up, since the same draw of generators with neighbouring seeds lies on a lattice: they are a random-like
 * permutation of the numbers i, keyed by the race's seed. So none comes twice, how many there may be (drawn independently, of 10⁵ seeds
 * two would be equal more often than not).
 */
export function seedAt(seed: number, i: number): number {
  const key = mixed(seed + GOLDEN);
  const key2 = mixed(key + GOLDEN);
  const place = (x: number) => mixed(mixed(x + key) + key2);
  return (place(i) ^ place(0) ^ seed) >>> 0;
}

/** The seeds that are reported: of every lane the same, so that runs can be compared in pairs. */
export const seedsOf = (seed: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => seedAt(seed, i));

/** The seeds on which hyper-parameters are chosen: never one of those that are reported. */
export const tuningSeedsOf = (seed: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => seedAt(seed, FIRST_TUNING_SEED + i));
