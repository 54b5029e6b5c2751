// The benchmarks of network_bench.cpp through the module's lanes, for Node and for a page alike.

/** Milliseconds a benchmark. */
const MILLIS = 300;
/** Loads of the module: one in a hundred stays in the engine's baseline code for a whole run. */
export const LOADS = 5;

/** Made-up 28×28 images, as in the native benchmark. */
export function images(module) {
  const data = module.createDataset({ shape: [28, 28, 1], classes: 10, train: 6000, test: 1000 });
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
function time(lane) {
  lane.run(20, 0);
  lane.rows();
  let steps = 0;
  const start = performance.now();
  while (performance.now() - start < MILLIS) {
    steps += lane.run(20, 0);
    lane.rows();
  }
  return ((performance.now() - start) * 1000) / steps;
}

const network = (net) => ({ problem: { id: 'network', net, evaluate: 1e7 }, data: true });
export const cases = {
  'step/784-32-10/32': { ...network('dense(32) relu dense(10)'), batch: 32 },
  'step/784-32-10/128': { ...network('dense(32) relu dense(10)'), batch: 128 },
  'step/784-128-10/32': { ...network('dense(128) relu dense(10)'), batch: 32 },
  'step/784-128-10/128': { ...network('dense(128) relu dense(10)'), batch: 128 },
  'step/8c5-p2-16c5-p2-10/32': {
    ...network('conv(8,5,same) relu pool(2) conv(16,5,same) relu pool(2) flatten dense(10)'),
    batch: 32,
  },
  'step/lstm64-10/64': { ...network('lstm(64) dense(10)'), batch: 64 },
  'toy/adam/rosenbrock': { problem: { id: 'rosenbrock' } },
};

/** Microseconds a step of every benchmark, in one load of the module. */
export async function measure(factory) {
  const module = await factory();
  const data = images(module);
  const figures = {};
  for (const [name, { data: wanted, ...spec }] of Object.entries(cases)) {
    const lane = module.createLane({ seed: 1, lane: { optimizer: 'adam' }, ...spec, ...(wanted ? { data } : {}) });
    figures[name] = time(lane);
    lane.delete();
  }
  return figures;
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** Prints the figures of several loads. */
export function report(where, loads) {
  console.log(`\nWebAssembly (fixed-width SIMD) in ${where}: median of ${loads.length} loads, smallest and largest`);
  for (const name of Object.keys(cases)) {
    const list = loads.map((figures) => figures[name]);
    const [low, mid, high] = [Math.min(...list), median(list), Math.max(...list)].map((x) =>
      x.toPrecision(4).padStart(8),
    );
    console.log(`${name.padEnd(28)}${mid} µs   (${low} … ${high})`);
  }
}
