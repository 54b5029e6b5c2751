// What docs/problems.md says of each problem is enough to rebuild it: random numbers, data, losses, gradients
// and columns. Nothing under support/rebuilt was written from the module's code.
import { beforeAll, describe, expect, it } from 'vitest';
import type { SidestepModule } from '../../../web/src/core/module.ts';
import { catalog, makeModule } from '../support/module.ts';
import { compare } from '../support/rebuilt/compare.ts';
import { descend, differences, type Rebuilt, type Rule } from '../support/rebuilt/descend.ts';
import { Pcg } from '../support/rebuilt/random.ts';
import { SEQUENCES } from '../support/rebuilt/sequences.ts';
import {
  bandit,
  corridor,
  linearRegression,
  matrixFactorization,
  matrixLeastSquares,
  randomRegression,
  wilson,
} from '../support/rebuilt/small-data.ts';
import { SURFACES, surface } from '../support/rebuilt/surfaces.ts';

let module: SidestepModule;
beforeAll(async () => {
  module = await makeModule();
});

it('draws the published numbers of PCG32', () => {
  const random = new Pcg(42, 54); // pcg32-demo of pcg-random.org
  expect(Array.from({ length: 6 }, () => random.next().toString(16))).toEqual([
    'a15c02b7',
    '7b47f409',
    'ba1d3330',
    '83d2f293',
    'bfa4784b',
    'cbed606e',
  ]);
});

describe('surfaces', () => {
  it('are all here', () => {
    expect(Object.keys(SURFACES)).toEqual(
      catalog.problems.filter(({ kind }) => kind === 'surface').map(({ id }) => id),
    );
  });

  for (const [id, { start, map, h = 2e-3 }] of Object.entries(SURFACES)) {
    it(id, () => {
      const fields = catalog.problems.find((problem) => problem.id === id)!.fields;
      expect(fields.find((field) => field.id === 'start')!.default).toEqual(start);
      const placement = map.length === 1 ? { shift: [0.3] } : { shift: [0.3, -0.2], rotate: 30 };
      const within = (shares: number[]) => map.map(([from, to], i) => from + shares[i]! * (to - from));
      for (const from of [start, within([0.2, 0.7]), within([0.6, 0.35]), within([0.9, 0.1])]) {
        for (const more of [{}, placement]) {
          const problem = { ...surface(id, more), start: from };
          const { gradNorm } = descend(problem, 0, { lr: 0 })[0]!;
          compare(module, problem, { id, ...more, start: from }, 12, { lr: Math.min(1000, h / gradNorm), noise: 0 });
        }
      }
    });
  }

  it('have settings', () => {
    const typed = (start: number[], f: (x: number, y: number) => number): Rebuilt => ({
      start,
      loss: (_, [x, y]) => f(x!, y!),
      gradient: (_, w) => differences(([x, y]) => f(x!, y!), w, 2e-3),
    });
    compare(
      module,
      typed([-1.5, 0.8], (x, y) => (x ** 2 + 7 * y ** 2) / 2),
      { id: 'ravine', kappa: 7 },
      20,
      { lr: 0.1 },
    );
    compare(
      module,
      typed([-1, 0.01], (x, y) => x ** 2 - y ** 2 + 3 * y ** 4),
      { id: 'saddle', quartic: 3 },
      20,
      { lr: 0.1 },
    );
    // A formula turns about the middle of its box.
    const formula = { id: 'formula', f: 'x^2 + x*y', box: [0, 4, 0, 2], rotate: 90, start: [1, 1] };
    compare(
      module,
      typed([1, 1], (x, y) => (1 + y) ** 2 + (1 + y) * (3 - x)),
      formula,
      20,
      { lr: 0.01 },
    );
  });

  it('have noise of 0.1 on the noisy quadratic', () => {
    const field = catalog.problems.find(({ id }) => id === 'noisy_quadratic')!.fields.find(({ id }) => id === 'noise')!;
    expect(field.default).toBe(0.1);
    compare(module, surface('noisy_quadratic'), { id: 'noisy_quadratic' }, 30, { lr: 0.1, noise: 0.1, seed: 7 });
  });
});

describe('sequences', () => {
  it('are all here', () => {
    const ids = [...new Set(SEQUENCES.map(([id]) => id))];
    expect(ids).toEqual(catalog.problems.filter(({ kind }) => kind === 'online').map(({ id }) => id));
  });

  it.each(SEQUENCES)('%s %o', (id, settings, lr, make) => {
    const steps = id === 'pure_noise' || id.startsWith('noisy_') ? 30 : id === 'noise_change' ? 1010 : 250;
    compare(module, make(5), { id, ...settings }, steps, { lr, seed: 5 });
  });
});

describe('small data', () => {
  it.each<[string, object, number, (seed: number) => Rebuilt]>([
    ['linear_regression', {}, 1e-3, linearRegression],
    ['linear_regression', { batch: 3 }, 1e-3, (seed) => linearRegression(seed, 3)],
    [
      'linear_regression',
      { zipped: true },
      1e-3,
      (seed) => ({
        ...linearRegression(seed),
        gradient: (_, [a, b]) => [2 * (a! + 2 * b! - 2), 6 * (2 * a! + 3 * b! - 3)],
      }),
    ],
    ['random_regression', {}, 1e-2, randomRegression],
    [
      'random_regression',
      { batch: 30, kappa: 7, residual: 0.5, mixed: false },
      1e-2,
      (seed) => randomRegression(seed, 30, 7, 0.5, false),
    ],
    ['wilson', {}, 1e-4, wilson],
    ['wilson', { batch: 64, p: 0.8 }, 1e-5, (seed) => wilson(seed, 64, 0.8)],
    ['matrix_least_squares', {}, 0.3, () => matrixLeastSquares()],
    ['matrix_least_squares', { inputs: 3, units: 5, bias: true }, 0.3, () => matrixLeastSquares(3, 5, true)],
    ['matrix_factorization', {}, 1e-2, matrixFactorization],
    [
      'matrix_factorization',
      { rank: 2, batch: 100, begin: 0.5 },
      1e-1,
      (seed) => matrixFactorization(seed, 100, 2, 0.5),
    ],
    ['bandit', {}, 1e-2, bandit],
    ['bandit', { episodes: 3, baseline: false, sigma: 2 }, 1e-2, (seed) => bandit(seed, 3, false, 2)],
    ['corridor', {}, 1e-3, corridor],
    ['corridor', { episodes: 2, baseline: false }, 1e-3, (seed) => corridor(seed, 2, false)],
  ])('%s %o', (id, settings, lr, make) => {
    compare(module, make(3), { id, ...settings }, 30, { lr, seed: 3 });
  });
});

describe('what stands between gradient and rule', () => {
  it.each<Omit<Rule, 'lr'>>([
    { noise: 0.5, seed: 2 ** 32 - 1 },
    { clipValue: 3 },
    { clipNorm: 2 },
    { clipValue: 3, clipNorm: 2, weightDecay: 0.3, noise: 0.5 },
  ])('%o', (rule) => {
    compare(module, surface('ravine'), { id: 'ravine' }, 40, { lr: 1e-2, ...rule });
  });
});
