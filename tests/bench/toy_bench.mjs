// A lane on a surface against the same rule written by hand in plain JavaScript: the same function, the same numbers, in one process,
// turn by turn. Then bundles of runs against single lanes, of this build and of another one.
//   node --no-liftoff tests/bench/toy_bench.mjs [FOLDER]   FOLDER: of another build's modules, measured in turn with this one
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const STEPS = 20_000;
const ROUNDS = 41;
const RUNS = 256;
const BUNDLE_STEPS = 400;

/** Each: the loss at w, its gradient into g. */
const surfaces = {
  rosenbrock(w, g) {
    const a = 1 - w[0];
    const b = w[1] - w[0] * w[0];
    g[0] = -2 * a - 400 * w[0] * b;
    g[1] = 200 * b;
    return a * a + 100 * b * b;
  },
  himmelblau(w, g) {
    const a = w[0] * w[0] + w[1] - 11;
    const b = w[0] + w[1] * w[1] - 7;
    g[0] = 4 * a * w[0] + 2 * b;
    g[1] = 2 * a + 4 * b * w[1];
    return a * a + b * b;
  },
};
const starts = { rosenbrock: [-1.2, 1], himmelblau: [0.5, -0.5] };

/** The rules below on that surface: copies of their code with `surface` and `start` set, so that the engine can inline them. */
const byHand = (name) => {
  const copy = (rule) => new Function('surface', 'start', 'keep', `return ${rule}`)(surfaces[name], starts[name], keep);
  return Object.fromEntries(Object.entries(rules).map(([id, { code }]) => [id, copy(code)]));
};

function keep(rows, t, loss, w, g) {
  if (!rows) return;
  const at = 5 * t;
  rows[at] = t;
  rows[at + 1] = loss;
  rows[at + 2] = Math.sqrt(g[0] * g[0] + g[1] * g[1]);
  rows[at + 3] = w[0];
  rows[at + 4] = w[1];
}

/** `code`: `steps` updates as anybody would write them; with `rows`, step, loss, ‖g‖ and w of each are kept. */
const rules = {
  sgd: {
    lane: { optimizer: 'sgd', lr: 1e-4 },
    code: (steps, rows) => {
      const w = Float64Array.from(start);
      const g = new Float64Array(2);
      for (let t = 0; t < steps; t++) {
        keep(rows, t, surface(w, g), w, g);
        for (let i = 0; i < 2; i++) w[i] -= 1e-4 * g[i];
      }
      return w;
    },
  },
  momentum: {
    lane: { optimizer: 'sgd', lr: 1e-4, momentum: 0.9 },
    code: (steps, rows) => {
      const w = Float64Array.from(start);
      const g = new Float64Array(2);
      const v = new Float64Array(2);
      for (let t = 0; t < steps; t++) {
        keep(rows, t, surface(w, g), w, g);
        for (let i = 0; i < 2; i++) {
          v[i] = 0.9 * v[i] + g[i];
          w[i] -= 1e-4 * v[i];
        }
      }
      return w;
    },
  },
  rmsprop: {
    lane: { optimizer: 'rmsprop', lr: 1e-4, rho: 0.9 },
    code: (steps, rows) => {
      const w = Float64Array.from(start);
      const g = new Float64Array(2);
      const v = new Float64Array(2);
      for (let t = 0; t < steps; t++) {
        keep(rows, t, surface(w, g), w, g);
        for (let i = 0; i < 2; i++) {
          v[i] = 0.9 * v[i] + 0.1 * g[i] * g[i];
          w[i] -= (1e-4 * g[i]) / (Math.sqrt(v[i]) + 1e-8);
        }
      }
      return w;
    },
  },
  adam: {
    lane: { optimizer: 'adam', lr: 1e-3 },
    code: (steps, rows) => {
      const w = Float64Array.from(start);
      const g = new Float64Array(2);
      const m = new Float64Array(2);
      const v = new Float64Array(2);
      let [power1, power2] = [1, 1];
      for (let t = 0; t < steps; t++) {
        keep(rows, t, surface(w, g), w, g);
        power1 *= 0.9;
        power2 *= 0.999;
        for (let i = 0; i < 2; i++) {
          m[i] = 0.9 * m[i] + 0.1 * g[i];
          v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
          w[i] -= ((1e-3 / (1 - power1)) * m[i]) / (Math.sqrt(v[i] / (1 - power2)) + 1e-8);
        }
      }
      return w;
    },
  },
};

const load = async (folder, name) => {
  const { default: make } = await import(pathToFileURL(join(resolve(folder), name)).href);
  return make();
};
const here = 'build/wasm';
const module = await load(here, 'sidestep.mjs');
const full = await load(here, 'sidestep-all.mjs');
const other = process.argv[2] && (await load(process.argv[2], 'sidestep.mjs'));

