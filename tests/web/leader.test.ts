// What is bold, and what "the same" is said of: only what the recorded rows bear out.
import { describe, expect, it } from 'vitest';
import { problemOf } from '../../web/src/core/catalog.ts';
import { normalize } from '../../web/src/core/config.ts';
import { laneSpec } from '../../web/src/core/module.ts';
import { Trace } from '../../web/src/core/trace.ts';
import { agreement } from '../../web/src/panels/twin.ts';
import { leader } from '../../web/src/views/leader.ts';
import { catalog, makeLane, makeModule, runTo } from './support/module.ts';

const module = await makeModule();

/** The traces of a race's lanes after so many steps. */
function traces(input: Record<string, unknown>, steps: number): Trace[] {
  const { config } = normalize({ v: 1, steps, ...input }, catalog);
  return config.lanes.map((lane) => {
    const it = makeLane(module, laneSpec(config, lane, 1));
    const trace = runTo(it, steps);
    it.delete();
    return trace;
  });
}

const race = (id: string, all: readonly Trace[]) =>
  leader({
    problem: problemOf(catalog, id)!,
    lanes: all.map((trace) => ({ status: 'running', trace })),
  } as unknown as Parameters<typeof leader>[0]);

const made = (columns: string[], rows: number[][]): Trace => {
  const trace = new Trace(columns);
  trace.append(Float64Array.from(rows.flat()));
  return trace;
};

describe('“the same” is said', () => {
  it('not of ρ 0.9 and ρ 0.99 that both came to exactly 0', () => {
    const lanes = [0.9, 0.99].map((rho) => ({ optimizer: 'rmsprop', lr: 0.05, rho }));
    const [a, b] = traces({ problem: { id: 'scale_change' }, lanes }, 100) as [Trace, Trace];
    expect(agreement(a, b)).toBe(0);
    const end = (xs: number[]) =>
      made(
        ['step', 'loss', 'x0'],
        xs.map((x, step) => [step, x * x, x]),
      );
    expect(agreement(end([2, 1, 0]), end([2, -0.5, 0]))).toBe(0);
    expect(agreement(end([2, 1, 0]), end([2, -1, 0])), 'losses alone').toBe(0);
  });

  it('of settings that come to the same at each step', () => {
    const lanes = [
      { optimizer: 'sgd', lr: 0.001, momentum: 0.9 },
      { optimizer: 'sgd', lr: 0.001, momentum: 0.9, lrInside: true },
    ];
    // η in the velocity rounds in another place; without momentum nothing of it is used.
    const [a, b] = traces(
      { problem: { id: 'rosenbrock' }, lanes: lanes.map((lane) => ({ ...lane, momentum: 0 })) },
      50,
    ) as [Trace, Trace];
    expect(agreement(a, b)).toBe(50);
    expect(agreement(a, b), 'asked again').toBe(50);
  });

  it('of nothing that stands still', () => {
    const still = () =>
      made(
        ['step', 'loss', 'x0'],
        [
          [0, 1, 1],
          [1, 1, 1],
        ],
      );
    expect(agreement(still(), still())).toBe(0);
  });

  it('up to the step that both have come to, and no more once they part', () => {
    const one = made(
      ['step', 'loss'],
      [
        [0, 9],
        [1, 4],
      ],
    );
    const other = made(
      ['step', 'loss'],
      [
        [0, 9],
        [1, 4],
        [2, 1],
      ],
    );
    expect(agreement(one, other)).toBe(1);
    one.append(Float64Array.of(2, 2));
    expect(agreement(one, other)).toBe(0);
  });
});

describe('the leader', () => {
  it('is nobody’s luck with the last batch', () => {
    const lanes = [
      { optimizer: 'sgd', lr: 0.02 },
      { optimizer: 'sgd', lr: 0.01, momentum: 0.5 },
    ];
    expect(
      race('random_regression', traces({ problem: { id: 'random_regression', batch: 1 }, lanes }, 400)),
    ).toBeNull();
  });

  it('stands out from the noise of its batches', () => {
    const lanes = [
      { optimizer: 'sgd', lr: 1e-5 },
      { optimizer: 'sgd', lr: 0.02 },
    ];
    const lead = race('random_regression', traces({ problem: { id: 'random_regression', batch: 4 }, lanes }, 300));
    expect(lead).toMatchObject({ lanes: [1], column: 'loss', rows: 100, step: 300 });
  });

  it('is not the Adam that fails, whose last loss was the least', () => {
    const lanes = [
      { optimizer: 'adam', lr: 0.5, beta1: 0, beta2: 0.1, schedule: 'inverseSqrt' },
      { optimizer: 'adam', lr: 0.5, schedule: 'inverseSqrt' },
    ];
    const all = traces({ problem: { id: 'reddi' }, lanes }, 999);
    expect(race('reddi', all)).toMatchObject({ lanes: [1], column: 'averageRegret' });
  });

  it('has the least loss of a surface, at a step that all have reached', () => {
    const all = traces(
      {
        problem: { id: 'rosenbrock' },
        lanes: [
          { optimizer: 'sgd', lr: 0.001 },
          { optimizer: 'adam', lr: 0.1 },
        ],
      },
      30,
    );
    expect(race('rosenbrock', all)).toMatchObject({ column: 'loss', step: 30, rows: 1 });
    expect(race('rosenbrock', [all[0]!])).toBeNull();
  });

  it('has the greatest accuracy where that is measured, several may share it, all of them cannot', () => {
    const at = (...shares: number[]) =>
      made(
        ['step', 'loss', 'accuracy'],
        shares.map((share, i) => [i, 1 / (i + 1), share]),
      );
    const none = Number.NaN;
    expect(race('network', [at(0.1, none, 0.8), at(0.1, none, 0.9)])).toMatchObject({
      lanes: [1],
      column: 'accuracy',
      value: 0.9,
      step: 2,
    });
    expect(race('network', [at(0.1, 0.9), at(0.1, 0.9), at(0.1, 0.8)])?.lanes).toEqual([0, 1]);
    expect(race('network', [at(0.1, 0.9), at(0.1, 0.9)])).toBeNull();
    expect(race('network', [at(0.2, none, 0.9), at(0.3, none)]), 'at the step of the last')?.toMatchObject({
      lanes: [1],
      step: 0,
    });
  });
});
