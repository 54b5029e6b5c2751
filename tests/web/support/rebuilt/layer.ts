import type { Pcg } from './random.ts';
import { apply, type Term } from './tape.ts';

/** What a pass through the network is for. */
export interface Pass {
  seed: number;
  t: number;
  test: boolean;
  /** The layer keeps what it has seen of this batch. */
  remember?: boolean;
}

export interface Layer {
  shape: number[];
  params: number;
  initial(random: Pcg, init: string): number[];
  forward(w: readonly Term[], batch: Term[][], pass: Pass): Term[][];
}

export const size = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);
export const zeros = (count: number): number[] => Array<number>(count).fill(0);
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

function weight(random: Pcg, init: string, fanIn: number, fanOut: number): number {
  if (init === 'he') return random.normal() * Math.sqrt(2 / fanIn);
  if (init === 'heUniform') return (2 * random.uniform() - 1) * Math.sqrt(6 / fanIn);
  if (init === 'pytorch') return (2 * random.uniform() - 1) / Math.sqrt(fanIn);
  if (init === 'xavier' || init === 'keras') return (2 * random.uniform() - 1) * Math.sqrt(6 / (fanIn + fanOut));
  return random.normal() * Math.sqrt(2 / (fanIn + fanOut));
}

export const weights = (count: number, random: Pcg, init: string, fanIn: number, fanOut: number) =>
  Array.from({ length: count }, () => weight(random, init, fanIn, fanOut));

export const biases = (count: number, random: Pcg, init: string, fanIn: number) =>
  init === 'pytorch' ? weights(count, random, init, fanIn, count) : zeros(count);

export const sigmoid = (x: Term) => apply(x, logistic, (value) => logistic(value) * (1 - logistic(value)));
export const tanh = (x: Term) => apply(x, Math.tanh, (value) => 1 - Math.tanh(value) ** 2);
