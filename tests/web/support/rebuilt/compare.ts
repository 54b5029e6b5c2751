import { expect } from 'vitest';
import type { LaneSpec, SidestepModule } from '../../../../web/src/core/module.ts';
import { makeLane, type PartialSpec, runTo } from '../module.ts';
import { descend, type Rebuilt, type Rule } from './descend.ts';

type Problem = PartialSpec['problem'];

/** Runs SGD in the module and in the rebuilt problem: the start and every row are the same. */
export function compare(
  module: SidestepModule,
  rebuilt: Rebuilt,
  problem: Problem,
  steps: number,
  rule: Rule,
  more: Partial<LaneSpec> = {},
) {
  const { seed = 1, noise, ...rest } = rule;
  const lane = makeLane(module, {
    seed,
    steps,
    problem: { ...problem, ...(noise === undefined ? {} : { noise }) },
    lane: { optimizer: 'sgd', ...rest },
    ...more,
  });
  const float32 = lane.peek('params') instanceof Float32Array;
  const tolerance = float32 ? 1e-4 : 1e-9;
  try {
    expectClose('params', [...lane.peek('params')], rebuilt.start, float32 ? 1e-7 : 1e-12);
    const trace = runTo(lane, steps);
    const rows = descend(rebuilt, steps, rule);
    for (const column of Object.keys(rows[0]!)) {
      expectClose(
        column,
        [...trace.column(column)],
        rows.map((row) => row[column]!),
        tolerance,
      );
    }
  } finally {
    lane.delete();
  }
}

/** Relative to each number, or to a thousandth of the largest: some cross zero. */
export function expectClose(what: string, got: number[], wanted: number[], tolerance: number) {
  const least = 1e-3 * wanted.reduce((largest, x) => Math.max(largest, Math.abs(x) || 0), 0);
  const far = wanted.findIndex((x, i) => {
    const same = Object.is(got[i], x) || Math.abs(got[i]! - x) <= tolerance * Math.max(Math.abs(x), least);
    return !same;
  });
  expect(got.length).toBe(wanted.length);
  if (far >= 0) expect(`${what} ${far}: ${got[far]}`).toBe(`${what} ${far}: ${wanted[far]}`);
}
