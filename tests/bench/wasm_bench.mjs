// The training steps of network_bench.cpp in WebAssembly under Node. A module in a hundred stays in the engine's baseline code for a
// whole run, so every figure is the median over several loads of the module.
import { performance } from 'node:perf_hooks';

const LOADS = 5;
const MILLIS = 300;

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** Made-up items, as in the native benchmark. */
function noise(module, shape) {
  const data = module.createDataset({ shape, classes: 10, train: 2000, test: 100 });
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  };
  for (const split of ['train', 'test']) {
    data.bytes(split, 'items').forEach((_, i, items) => {
      items[i] = random();
    });
    data.bytes(split, 'labels').forEach((_, i, labels) => {
      labels[i] = random() % 10;
    });
  }
  data.seal();
  return data;
}

/** Microseconds a step. */
function time(lane, chunk) {
  lane.run(chunk, 0);
  lane.rows();
  let steps = 0;
  const start = performance.now();
  while (performance.now() - start < MILLIS) {
    steps += lane.run(chunk, 0);
    lane.rows();
  }
  return ((performance.now() - start) * 1000) / steps;
}

const network = (net, shape = [28, 28, 1]) => ({ problem: { id: 'network', net, evaluate: 1e7 }, shape });
const cnn = 'conv(8,5,same) relu pool(2) conv(16,5,same) relu pool(2) dense(10)';
const cases = {
  'step/784-32-10/32': { ...network('dense(32) relu dense(10)'), batch: 32 },
  'step/784-32-10/128': { ...network('dense(32) relu dense(10)'), batch: 128 },
  'step/784-128-10/32': { ...network('dense(128) relu dense(10)'), batch: 32 },
  'step/784-128-10/128': { ...network('dense(128) relu dense(10)'), batch: 128 },
  'step/cnn/32': { ...network(cnn), batch: 32, chunk: 2 },
  'step/lstm/64': { ...network('lstm(64) dense(10)', [100, 10]), batch: 64, chunk: 1, optimizer: 'rmsprop' },
  'toy/adam/rosenbrock': { problem: { id: 'rosenbrock' } },
};

const figures = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
for (let load = 0; load < LOADS; load++) {
  const { default: factory } = await import('#wasm/sidestep.mjs');
  const module = await factory();
  for (const [name, { shape, chunk = 20, optimizer = 'adam', ...spec }] of Object.entries(cases)) {
    const data = shape && noise(module, shape);
    const lane = module.createLane({ seed: 1, lane: { optimizer }, ...spec, ...(data && { data }) });
    figures[name].push(time(lane, chunk));
    lane.delete();
    data?.delete();
  }
}
console.log(
  `\nWebAssembly (fixed-width SIMD) in Node ${process.version}: median of ${LOADS} loads, smallest and largest`,
);
for (const [name, list] of Object.entries(figures)) {
  const [low, mid, high] = [Math.min(...list), median(list), Math.max(...list)].map((x) =>
    x.toPrecision(4).padStart(8),
  );
  console.log(`${name.padEnd(24)}${mid} µs   (${low} … ${high})`);
}
