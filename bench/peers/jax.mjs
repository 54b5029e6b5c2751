// jax-js, which compiles its kernels to WebAssembly while it runs. One thread: Node has no workers of the kind that it divides its loops among.
import { readFileSync } from 'node:fs';
import { BATCHES } from './tasks.mjs';

export async function jax() {
  const library = await import('@jax-js/jax');
  await library.init('wasm');
  library.defaultDevice('wasm');
  const manifest = new URL('../package.json', import.meta.resolve('@jax-js/jax'));
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  return { name: 'jax-js wasm', slow: true, version, make: async (task, params) => make(library, task, params) };
}

const sizeOf = (shape) => shape.reduce((a, b) => a * b, 1);

/**
 * Layers on images with their channels first, as the library has them: { shapes of the parameters as Sidestep has them, `kept`: in which order
 * of axes the library wants the first of them, apply, the shape of an item (channels last) that it gives }.
 */
const layerOf = {
  dense: ({ numpy: np }, [units], shape) => ({
    shapes: [[sizeOf(shape), Number(units)], [Number(units)]],
    apply: (x, [w, b]) => np.dot(flat(np, x, shape), w).add(b),
    output: [Number(units)],
  }),
  conv: ({ lax }, [filters, size, padding], [height, width, channels]) => ({
    shapes: [[Number(size), Number(size), channels, Number(filters)], [Number(filters)]],
    kept: [3, 2, 0, 1],
    apply: (x, [w, b]) => lax.conv(x, w, [1, 1], padding.toUpperCase()).add(b.reshape([1, Number(filters), 1, 1])),
    output: [height, width, Number(filters)],
  }),
  pool: ({ lax, numpy: np }, [size], [height, width, channels]) => ({
    apply: (x) => lax.reduceWindow(x, (window) => np.max(window), square(size), square(size)),
    output: [Math.floor(height / size), Math.floor(width / size), channels],
  }),
  relu: ({ nn }) => ({ apply: (x) => nn.relu(x) }),
  flatten: ({ numpy: np }, _, shape) => ({ apply: (x) => flat(np, x, shape), output: [sizeOf(shape)] }),
};
const square = (size) => [Number(size), Number(size)];
/** Rows of items, an image's channels last. */
const flat = (np, x, shape) => (shape.length === 1 ? x : np.moveaxis(x, 1, 3).reshape([-1, sizeOf(shape)]));

function make(library, { layers, shape, classes, batch, optimizer, lr, numbers, labels }, params) {
  const { numpy: np, nn, jit, valueAndGrad } = library;
  if (optimizer !== 'adam') return { absent: `no ${optimizer} is written for it` };
  const size = sizeOf(shape);
  const flatInput = layers[0].id === 'dense';
  let item = flatInput ? [size] : shape;
  let at = 0;
  const net = [];
  const start = [];
  for (const { id, args } of layers) {
    if (!layerOf[id]) return { absent: `it has no layer ${id}` };
    const { shapes = [], kept, apply, output = item } = layerOf[id](library, args, item);
    for (const [i, form] of shapes.entries()) {
      const array = np.array(params.slice(at, at + sizeOf(form))).reshape(form);
      start.push(kept && i === 0 ? np.transpose(array, kept) : array);
      at += sizeOf(form);
    }
    net.push({ own: shapes.length, apply });
    item = output;
  }
  if (at !== params.length) throw new Error(`${at} of ${params.length} parameters have a place`);

  const loss = (weights, x, y) => {
    let next = 0;
    for (const { own, apply } of net) {
      x = apply(x, weights.slice(next, next + own));
      next += own;
    }
    return nn
      .logSoftmax(x)
      .mul(y)
      .sum()
      .mul(-1 / batch);
  };
  /** Adam in the form that scales its rate and ε by the corrections. */
  const step = jit((weights, means, squares, x, y, rate, epsilon) => {
    const [value, slopes] = valueAndGrad(loss)(
      weights.map((w) => w.ref),
      x,
      y,
    );
    const first = means.map((m, i) => m.mul(0.9).add(slopes[i].ref.mul(0.1)));
    const second = squares.map((v, i) => v.mul(0.999).add(slopes[i].ref.mul(slopes[i]).mul(0.001)));
    const moved = weights.map((w, i) => w.sub(first[i].ref.mul(rate.ref).div(np.sqrt(second[i].ref).add(epsilon.ref))));
    rate.dispose();
    epsilon.dispose();
    return [value, moved, first, second];
  });

  const batches = Array.from({ length: BATCHES }, (_, k) => {
    const rows = np.array(numbers.slice(k * batch * size, (k + 1) * batch * size));
    const hot = new Float32Array(batch * classes);
    for (let i = 0; i < batch; i++) hot[i * classes + labels[k * batch + i]] = 1;
    return {
      x: flatInput ? rows.reshape([batch, size]) : np.moveaxis(rows.reshape([batch, ...shape]), 3, 1),
      y: np.array(hot).reshape([batch, classes]),
    };
  });
  let state = [start, ...[1, 2].map(() => start.map(({ shape: form }) => np.zeros(form)))];
  let steps = 0;
  return {
    step: () => {
      const { x, y } = batches[steps++ % BATCHES];
      const correction = Math.sqrt(1 - 0.999 ** steps);
      const [rate, epsilon] = [(lr * correction) / (1 - 0.9 ** steps), 1e-8 * correction].map((it) => np.array(it));
      const [value, ...next] = step(...state, x.ref, y.ref, rate, epsilon);
      state = next;
      return value.dataSync()[0];
    },
    dispose: () => {
      for (const array of [...state.flat(), ...batches.flatMap(({ x, y }) => [x, y])]) array.dispose();
    },
  };
}
