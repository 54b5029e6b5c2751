import type { Catalog } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { shuffled } from '../core/random.ts';
import { between, ofElement } from './axes.ts';
import type { Settings } from './cells.ts';
import { fieldAt } from './places.ts';
import type { Span, Tuning } from './tuning.ts';

const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53];
/** The streams of what shuffles digits, one for each digit: cpp/base/random.h lists all others. */
const FIRST_STREAM = 1024;
const MOST_DIGITS = 32;

/**
 * The i-th number of Halton's sequence in one dimension, its digits shuffled, each place by a permutation of its own that the seed
 * decides (Owen 2017, "A randomized Halton algorithm in R"): neighbouring primes are then not in step.
 */
function haltonAt(seed: number, dimension: number): (i: number) => number {
  const base = PRIMES[dimension % PRIMES.length]!;
  const places = Math.min(MOST_DIGITS, Math.ceil(32 / Math.log2(base)));
  const digits = Array.from({ length: places }, (_, place) =>
    shuffled(base, seed, FIRST_STREAM + dimension * MOST_DIGITS + place),
  );
  return (i) => {
    let [rest, weight, sum] = [i, 1 / base, 0];
    for (const permutation of digits) {
      sum += permutation[rest % base]! * weight;
      rest = Math.floor(rest / base);
      weight /= base;
    }
    return sum;
  };
}

/** Where along each of these spans (0 … 1) each trial of a tuning lies. A grid has as many places on each as fit. */
export function pointsOf(
  dimensions: number,
  { trials, sampler }: Pick<Tuning, 'trials' | 'sampler'>,
  seed: number,
): number[][] {
  if (dimensions === 0) return [];
  if (sampler === 'halton') {
    const at = Array.from({ length: dimensions }, (_, d) => haltonAt(seed, d));
    return Array.from({ length: trials }, (_, i) => at.map((place) => place(i)));
  }
  const each = Math.max(1, Math.floor(trials ** (1 / dimensions) + 1e-9));
  return Array.from({ length: each ** dimensions }, (_, i) =>
    Array.from({ length: dimensions }, (_, d) => {
      const place = Math.floor(i / each ** (dimensions - 1 - d)) % each;
      return each === 1 ? 0.5 : place / (each - 1);
    }),
  );
}

/** What each trial of a lane sets. */
export function trialsOf(config: Config, spans: readonly Span[], tuning: Tuning, catalog: Catalog): Settings[] {
  return pointsOf(spans.length, tuning, config.seed).map((point) =>
    Object.fromEntries(
      spans.map(({ at, from, to }, d) => [
        at,
        between(ofElement(fieldAt(config, at, catalog)!), from, to, point[d]!, 1),
      ]),
    ),
  );
}