/** Nanoseconds a step of `run`. */
const time = (run, steps) => {
  const begun = performance.now();
  run();
  return ((performance.now() - begun) * 1e6) / steps;
};
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const ns = (list) => `${median(list).toFixed(1)} (${Math.min(...list).toFixed(1)})`.padStart(14);
/** The median of the ratios within each turn. */
const ratio = (a, b) => median(a.map((x, i) => x / b[i])).toFixed(2);

const lane = (from, problem, rule, recorded) =>
  from.createLane({
    seed: 1,
    steps: 1e9,
    every: recorded ? 1 : 1e9,
    capacity: STEPS + 1,
    problem: { id: problem },
    lane: rule,
  });

console.log(`Node ${process.version}, nanoseconds a step, median (least) of ${ROUNDS} turns of ${STEPS} steps each`);
for (const problem of Object.keys(surfaces)) {
  const hands = byHand(problem);
  for (const [name, { lane: rule }] of Object.entries(rules)) {
    for (const recorded of [false, true]) {
      const lanes = [module, other].filter(Boolean).map((from) => lane(from, problem, rule, recorded));
      const rows = recorded ? new Float64Array(5 * STEPS) : null;
      lanes[0].run(1000, 0);
      const [mine, hand] = [lanes[0].peek('params'), hands[name](1000, null)];
      if (mine.some((x, i) => !(Math.abs(x - hand[i]) < 1e-9))) throw new Error(`${name}: ${mine} is not ${hand}`);
      const taken = [...lanes, null].map(() => []);
      for (let round = 0; round < ROUNDS; round++) {
        lanes.forEach((one, i) => {
          const run = () => {
            one.reset();
            one.run(STEPS, 0);
            one.rows();
          };
          taken[i].push(time(run, STEPS));
        });
        taken.at(-1).push(time(() => hands[name](STEPS, rows), STEPS));
      }
      const [ours, theirs] = [taken[0], taken.at(-1)];
      const before = other ? `, other build${ns(taken[1])}` : '';
      console.log(
        `${problem.padEnd(10)} ${name.padEnd(8)} ${recorded ? 'each row' : 'no rows '}  lane${ns(ours)}, by hand${ns(theirs)}: ${ratio(ours, theirs)} of its time${before}`,
      );
      for (const one of lanes) one.delete();
    }
  }
}

console.log(`\nA bundle of ${RUNS} runs of ${BUNDLE_STEPS} steps, nanoseconds a step of one run`);
for (const problem of Object.keys(surfaces)) {
  for (const [name, { lane: rule }] of Object.entries(rules)) {
    const spec = { seed: 1, steps: BUNDLE_STEPS, problem: { id: problem }, lane: rule, runs: RUNS };
    const points = Float64Array.from({ length: 2 * RUNS }, (_, i) => ((i * 0.618034) % 1) * 2 - 1);
    const rates = Float64Array.from({ length: RUNS }, (_, i) => rule.lr * (0.5 + i / RUNS));
    const singles = [other, module].filter(Boolean).map((from) => lane(from, problem, rule, false));
    const shapes = { starts: { starts: points }, rates: { starts: points, each: { lr: rates } } };
    const taken = { starts: [], rates: [], singles: singles.map(() => []) };
    for (let round = 0; round < ROUNDS; round++) {
      for (const [shape, also] of Object.entries(shapes)) {
        const bundle = full.createBundle({ ...spec, ...also });
        if (bundle.message) throw new Error(bundle.message);
        taken[shape].push(time(() => bundle.run(BUNDLE_STEPS, 0), RUNS * BUNDLE_STEPS));
        bundle.delete();
      }
      singles.forEach((one, i) => {
        const run = () => {
          for (let k = 0; k < 64; k++) {
            one.reset();
            one.run(BUNDLE_STEPS, 0);
          }
        };
        taken.singles[i].push(time(run, 64 * BUNDLE_STEPS));
      });
    }
    const [before] = taken.singles;
    console.log(
      `${problem.padEnd(10)} ${name.padEnd(8)} other starts${ns(taken.starts)}: ${ratio(before, taken.starts)} × single lanes'; other rates${ns(taken.rates)}: ${ratio(before, taken.rates)} ×; single${taken.singles.map(ns).join(', now')}`,
    );
  }
}

const side = 128;
const grid = Float64Array.from({ length: 2 * side * side }, (_, i) =>
  i % 2 ? (4 * ((i >> 1) % side)) / side - 1 : (4 * Math.floor((i >> 1) / side)) / side - 2,
);
const basins = [];
for (let round = 0; round < 11; round++) {
  const spec = { problem: { id: 'rosenbrock' }, lane: { optimizer: 'adam', lr: 0.1 }, steps: 200, runs: side * side };
  const begun = performance.now();
  const bundle = full.createBundle({ ...spec, starts: grid });
  const made = performance.now();
  bundle.run(200, 0);
  basins.push([made - begun, performance.now() - made]);
  bundle.delete();
}
const column = (i) => median(basins.map((b) => b[i])).toFixed(1);
console.log(`\n${side}×${side} starts, Adam, 200 steps: ${column(1)} ms, made in ${column(0)} ms`);
