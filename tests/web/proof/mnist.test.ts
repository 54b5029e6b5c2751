// A network 784-32-10 on 6,000 digits for three epochs: every optimizer learns at a sensible rate. The 1,000 digits of the test
// are the first of MNIST's, its harder ones: over seeds, all four come to 90% ± 1; with this seed all of them are above it.
import { expect, it } from 'vitest';
import { normalize } from '../../../web/src/core/config.ts';
import { laneSpec } from '../../../web/src/core/module.ts';
import { Trace } from '../../../web/src/core/trace.ts';
import { Host } from '../../../web/src/worker/host.ts';
import { readLocal, siteData } from '../support/files.ts';
import { catalog } from '../support/module.ts';

const EPOCHS = 3;
const STEPS = EPOCHS * Math.ceil(6000 / 32);

const { config, notices } = normalize(
  {
    seed: 4,
    steps: STEPS,
    batch: 32,
    problem: { id: 'network', data: 'mnist', train: 6000, test: 1000, net: 'dense(32) relu dense(10)' },
    lanes: [
      { optimizer: 'sgd', lr: 0.05, momentum: 0.9, nesterov: true },
      { optimizer: 'adagrad', lr: 0.05 },
      { optimizer: 'rmsprop', lr: 0.005, rho: 0.9 },
      { optimizer: 'adam', lr: 0.003 },
    ],
  },
  catalog,
);

it('all four reach 90% on 1,000 digits that they have not seen', { timeout: 120_000 }, async () => {
  expect(notices).toEqual([]);
  const host = new Host(undefined, readLocal);
  await host.init(null);
  await host.load({ id: 'mnist', train: 6000, test: 1000, base: siteData.href });
  const shared = new Set<string>();
  for (const [index, lane] of config.lanes.entries()) {
    const { columns, hashes } = await host.create(index, laneSpec(config, lane, 1), true);
    shared.add(JSON.stringify(hashes));
    const trace = new Trace(columns);
    const { rows, status } = await host.run(index, STEPS, 0);
    trace.append(rows);
    expect([status, trace.last('step')]).toEqual(['running', STEPS]);
    const tested = [...trace.column('accuracy')].filter((accuracy) => !Number.isNaN(accuracy));
    const percent = tested.map((accuracy) => `${(100 * accuracy).toFixed(1)} %`).join(', ');
    const micros = (1000 * trace.last('millis')) / STEPS;
    console.log(
      `${lane.optimizer.padEnd(8)} test accuracy at the start and after each epoch: ${percent}; ${micros.toFixed(0)} µs a step`,
    );
    expect(tested.length).toBe(1 + EPOCHS);
    expect(tested.at(-1)).toBeGreaterThanOrEqual(0.9);
    host.drop(index);
  }
  expect(shared.size).toBe(1); // the same weights and the same batches for all
});
