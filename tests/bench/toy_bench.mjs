// A lane on a surface against the same rule written by hand in plain JavaScript: the same function, the same numbers, in one process,
// turn by turn.
import factory from '#wasm/sidestep.mjs';

const STEPS = 20_000;
const ROUNDS = 31;

/** Rosenbrock's function: the loss, its gradient into g. */
function rosenbrock(w, g) {
  const a = 1 - w[0];
  const b = w[1] - w[0] * w[0];
  g[0] = -2 * a - 400 * w[0] * b;
  g[1] = 200 * b;
  return a * a + 100 * b * b;
}

/** A run of `steps` updates as anybody would write it; with `rows`, step, loss, ‖g‖ and w of each are kept. */
const byHand = {
  sgd: (steps, rows) => {
    const w = Float64Array.of(-1.2, 1);
    const g = new Float64Array(2);
    for (let t = 0; t < steps; t++) {
      keep(rows, t, rosenbrock(w, g), w, g);
      for (let i = 0; i < 2; i++) w[i] -= 1e-4 * g[i];
    }
    return w;
  },
  momentum: (steps, rows) => {
    const w = Float64Array.of(-1.2, 1);
    const g = new Float64Array(2);
    const v = new Float64Array(2);
    for (let t = 0; t < steps; t++) {
      keep(rows, t, rosenbrock(w, g), w, g);
      for (let i = 0; i < 2; i++) {
        v[i] = 0.9 * v[i] + g[i];
        w[i] -= 1e-4 * v[i];
      }
    }
    return w;
  },
  adam: (steps, rows) => {
    const w = Float64Array.of(-1.2, 1);
    const g = new Float64Array(2);
    const m = new Float64Array(2);
    const v = new Float64Array(2);
    let [power1, power2] = [1, 1];
    for (let t = 0; t < steps; t++) {
      keep(rows, t, rosenbrock(w, g), w, g);
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

const lanes = {
  sgd: { optimizer: 'sgd', lr: 1e-4 },
  momentum: { optimizer: 'sgd', lr: 1e-4, momentum: 0.9 },
  adam: { optimizer: 'adam', lr: 1e-3 },
};

const module = await factory();
/** Nanoseconds a step of `run`. */
const time = (run) => {
  const start = performance.now();
  run();
  return ((performance.now() - start) * 1e6) / STEPS;
};
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

console.log(
  `\nA step on Rosenbrock's function in Node ${process.version}, median of ${ROUNDS} turns of ${STEPS} steps each`,
);
for (const [name, rule] of Object.entries(lanes)) {
  for (const recorded of [true, false]) {
    const lane = module.createLane({
      seed: 1,
      steps: 1e9,
      every: recorded ? 1 : 1e9,
      capacity: STEPS + 1,
      problem: { id: 'rosenbrock' },
      lane: rule,
    });
    const rows = recorded ? new Float64Array(5 * STEPS) : null;
    const ours = () => {
      lane.reset();
      lane.run(STEPS, 0);
      lane.rows();
    };
    const theirs = () => byHand[name](STEPS, rows);
    lane.run(1000, 0);
    const [mine, hand] = [lane.peek('params'), byHand[name](1000, null)];
    if (mine.some((x, i) => Math.abs(x - hand[i]) > 1e-9)) throw new Error(`${name}: ${mine} is not ${hand}`);
    const [a, b] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      a.push(time(ours));
      b.push(time(theirs));
    }
    const [lanes, hands] = [median(a), median(b)];
    const figures = `lane ${lanes.toFixed(0).padStart(4)} ns, by hand ${hands.toFixed(0).padStart(4)} ns`;
    console.log(
      `${name.padEnd(9)} ${recorded ? 'each row kept' : 'no rows kept '}  ${figures}: ${(hands / lanes).toFixed(2)} × as fast`,
    );
    lane.delete();
  }
}
