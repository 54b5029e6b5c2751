/**
 * The conventions of TensorFlow.js (web/conventions.json) against TensorFlow.js itself, on its CPU backend.
 *
 * It computes in float32, we in float64 on surfaces. Both get the same gradients, those of our surface at their own place, so a
 * difference is one of the rule or of rounding. A float32 holds 24 bits: a step rounds by 2⁻²⁴ = 6e-8 a few times over, β is
 * rounded too, and t steps add these up while the surface may draw paths together or apart. On these races the sum stays below
 * 2e-5 of the parameters' size (the largest seen is 6e-6), while every wrong convention is off by more than 1e-4: see the last test.
 */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import conventionsJson from '../../../web/conventions.json';
import type { LaneConfig } from '../../../web/src/core/config.ts';
import type { SidestepModule } from '../../../web/src/core/module.ts';
import { type Convention, withConvention } from '../../../web/src/panels/conventions.ts';
import { laneOf } from '../../../web/src/reader/edits.ts';
import { catalog, makeLane, makeModule, runTo } from '../support/module.ts';

const TOLERANCE = 2e-5;
const STEPS = 100;
const tfjs = (conventionsJson as unknown as Convention[]).find(({ id }) => id === 'tfjs')!;

/** A surface of ours, and its gradient written again for theirs. */
interface Surface {
  id: string;
  start: [number, number];
  gradient(x: number, y: number): [number, number];
}
const surfaces: Surface[] = [
  { id: 'ravine', start: [1, 1], gradient: (x, y) => [x, 100 * y] },
  { id: 'booth', start: [-4, 3], gradient: (x, y) => [10 * x + 8 * y - 34, 8 * x + 10 * y - 38] },
  {
    id: 'himmelblau',
    start: [0, 0.5],
    gradient: (x, y) => [
      4 * x * (x * x + y - 11) + 2 * (x + y * y - 7),
      2 * (x * x + y - 11) + 4 * y * (x + y * y - 7),
    ],
  },
];

/** Their optimizer as its constructor makes it by default, beyond the rate; and the same race of ours. */
interface Case {
  optimizer: string;
  lane: Record<string, number | boolean>;
  make(): tf.Optimizer;
}
const cases: Case[] = [
  { optimizer: 'sgd', lane: { lr: 0.001 }, make: () => tf.train.sgd(0.001) },
  { optimizer: 'sgd', lane: { lr: 0.001, momentum: 0.8 }, make: () => tf.train.momentum(0.001, 0.8) },
  {
    optimizer: 'sgd',
    lane: { lr: 0.001, momentum: 0.8, nesterov: true },
    make: () => tf.train.momentum(0.001, 0.8, true),
  },
  { optimizer: 'adagrad', lane: { lr: 0.1 }, make: () => tf.train.adagrad(0.1) },
  { optimizer: 'rmsprop', lane: { lr: 0.01 }, make: () => tf.train.rmsprop(0.01) },
  { optimizer: 'rmsprop', lane: { lr: 0.002, momentum: 0.8 }, make: () => tf.train.rmsprop(0.002, undefined, 0.8) },
  { optimizer: 'adam', lane: {}, make: () => tf.train.adam() },
  { optimizer: 'adam', lane: { lr: 0.05 }, make: () => tf.train.adam(0.05) },
  { optimizer: 'adamax', lane: { lr: 0.02 }, make: () => tf.train.adamax(0.02) },
];

/** Their parameters after each step. */
function theirs({ make }: Case, { start, gradient }: Surface): number[][] {
  const w = tf.variable(tf.tensor1d(start, 'float32'));
  const rule = make();
  const path = [[...w.dataSync()]];
  for (let t = 0; t < STEPS; t++) {
    const [x, y] = path.at(-1) as [number, number];
    const g = tf.tensor1d(gradient(x, y), 'float32');
    rule.applyGradients({ [w.name]: g });
    g.dispose();
    path.push([...w.dataSync()]);
  }
  w.dispose();
  rule.dispose();
  return path;
}

let module: SidestepModule;
beforeAll(async () => {
  module = await makeModule();
  await tf.setBackend('cpu');
  expect(tf.backend().epsilon()).toBe(1e-7);
});

