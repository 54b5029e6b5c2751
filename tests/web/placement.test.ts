import { expect, it } from 'vitest';
import { normalize } from '../../web/src/core/config.ts';
import { losses } from '../../web/src/views/chart/quantities.ts';
import { knownLeast, placedMinima } from '../../web/src/views/plane/placement.ts';
import { catalog } from './support/module.ts';

const place = (problem: object) => {
  const { config } = normalize({ problem, lanes: [{ optimizer: 'sgd' }] }, catalog);
  return [catalog.problems.find(({ id }) => id === config.problem.id)!, config] as const;
};

it('minima move with a surface, and are not known of one with other parameters', () => {
  expect(placedMinima(...place({ id: 'saddle', shift: [1, 2] })).length).toBeGreaterThan(0);
  const [moved] = placedMinima(...place({ id: 'rosenbrock', shift: [1, 2], start: [0, 0], noise: 0.1 }));
  expect(moved!.at.map((x) => Number(x.toFixed(9)))).toEqual([2, 3]);
  expect(placedMinima(...place({ id: 'saddle', quartic: 0.05 }))).toEqual([]);
  expect(knownLeast(...place({ id: 'saddle' }))).toBeLessThan(0);
  expect(knownLeast(...place({ id: 'saddle', quartic: 0.05 }))).toBeUndefined();
  const fitting = (problem: object) => losses.filter(({ fits }) => fits(...place(problem))).map(({ id }) => id);
  expect(fitting({ id: 'saddle' })).toEqual(['loss', 'gap', 'gradNorm', 'distance']);
  expect(fitting({ id: 'saddle', quartic: 0.05 })).toEqual(['loss', 'gradNorm']);
});
