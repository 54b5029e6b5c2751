import { expect, it } from 'vitest';
import { normalize } from '../../../web/src/core/config.ts';
import { isFailure, laneSpec } from '../../../web/src/core/module.ts';
import { Host } from '../../../web/src/worker/host.ts';
import { readLocal, siteData } from '../support/files.ts';
import { catalog, makeLane, makeModule } from '../support/module.ts';

const size = (module: { HEAPU8: Uint8Array }) => module.HEAPU8.buffer.byteLength;

it.each(catalog.optimizers)('10,000 steps of $id take no memory', async ({ id: optimizer, needsStationary }) => {
  const module = await makeModule();
  const noise = needsStationary ? 0 : 0.1;
  const lane = makeLane(module, { problem: { id: 'quartic1d', noise }, lane: { optimizer, lr: 1e-6 } });
  const [before, buffer] = [size(module), module.HEAPU8.buffer];
  const params = lane.peek('params');
  for (let step = 0; step < 10_000; step += 500) {
    lane.run(500, 0);
    lane.rows();
  }
  expect([lane.step(), lane.status()]).toEqual([10_000, 'running']);
  expect(size(module)).toBe(before);
  expect(module.HEAPU8.buffer).toBe(buffer);
  expect(params.length).toBe(1); // the view is still attached
});

it('10,000 steps of a network, tests included, take no memory', async () => {
  const module = await makeModule();
  const data = module.createDataset({ shape: [8, 8, 1], classes: 10, train: 200, test: 100 });
  if (isFailure(data)) throw new Error(data.message);
  for (const split of ['train', 'test'] as const) {
    data.bytes(split, 'items').forEach((_, i, items) => {
      items[i] = i * 7;
    });
    data.bytes(split, 'labels').forEach((_, i, labels) => {
      labels[i] = i % 10;
    });
  }
  expect(data.seal()).toBeNull();
  const problem = { id: 'network', train: 200, test: 100, net: 'dense(16) tanh dense(10)', evaluate: 100 };
  const lane = makeLane(module, { batch: 8, problem, lane: { optimizer: 'adam' }, data });
  const before = size(module);
  while (lane.step() < 10_000) {
    lane.run(500, 0);
    lane.rows();
  }
  expect(size(module)).toBe(before);
});

it('eight lanes of 784-128-10 share one copy of all of MNIST', { timeout: 60_000 }, async () => {
  const MEBI = 2 ** 20;
  const problem = { id: 'network', train: 60_000, test: 10_000, net: 'dense(128) relu dense(10)' };
  const { config, notices } = normalize({ problem, lanes: new Array(8).fill({ optimizer: 'adam' }) }, catalog);
  expect([notices, config.lanes.length]).toEqual([[], 8]);
  const host = new Host(undefined, readLocal);
  await host.init(null);
  await host.load({ id: 'mnist', train: 60_000, test: 10_000, base: siteData.href });
  const loaded = size(host.module);
  expect(loaded).toBeGreaterThan(70_000 * 784); // a byte a pixel, so a second copy would show
  for (const [i, lane] of config.lanes.entries()) {
    await host.create(i, laneSpec(config, lane, 1), true);
    expect((await host.run(i, 3, 0)).step).toBe(3);
  }
  const bytes = size(host.module);
  console.log(
    `8 lanes of 784-128-10 on 70,000 digits: ${bytes / MEBI} MiB, of which ${loaded / MEBI} MiB before the lanes`,
  );
  expect(bytes - loaded).toBeLessThan(60_000 * 784);
  expect(bytes).toBeLessThan(256e6);
});

it('lanes give back what they took', async () => {
  const module = await makeModule();
  const race = () => {
    for (let i = 0; i < 50; i++) makeLane(module, { problem: { id: 'beale' }, lane: { optimizer: 'adam' } }).delete();
  };
  race();
  const before = size(module);
  for (let i = 0; i < 20; i++) race();
  expect(size(module)).toBe(before);
});
