import { OWN_SPLIT_STREAM, shuffled } from '../../core/random.ts';
import type { OwnData } from './data.ts';

/** How many items to learn from and to test on, of so many: a fifth for testing, at most 10,000. */
export function shares(count: number): { train: number; test: number } {
  const test = Math.max(1, Math.min(10_000, Math.round(count / 5)));
  return { train: Math.min(60_000, count - test), test };
}

/** Which items: the first of an order that follows from the seed are for testing, the next to learn from, the rest for validation. */
export function splitOf({ labels }: OwnData, seed: number, train: number, test: number, validation = false) {
  const order = shuffled(labels.length, seed, OWN_SPLIT_STREAM);
  const learnt = order.subarray(test, test + train);
  if (!validation) return { train: learnt, test: order.subarray(0, test) };
  return { train: learnt, test: order.subarray(test + train, 2 * test + train) };
}

/**
 * Mean and standard deviation of each input over these items; a constant one has deviation 1, so that it becomes 0. The mean is that of
 * the differences to an origin: the input of the first item, which keeps what differs between large numbers; 0 in the first readings.
 */
export function scaleOf(
  { items, labels, reading }: Pick<OwnData, 'items' | 'labels' | 'reading'>,
  chosen: Uint32Array,
) {
  const inputs = items.length / labels.length;
  const [origin, mean, deviation] = [new Float64Array(inputs), new Float64Array(inputs), new Float64Array(inputs)];
  if (reading >= 3) for (let i = 0; i < inputs; i++) origin[i] = items[chosen[0]! * inputs + i]!;
  for (const item of chosen) {
    for (let i = 0; i < inputs; i++) mean[i]! += (items[item * inputs + i]! - origin[i]!) / chosen.length;
  }
  for (const item of chosen) {
    for (let i = 0; i < inputs; i++)
      deviation[i]! += (items[item * inputs + i]! - origin[i]! - mean[i]!) ** 2 / chosen.length;
  }
  for (let i = 0; i < inputs; i++) {
    const spread = Math.sqrt(deviation[i]!);
    deviation[i] = spread > 1e-12 * Math.abs(mean[i]!) && Number.isFinite(spread) && spread > 0 ? spread : 1;
  }
  return { origin, mean, deviation };
}
