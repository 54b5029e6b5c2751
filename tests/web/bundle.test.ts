import { beforeAll, describe, expect, it } from 'vitest';
import { type BundleSpec, isFailure, type ModuleBundle, type SidestepModule } from '../../web/src/core/module.ts';
import { makeLane, makeModule } from './support/module.ts';

let module: SidestepModule;
beforeAll(async () => {
  module = await makeModule();
});

const problem = { id: 'rosenbrock' };
const steps = 300;
const starts = Float64Array.from({ length: 2 * 70 }, (_, i) => ((i * 0.618034) % 1) * 3 - 1.5);

function bundle(spec: Partial<BundleSpec>): ModuleBundle {
  const made = module.createBundle?.({ problem, lane: { optimizer: 'adam', lr: 0.05 }, steps, runs: 70, ...spec });
  if (!made || isFailure(made)) throw new Error(made?.message ?? 'no bundles');
  return made;
}

describe('a bundle of runs', () => {
  it('gives each run what a lane gives it alone, to the bit', () => {
    const lr = Array.from({ length: 70 }, (_, k) => (k < 60 ? 0.05 : k < 66 ? 1e-3 * (k - 59) : 0.5));
    for (const optimizer of ['sgd', 'rmsprop', 'adam', 'lion']) {
      const runs = bundle({ lane: { optimizer }, starts, each: { lr }, losses: 100 });
      expect(runs.run(100, 0)).toBe(true);
      expect(runs.run(steps, 0)).toBe(true);
      for (const k of [0, 1, 59, 60, 65, 66, 69]) {
        const lane = makeLane(module, { problem, lane: { optimizer, lr: lr[k] as number }, steps, every: 100 });
        lane.startFrom(starts.slice(2 * k, 2 * k + 2));
        lane.run(steps, 0);
        expect(runs.params().slice(2 * k, 2 * k + 2)).toEqual(lane.peek('params'));
        expect(runs.hashes().slice(16 * k, 16 * k + 16)).toBe(lane.hash('params'));
        expect(runs.steps()[k]).toBe(lane.step());
        expect(runs.diverged()[k]).toBe(lane.status() === 'diverged' ? 1 : 0);
        const width = lane.columns().length;
        const rows = lane.rows().slice();
        expect(runs.losses()[k]).toBe(rows[rows.length - width + 1]);
        if (!runs.diverged()[k])
          expect(runs.trace().slice(4 * k, 4 * k + 4)).toEqual(
            Float64Array.from([0, 1, 2, 3], (row) => rows[row * width + 1] as number),
          );
        lane.delete();
      }
      runs.delete();
    }
  });

  it('draws the noise of each run from its own seed', () => {
    const noisy = { id: 'rosenbrock', noise: 0.5 };
    const runs = bundle({ problem: noisy, runs: 3, seeds: [4, 5, 4], steps: 50 });
    runs.run(50, 0);
    const [a, b, c] = [0, 1, 2].map((k) => [...runs.params().slice(2 * k, 2 * k + 2)]);
    expect(a).toEqual(c);
    expect(a).not.toEqual(b);
    const lane = makeLane(module, { problem: noisy, lane: { optimizer: 'adam', lr: 0.05 }, seed: 5 });
    lane.run(50, 0);
    expect([...lane.peek('params')]).toEqual(b);
  });

  it('comes back when its time is up, and goes on to the same end', () => {
    const [whole, sliced] = [bundle({ starts }), bundle({ starts })];
    whole.run(steps, 0);
    let turns = 1;
    while (!sliced.run(steps, 1e-6)) turns++;
    expect(turns).toBeGreaterThan(1);
    expect(sliced.params().slice()).toEqual(whole.params().slice());
  });

  it('names the field that is wrong', () => {
    const wrong = (spec: object) => {
      const made = module.createBundle?.({ problem, lane: { optimizer: 'adam' }, runs: 2, ...spec });
      return made && isFailure(made) ? `${made.code} ${made.at}` : 'none';
    };
    expect(wrong({})).toBe('none');
    expect(wrong({ starts: [1, 2, 3] })).toBe('bad-length starts');
    expect(wrong({ starts: 'a' })).toBe('bad-length starts');
    expect(wrong({ starts: 7 })).toBe('wrong-type starts');
    expect(wrong({ each: { lr: [0.1, -1] } })).toBe('out-of-range lane.lr');
    expect(wrong({ each: { pace: [1, 2] } })).toBe('unknown-field lane.pace');
    expect(wrong({ lane: { optimizer: 'newton' } })).toBe('unsupported lane.optimizer');
    expect(wrong({ problem: { id: 'reddi' } })).toBe('unsupported problem.id');
    expect(wrong({ runs: -1 })).toBe('wrong-type runs');
  });
});
