// TensorFlow.js with its WebAssembly backend, SIMD, one thread.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BATCHES } from './tasks.mjs';

const require = createRequire(import.meta.url);

/** `slow`: only its first loss is compared, not a run of them. */
export async function tfjs() {
  const tf = await import('@tensorflow/tfjs');
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/'));
  await tf.setBackend('wasm');
  await tf.ready();
  return {
    name: 'tf.js wasm',
    slow: true,
    version: tf.version.tfjs,
    make: async (task, params) => make(tf, task, params),
  };
}

const square = (n) => [Number(n), Number(n)];
const layerOf = {
  dense: (tf, [units], input) => tf.layers.dense({ units: Number(units), ...input }),
  conv: (tf, [filters, size, padding], input) =>
    tf.layers.conv2d({ filters: Number(filters), kernelSize: square(size), padding, ...input }),
  pool: (tf, [size]) => tf.layers.maxPooling2d({ poolSize: square(size) }),
  flatten: (tf) => tf.layers.flatten(),
  lstm: (tf, [units], input) => tf.layers.lstm({ units: Number(units), recurrentActivation: 'sigmoid', ...input }),
};

/** The layers' weights from the flat parameters: the orders agree, but that an LSTM here has one bias. */
function weights(tf, model, params) {
  let at = 0;
  const take = (shape) => {
    const size = shape.reduce((a, b) => a * b, 1);
    at += size;
    return tf.tensor(params.slice(at - size, at), shape);
  };
  for (const layer of model.layers) {
    const shapes = layer.getWeights().map(({ shape }) => shape);
    if (shapes.length === 0) continue;
    const values = shapes.map(take);
    if (shapes.length === 3) values[2] = values[2].add(take(shapes[2]));
    layer.setWeights(values);
  }
  if (at !== params.length) throw new Error(`${at} of ${params.length} parameters have a place`);
}

function make(tf, { layers, shape, classes, batch, optimizer, lr, numbers, labels }, params) {
  const model = tf.sequential();
  const flat = layers[0].id === 'dense';
  const inputShape = flat ? [shape.reduce((a, b) => a * b, 1)] : shape;
  for (const [i, { id, args }] of layers.entries()) {
    const input = i === 0 ? { inputShape } : {};
    model.add(layerOf[id] ? layerOf[id](tf, args, input) : tf.layers.activation({ activation: id, ...input }));
  }
  weights(tf, model, params);
  const size = numbers.length / labels.length;
  const batches = Array.from({ length: BATCHES }, (_, k) => ({
    x: tf.tensor(numbers.slice(k * batch * size, (k + 1) * batch * size), [batch, ...inputShape]),
    y: tf.oneHot(tf.tensor1d([...labels.subarray(k * batch, (k + 1) * batch)], 'int32'), classes).toFloat(),
  }));
  const rule = optimizer === 'adam' ? tf.train.adam(lr, 0.9, 0.999, 1e-8) : tf.train.rmsprop(lr, 0.99, 0, 1e-8);
  let steps = 0;
  return {
    step: () => {
      const { x, y } = batches[steps++ % BATCHES];
      return tf.tidy(() => {
        const loss = rule.minimize(() => tf.losses.softmaxCrossEntropy(y, model.apply(x, { training: true })), true);
        return loss.dataSync()[0];
      });
    },
    dispose: () => {
      for (const { x, y } of batches) tf.dispose([x, y]);
      model.dispose();
      rule.dispose();
    },
  };
}
