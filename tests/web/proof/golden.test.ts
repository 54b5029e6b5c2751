// The module against PyTorch in float64, step by step: tests/golden/README.md.
import { mkdir, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { LaneConfig, ProblemConfig } from '../../../web/src/core/config.ts';
import { readJson, root } from '../support/files.ts';
import { catalog, makeLane, makeModule, runTo } from '../support/module.ts';

interface Golden {
  source: string;
  cases: {
    surface: string;
    start: number[];
    optimizer: string;
    hyperparameters: Omit<LaneConfig, 'optimizer'>;
    steps: [t: number, params: number[], value: number][];
  }[];
}

/** Relative, with nothing to soften it: no floor where the expected value is small, and exact where it is 0. */
const TOLERANCE = 1e-9;
const errorOf = (actual: number, expected: number) =>
  Object.is(actual, expected) || actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);

it('every trajectory of PyTorch, within relative 1e-9 at every recorded step', async () => {
  const module = await makeModule();
  const { source, cases } = (await readJson('tests/golden/surface-trajectories.json')) as Golden;
  const optimizers: Record<string, { cases: number; worst: number; at: string }> = {};
  for (const { surface, start, optimizer, hyperparameters, steps } of cases) {
    const lane = makeLane(module, {
      problem: { id: surface, start },
      lane: { optimizer, ...hyperparameters } as LaneConfig,
    });
    const trace = runTo(lane, steps.at(-1)![0]);
    lane.delete();
    optimizers[optimizer] ??= { cases: 0, worst: 0, at: '' };
    const figures = optimizers[optimizer];
    figures.cases++;
    for (const [t, params, value] of steps) {
      expect(trace.column('step')[t]).toBe(t);
      const actual = [...params.keys()].map((i) => trace.column(`x${i}`)[t]!);
      const errors = [...params.map((x, i) => errorOf(actual[i]!, x)), errorOf(trace.column('loss')[t]!, value)];
      const at = `${surface} ${JSON.stringify(hyperparameters)} at step ${t}`;
      for (const error of errors) {
        expect(error, `${optimizer} on ${at}`).toBeLessThanOrEqual(TOLERANCE);
        if (error > figures.worst) Object.assign(figures, { worst: error, at });
      }
    }
  }
  expect(Object.values(optimizers).reduce((sum, { cases: count }) => sum + count, 0)).toBe(169);
  for (const [id, { cases: count, worst }] of Object.entries(optimizers)) {
    console.log(`${id.padEnd(9)} ${count} trajectories, largest relative error ${worst.toExponential(1)}`);
  }
  await mkdir(new URL('build/reports/', root), { recursive: true });
  const report = { source, tolerance: TOLERANCE, optimizers };
  await writeFile(new URL('build/reports/golden.json', root), `${JSON.stringify(report, null, 2)}\n`);
});

interface Modern {
  cases: {
    surface?: string;
    tensors?: { shape: number[] }[];
    start: number[];
    optimizer: string;
    hyperparameters: Record<string, number | boolean | string>;
    steps: [t: number, params: number[], value: number, shown?: number[], shownValue?: number][];
  }[];
}

/** Cases of `lookahead` are the rule `base` with its switches. */
function laneOf({ optimizer, hyperparameters }: Modern['cases'][number]): LaneConfig {
  if (optimizer !== 'lookahead') return { optimizer, ...hyperparameters };
  const { base = 'sgd', k = 5, alpha = 0.5, syncMomentum = 'keep', ...rest } = hyperparameters;
  const around = { lookahead: k, lookaheadAlpha: alpha, lookaheadSync: syncMomentum };
  return { optimizer: String(base), ...rest, ...around };
}

it('every trajectory of NumPy that there is a rule for, where gradients are taken and where losses are told', async () => {
  const module = await makeModule();
  const { cases } = (await readJson('tests/golden/modern-trajectories.json')) as Modern;
  const known = new Set(
    catalog.optimizers.flatMap(({ id, fields }) => [id, ...fields.map((field) => `${id} ${field.id}`)]),
  );
  let held = 0;
  for (const one of cases) {
    const lane = laneOf(one);
    const { optimizer, ...settings } = lane;
    if (![optimizer, ...Object.keys(settings).map((id) => `${optimizer} ${id}`)].every((id) => known.has(id))) continue; // still to come
    held++;
    const problem: ProblemConfig = one.surface
      ? { id: one.surface, start: one.start }
      : {
          id: 'matrix_least_squares',
          inputs: one.tensors![0]!.shape[0]!,
          units: one.tensors![0]!.shape[1]!,
          bias: one.tensors!.length > 1,
          start: one.start,
        };
    const made = makeLane(module, { problem, lane });
    const trace = runTo(made, one.steps.at(-1)![0]);
    made.delete();
    for (const [t, params, value, shown, shownValue] of one.steps) {
      const at = `${optimizer} ${JSON.stringify(settings)} at step ${t}`;
      const near = (name: string, x: number) =>
        expect(Math.abs(trace.column(name)[t]! - x), `${name} of ${at}`).toBeLessThanOrEqual(
          TOLERANCE * Math.max(Math.abs(x), 1e-6),
        );
      for (const [i, x] of params.entries()) near(`x${i}`, x);
      for (const [i, x] of shown?.entries() ?? []) near(`shown${i}`, x);
      near('loss', shownValue ?? value);
    }
  }
  expect(held).toBeGreaterThanOrEqual(20);
});
