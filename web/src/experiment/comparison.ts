import { compare, type Pair } from './pair.ts';
import type { Sliced } from './resample.ts';
import type { Sample } from './sample.ts';
import { type Summary, summarise } from './summary.ts';

/** A pair of lanes, a < b, by their places. */
export interface PairOf extends Pair {
  a: number;
  b: number;
}

/** The lanes of an experiment beside each other, by one metric. */
export interface Comparison {
  lanes: Summary[];
  pairs: PairOf[];
}

/**
 * Each lane, and each pair of lanes. `seed`: the experiment's. What comes does not depend on the order in which runs ended, or on where
 * they ran. Ten runs of eight lanes, 28 pairs, take about a tenth of a second in all.
 */
export function* compareLanes(samples: readonly Sample[], seed: number): Sliced<Comparison> {
  const lanes: Summary[] = [];
  const pairs: PairOf[] = [];
  for (const sample of samples) {
    lanes.push(yield* summarise(sample, seed));
    yield;
  }
  for (let a = 0; a < samples.length; a++) {
    for (let b = a + 1; b < samples.length; b++) {
      pairs.push({ a, b, ...(yield* compare(samples[a]!, samples[b]!, seed)) });
      yield;
    }
  }
  return { lanes, pairs };
}
