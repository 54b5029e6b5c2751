import { type Layer, sigmoid, size, tanh, weights, zeros } from './layer.ts';
import { affine, constants, sum, type Term, times } from './tape.ts';

type Gates = (input: Term[], hidden: Term[], h: Term[], c: Term[]) => void;

/** `input`: x·W + b_ih, `hidden`: h·U + b_hh. Both states are changed in place. */
export const lstmGates: Gates = (input, hidden, h, c) => {
  const units = h.length;
  for (let j = 0; j < units; j++) {
    const gate = (k: number) => sum([input[k * units + j]!, hidden[k * units + j]!]);
    c[j] = sum([times(sigmoid(gate(1)), c[j]!), times(sigmoid(gate(0)), tanh(gate(2)))]);
    h[j] = times(sigmoid(gate(3)), tanh(c[j]!));
  }
};

export const gruGates: Gates = (input, hidden, h) => {
  const units = h.length;
  for (let j = 0; j < units; j++) {
    const gate = (k: number) => sum([input[k * units + j]!, hidden[k * units + j]!]);
    const [r, z] = [sigmoid(gate(0)), sigmoid(gate(1))];
    const n = tanh(sum([input[2 * units + j]!, times(r, hidden[2 * units + j]!)]));
    h[j] = sum([n, times(z, sum([h[j]!, n], [1, -1]))]);
  }
};

export function recurrent(shape: number[], units: number, all: boolean, gates: 3 | 4, step: Gates): Layer {
  const steps = shape[0]!;
  const features = size(shape.slice(1));
  const columns = gates * units;
  const [inner, biases] = [features * columns, (features + units) * columns];
  return {
    shape: all ? [steps, units] : [units],
    params: biases + 2 * columns,
    initial: (random, init) => {
      const bias = zeros(2 * columns);
      if (gates === 4) bias.fill(1, units, 2 * units);
      return [...weights(biases, random, init, features + units, units), ...bias];
    },
    forward: (w, batch) => {
      const [outer, recurring] = [w.slice(0, inner), w.slice(inner, biases)];
      const [ih, hh] = [w.slice(biases, biases + columns), w.slice(biases + columns)];
      return batch.map((x) => {
        const [h, c, states] = [constants(zeros(units)), constants(zeros(units)), [] as Term[]];
        for (let t = 0; t < steps; t++) {
          const now = x.slice(t * features, (t + 1) * features);
          step(affine(now, outer, ih), affine([...h], recurring, hh), h, c);
          states.push(...h);
        }
        return all ? states : h;
      });
    },
  };
}
