// Ten runs are ten runs only if their seeds have nothing to do with each other, as the core's own generator sees them.
import { describe, expect, it } from 'vitest';
import catalog from '../../../web/catalog.json' with { type: 'json' };
import { Pcg32 } from '../../../web/src/core/random.ts';
import { seedAt, seedsOf, tuningSeedsOf } from '../../../web/src/experiment/seeds.ts';

const RUNS = 10_000;
/** Seeds that a lattice would show: 300 draws each, of initial weights and of the first epoch's order. */
const DRAWS = 300;
const STREAMS = [1, 1000];

/** draws[k][i]: the k-th number in [0, 1) of the i-th seed. */
function drawsOf(seedOf: (i: number) => number, stream: number): Float64Array[] {
  const draws = Array.from({ length: DRAWS }, () => new Float64Array(RUNS));
  for (let i = 0; i < RUNS; i++) {
    const random = new Pcg32(seedOf(i), stream);
    for (const draw of draws) draw[i] = random.next() / 2 ** 32;
  }
  return draws;
}

/** χ² of the pairs (uᵢ, uᵢ₊₁), none overlapping, in a grid of 16 × 16: 255 degrees of freedom, so 255 ± 22.6. */
function serial(u: Float64Array): number {
  const counts = new Float64Array(256);
  for (let i = 0; i + 1 < RUNS; i += 2) counts[Math.floor(u[i]! * 16) * 16 + Math.floor(u[i + 1]! * 16)]!++;
  const expected = RUNS / 2 / 256;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** The correlation of neighbours: 0 ± 0.01. */
function correlation(u: Float64Array): number {
  let sum = 0;
  for (let i = 0; i + 1 < RUNS; i++) sum += (u[i]! - 0.5) * (u[i + 1]! - 0.5);
  return (12 * sum) / (RUNS - 1);
}

/**
 * The spectral test: on a lattice some a·uᵢ + b·uᵢ₊₁ with small whole a and b comes near to whole numbers, and its Fourier coefficient
 * near to 1. Of independent draws it exceeds t with probability exp(−RUNS·t²): 0.05 once in 7·10¹⁰.
 */
function spectral(u: Float64Array): number {
  let most = 0;
  for (let a = 0; a <= 6; a++) {
    for (let b = a === 0 ? 1 : -6; b <= 6; b++) {
      let [re, im] = [0, 0];
      for (let i = 0; i + 1 < RUNS; i++) {
        const angle = 2 * Math.PI * (a * u[i]! + b * u[i + 1]!);
        re += Math.cos(angle);
        im += Math.sin(angle);
      }
      most = Math.max(most, Math.hypot(re, im) / RUNS);
    }
  }
  return most;
}

const worst = (draws: Float64Array[]) => ({
  serial: Math.max(...draws.map(serial)),
  correlation: Math.max(...draws.map((u) => Math.abs(correlation(u)))),
  spectral: Math.max(...[1, 72, 233, 246].map((k) => spectral(draws[k - 1]!))),
});

describe('independence, of the same draw under neighbouring seeds', () => {
  it('is not there when seeds are counted up: the tests see the lattice', () => {
    const { serial, correlation, spectral } = worst(drawsOf((i) => i + 1, 1000));
    expect(serial).toBeGreaterThan(1000);
    expect(correlation).toBeGreaterThan(0.1);
    expect(spectral).toBeGreaterThan(0.1);
  });

  it.each([1, 2 ** 32 - 1])('is there for seeds drawn from %i', (seed) => {
    for (const stream of STREAMS) {
      const { serial, correlation, spectral } = worst(drawsOf((i) => seedAt(seed, i), stream));
      expect(serial).toBeLessThan(391); // 6 standard deviations, for 300 draws
      expect(correlation).toBeLessThan(0.05);
      expect(spectral).toBeLessThan(0.05);
    }
  });

  it('is there between races with neighbouring seeds, too', () => {
    const { serial, correlation, spectral } = worst(drawsOf((i) => seedAt(i, 1), 1));
    expect(serial).toBeLessThan(391);
    expect(correlation).toBeLessThan(0.05);
    expect(spectral).toBeLessThan(0.05);
  });
});

describe('the seeds of an experiment', () => {
  it('begin with the race’s own, so that one seed is the race of today', () => {
    for (const seed of [0, 1, 7, 2 ** 31, 2 ** 32 - 1]) expect(seedsOf(seed, 1)).toEqual([seed]);
  });

  it('stay the same when there are more of them, and for ever: links hang on them', () => {
    expect(seedsOf(1, 10).slice(0, 3)).toEqual(seedsOf(1, 3));
    // By a Python of whole numbers, modulo 2³².
    expect(seedsOf(1, 5)).toEqual([1, 3540302202, 1363172634, 115335728, 2677851775]);
    expect(seedsOf(2, 3)).toEqual([2, 2825294721, 4017123128]);
    expect(tuningSeedsOf(1, 2)).toEqual([522124368, 244510792]);
    expect(seedsOf(2 ** 32 - 1, 3)).toEqual([2 ** 32 - 1, 216646419, 1871567036]);
  });

  it('are allowed in the field', () => {
    const field = catalog.race.find(({ id }) => id === 'seed')!;
    for (const seed of [...seedsOf(1, 1000), ...tuningSeedsOf(1, 1000)]) {
      expect(Number.isInteger(seed) && seed >= field.min! && seed <= field.max!).toBe(true);
    }
  });

  it('never come twice in 10⁵, nor among those of tuning', () => {
    for (const seed of [0, 123_456_789]) {
      expect(new Set([...seedsOf(seed, 100_000), ...tuningSeedsOf(seed, 100_000)]).size).toBe(200_000);
    }
  });

  it('of ten and of ten share none when the races’ seeds are neighbours', () => {
    const all = Array.from({ length: 100 }, (_, seed) => seedsOf(seed, 10)).flat();
    expect(new Set(all).size).toBe(1000);
  });
});
