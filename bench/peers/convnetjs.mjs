// ConvNetJS, plain JavaScript in float64. Its 0.3.0 has no Adam: AdaDelta stands in, which keeps two numbers a parameter as well.
import { createRequire } from 'node:module';
import { BATCHES } from './tasks.mjs';

const require = createRequire(import.meta.url);

export async function convnetjs() {
  const library = require('convnetjs');
  const { version } = require('convnetjs/package.json');
  return { name: 'ConvNetJS', slow: true, version, make: async (task, params) => make(library, task, params) };
}

const definitions = {
  dense: ([units]) => ({ type: 'fc', num_neurons: Number(units) }),
  conv: ([filters, size, padding]) => ({
    type: 'conv',
    sx: Number(size),
    filters: Number(filters),
    stride: 1,
    pad: padding === 'same' ? (size - 1) / 2 : 0,
  }),
  pool: ([size]) => ({ type: 'pool', sx: Number(size), stride: Number(size) }),
};

/** Filters and biases from the flat parameters, where weight (input i, output n) is at i·outputs + n. */
function setWeights(net, params) {
  let at = 0;
  for (const { filters, biases } of net.layers) {
    if (!filters) continue;
    const inputs = filters[0].w.length;
    for (let i = 0; i < inputs; i++) for (const filter of filters) filter.w[i] = params[at++];
    for (let n = 0; n < filters.length; n++) biases.w[n] = params[at++];
  }
  if (at !== params.length) throw new Error(`${at} of ${params.length} parameters have a place`);
}

function make({ Vol, Net, Trainer }, { layers, shape, classes, batch, lr, numbers, labels }, params) {
  const [height, width, channels] = shape;
  const list = [{ type: 'input', out_sx: width, out_sy: height, out_depth: channels }];
  for (const { id, args } of layers) {
    if (id === 'flatten') continue;
    if (id === 'relu') list.at(-1).activation = 'relu';
    else if (definitions[id]) list.push(definitions[id](args));
    else return { absent: `it has no layer ${id}` };
  }
  list.pop(); // its softmax layer brings its own weights
  list.push({ type: 'softmax', num_classes: classes });
  const net = new Net();
  net.makeLayers(list);
  setWeights(net, params);
  const trainer = new Trainer(net, { method: 'adadelta', batch_size: batch, l2_decay: 0, learning_rate: lr });
  const size = numbers.length / labels.length;
  const items = Array.from(labels, (_, i) => {
    const vol = new Vol(width, height, channels, 0);
    vol.w.set(numbers.subarray(i * size, (i + 1) * size));
    return vol;
  });
  let steps = 0;
  return {
    step: () => {
      const first = (steps++ % BATCHES) * batch;
      let loss = 0;
      for (let i = first; i < first + batch; i++) loss += trainer.train(items[i], labels[i]).cost_loss;
      return loss / batch;
    },
    dispose: () => {},
  };
}
