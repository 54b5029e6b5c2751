import { biases, type Layer, sigmoid, size, weights, zeros } from './layer.ts';
import type { Pcg } from './random.ts';
import { affine, constants, sum, type Term, times } from './tape.ts';

type Activation = (x: Term) => Term;
type Gates = (input: Term[], hidden: Term[], h: Term[], c: Term[]) => void;

/** `input`: x·W + b_ih, `hidden`: h·U + b_hh. Both states are changed in place. */
export const lstmGates =
  (tanh: Activation): Gates =>
  (input, hidden, h, c) => {
    const units = h.length;
    for (let j = 0; j < units; j++) {
      const gate = (k: number) => sum([input[k * units + j]!, hidden[k * units + j]!]);
      c[j] = sum([times(sigmoid(gate(1)), c[j]!), times(sigmoid(gate(0)), tanh(gate(2)))]);
      h[j] = times(sigmoid(gate(3)), tanh(c[j]!));
    }
  };

export const gruGates =
  (tanh: Activation): Gates =>
  (input, hidden, h) => {
    const units = h.length;
    for (let j = 0; j < units; j++) {
      const gate = (k: number) => sum([input[k * units + j]!, hidden[k * units + j]!]);
      const [r, z] = [sigmoid(gate(0)), sigmoid(gate(1))];
      const n = tanh(sum([input[2 * units + j]!, times(r, hidden[2 * units + j]!)]));
      h[j] = sum([n, times(z, sum([h[j]!, n], [1, -1]))]);
    }
  };

/** Rows of normal numbers in float32, each without its shares along those before it, then of length 1. */
function orthonormal(random: Pcg, count: number, extent: number): number[] {
  const dot = (a: number[], b: number[]) => a.reduce((sum, x, j) => sum + x * b[j]!, 0);
  const rows: number[][] = [];
  for (let r = 0; r < count; r++) {
    let row = random.normals(extent).map(Math.fround);
    for (const before of rows) {
      const share = dot(before, row);
      row = row.map((x, j) => Math.fround(x - share * before[j]!));
    }
    const length = Math.sqrt(dot(row, row));
    rows.push(row.map((x) => Math.fround(x / length)));
  }
  return rows.flat();
}

export function recurrent(shape: number[], units: number, all: boolean, gates: 3 | 4, step: Gates): Layer {
  const steps = shape[0]!;
  const features = size(shape.slice(1));
  const columns = gates * units;
  const [inner, matrix] = [features * columns, (features + units) * columns];
  return {
    shape: all ? [steps, units] : [units],
    params: matrix + 2 * columns,
    initial: (random, init) => {
      if (init === 'pytorch')
        return [...weights(matrix, random, init, units, units), ...biases(2 * columns, random, init, units)];
      const bias = zeros(2 * columns);
      if (gates === 4) bias.fill(1, units, 2 * units);
      if (init === 'keras')
        return [...weights(inner, random, init, features, columns), ...orthonormal(random, units, columns), ...bias];
      return [...weights(matrix, random, init, features + units, units), ...bias];
    },
    forward: (w, batch) => {
      const [outer, recurring] = [w.slice(0, inner), w.slice(inner, matrix)];
      const [ih, hh] = [w.slice(matrix, matrix + columns), w.slice(matrix + columns)];
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
