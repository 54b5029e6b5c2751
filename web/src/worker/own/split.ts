import { OWN_SPLIT_STREAM, shuffled } from '../../core/random.ts';
import type { OwnData } from './data.ts';

/** How many items to learn from and to test on, of so many: a fifth for testing, at most 10,000. */
export function shares(count: number): { train: number; test: number } {
  const test = Math.max(1, Math.min(10_000, Math.round(count / 5)));
  return { train: Math.min(60_000, count - test), test };
}

/** Which items: the first of an order that follows from the seed are for testing, the next to learn from. */
export function splitOf({ labels }: OwnData, seed: number, train: number, test: number) {
  const order = shuffled(labels.length, seed, OWN_SPLIT_STREAM);
  return { test: order.subarray(0, test), train: order.subarray(test, test + train) };
}

/** Mean and standard deviation of each input over these items; a constant one has deviation 1, so that it becomes 0. */
export function scaleOf(
  { items, labels }: OwnData,
  chosen: Uint32Array,
): { mean: Float64Array; deviation: Float64Array } {
  const inputs = items.length / labels.length;
  const [mean, deviation] = [new Float64Array(inputs), new Float64Array(inputs)];
  for (const item of chosen) for (let i = 0; i < inputs; i++) mean[i]! += items[item * inputs + i]! / chosen.length;
  for (const item of chosen) {
    for (let i = 0; i < inputs; i++) deviation[i]! += (items[item * inputs + i]! - mean[i]!) ** 2 / chosen.length;
  }
  for (let i = 0; i < inputs; i++) {
    const spread = Math.sqrt(deviation[i]!);
    deviation[i] = spread > 1e-12 * Math.abs(mean[i]!) && Number.isFinite(spread) && spread > 0 ? spread : 1;
  }
  return { mean, deviation };
}
