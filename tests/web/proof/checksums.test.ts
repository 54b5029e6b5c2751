// The same bits as in the native build: tests/golden/README.md.
import { expect, it } from 'vitest';
import type { LaneConfig, ProblemConfig } from '../../../web/src/core/config.ts';
import { type DatasetSpec, isFailure, type ModuleDataset } from '../../../web/src/core/module.ts';
import { readJson } from '../support/files.ts';
import { makeLane, makeModule, runTo } from '../support/module.ts';

interface Case {
  problem: ProblemConfig;
  lane: LaneConfig;
  steps: number;
  batch?: number;
  data?: DatasetSpec;
  params: string;
}

const module = await makeModule();
const { cases } = (await readJson('tests/golden/checksums.json')) as { cases: Case[] };

/** The data that the file's note describes. */
function dataOf(spec: DatasetSpec): ModuleDataset {
  const made = module.createDataset(spec);
  if (isFailure(made)) throw new Error(made.message);
  for (const split of ['train', 'test'] as const) {
    const [items, labels] = [made.bytes(split, 'items'), made.bytes(split, 'labels')];
    const pixels = items.length / labels.length;
    for (const i of labels.keys()) {
      labels[i] = i % 4;
      for (let p = 0; p < pixels; p++) items[i * pixels + p] = 29 * i + 17 * p + (p % 4 === i % 4 ? 128 : 0);
    }
  }
  expect(made.seal()).toBeNull();
  return made;
}

it.each(cases)(
  '$lane.optimizer on $problem.id ends in the bits of $params',
  ({ problem, lane, steps, batch = 32, data, params }) => {
    const it = makeLane(module, { problem, lane, batch, ...(data && { data: dataOf(data) }) });
    runTo(it, steps);
    expect([it.step(), it.hash('params')]).toEqual([steps, params]);
    it.delete();
  },
);