const convened = ({ optimizer, lane }: Case): LaneConfig => {
  const described = catalog.optimizers.find(({ id }) => id === optimizer)!;
  return { ...withConvention(laneOf(described), described, tfjs, true), ...lane };
};

/** The largest distance of the paths in units of the parameters' size. */
function distance(lane: LaneConfig, path: number[][], { id, start }: Surface): number {
  const ours = makeLane(module, { problem: { id, start }, lane });
  const trace = runTo(ours, STEPS);
  ours.delete();
  const size = Math.max(...path.flat().map(Math.abs));
  return Math.max(...path.flatMap((at, t) => at.map((x, i) => Math.abs(trace.column(`x${i}`)[t]! - x) / size)));
}

describe('the conventions of TensorFlow.js', () => {
  const all = cases.flatMap((one) => surfaces.map((surface) => [one, surface] as const));
  it.each(all.map(([one, surface]) => [one.optimizer, JSON.stringify(one.lane), surface.id, one, surface] as const))(
    'are those of %s %s on %s',
    (_, __, ___, one, surface) => {
      expect(distance(convened(one), theirs(one, surface), surface)).toBeLessThan(TOLERANCE);
    },
  );

  it('are all of them tried', () => {
    expect([...new Set(cases.map(({ optimizer }) => optimizer))].sort()).toEqual(Object.keys(tfjs.of).sort());
  });

  // It divides by the average as it was before this gradient, so that the first step is the gradient itself, times the rate.
  // No published AdaDelta does, nor does ours: there is no such convention on the page.
  it('has an AdaDelta of its own', () => {
    const [ravine] = surfaces as [Surface];
    const path = theirs({ optimizer: 'adadelta', lane: {}, make: () => tf.train.adadelta() }, ravine);
    const [v, u, x] = [[0, 0], [0, 0], [...ravine.start]] as [number[], number[], number[]];
    for (const at of path) {
      for (const [i, value] of x.entries()) expect(at[i]!).toBeCloseTo(value, 5);
      const g = ravine.gradient(x[0]!, x[1]!);
      for (const i of [0, 1]) {
        const delta = (Math.sqrt(u[i]! + 1e-7) / Math.sqrt(v[i]! + 1e-7)) * g[i]!;
        v[i] = 0.95 * v[i]! + 0.05 * g[i]! ** 2;
        u[i] = 0.95 * u[i]! + 0.05 * delta ** 2;
        x[i]! -= 0.001 * delta;
      }
    }
    expect(Object.keys(tfjs.of)).not.toContain('adadelta');
    const lane = convened({
      optimizer: 'adadelta',
      lane: { lr: 0.001, rho: 0.95, epsilon: 1e-7 },
      make: tf.train.adadelta,
    });
    expect(distance(lane, path, ravine)).toBeGreaterThan(0.1);
  });

  it('would not be met by others', () => {
    const [ravine] = surfaces as [Surface];
    // Where gradients are as small as √ε, it matters where ε stands.
    const floor: Surface = { ...ravine, start: [1e-3, 1e-5] };
    const flat = cases.find(({ optimizer }) => optimizer === 'rmsprop')!;
    expect(distance(convened(flat), theirs(flat, floor), floor)).toBeLessThan(TOLERANCE);
    expect(distance({ ...convened(flat), epsilonInside: false }, theirs(flat, floor), floor)).toBeGreaterThan(1e-4);
    const off = (optimizer: string, index: number, over: Record<string, number | boolean>) => {
      const one = cases.filter((each) => each.optimizer === optimizer)[index]!;
      return distance({ ...convened(one), ...over }, theirs(one, ravine), ravine);
    };
    expect(off('adagrad', 0, { initialAccumulator: 0 })).toBeGreaterThan(1e-4);
    expect(off('rmsprop', 0, { rho: 0.99 })).toBeGreaterThan(1e-4);
    expect(off('adam', 1, { biasCorrection: false })).toBeGreaterThan(1e-4);
    expect(off('sgd', 2, { nesterov: false })).toBeGreaterThan(1e-4);
  });
});
