// The same config gives the same bits: run twice, in pieces of any size, in one instance of the module or in four, on threads.
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Config, normalize } from '../../../web/src/core/config.ts';
import { raceChecksum } from '../../../web/src/core/hash.ts';
import { isFailure, laneSpec, type SidestepModule } from '../../../web/src/core/module.ts';
import { Host } from '../../../web/src/worker/host.ts';
import { sourceOf } from '../../../web/src/worker/source.ts';
import { races } from '../support/configs.ts';
import { readLocal, root, siteData } from '../support/files.ts';
import { catalog, makeLane, makeModule, runTo } from '../support/module.ts';

const lanesOf = (searching: boolean) =>
  catalog.optimizers.filter((rule) => rule.needsObjective === searching).map(({ id }) => ({ optimizer: id }));
const lanes = lanesOf(false).slice(0, 16);
const searches = normalize(
  { steps: 1000, problem: { id: 'rastrigin', rotate: 30 }, lanes: lanesOf(true) },
  catalog,
).config;
const toy = normalize(
  { seed: 7, steps: 1000, problem: { id: 'rosenbrock', noise: 0.3, rotate: 30 }, lanes },
  catalog,
).config;
const digits = normalize(
  { seed: 7, steps: 60, batch: 50, problem: { id: 'network', train: 700, test: 300 }, lanes: lanes.slice(0, 4) },
  catalog,
).config;

let module: SidestepModule;
beforeAll(async () => {
  module = await makeModule();
});

/** The checksum of a race over so many hosts, in turns of at most so many steps. */
async function checksum(config: Config, workers: number, turn: number): Promise<string> {
  const source = sourceOf(config, catalog, () => siteData);
  const hosts = await Promise.all(
    Array.from({ length: workers }, async () => {
      const host = new Host(undefined, readLocal);
      await host.init(null);
      if (source) await host.load(source);
      return host;
    }),
  );
  const params: string[] = [];
  for (const [index, lane] of config.lanes.entries()) {
    const host = hosts[index % workers]!;
    await host.create(index, laneSpec(config, lane, 1), source !== null);
    for (let to = 0; to < config.steps; ) {
      to = Math.min(config.steps, to + turn);
      params[index] = (await host.run(index, to, 0)).params;
    }
  }
  return raceChecksum(params);
}

describe.each([
  ['a surface with noise', toy],
  ['line searches', searches],
  ['a network', digits],
])('the checksum of %s', (_what, config) => {
  it('does not depend on workers or turns', async () => {
    const first = await checksum(config, 1, config.steps);
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(await checksum(config, 1, config.steps)).toBe(first);
    expect(await checksum(config, 4, 7)).toBe(first);
    expect(await checksum(config, 4, 1)).toBe(first);
  });
});

it.each([
  ['a surface with noise', toy],
  ['a network', digits],
])('the checksum of %s depends on the seed', async (_what, config) => {
  expect(await checksum({ ...config, seed: 8 }, 1, 1000)).not.toBe(await checksum(config, 1, 1000));
});

it('is the same on four threads at once', async () => {
  const code = `
    import { parentPort, workerData } from 'node:worker_threads';
    const { default: make } = await import(workerData.url);
    const lane = (await make()).createLane(workerData.spec);
    while (lane.step() < workerData.steps && lane.status() === 'running') { lane.run(Math.min(workerData.turn, workerData.steps - lane.step()), 0); lane.rows(); }
    parentPort.postMessage(lane.hash('params'));`;
  const url = new URL('build/wasm/sidestep.mjs', root).href;
  const run = (lane: number, turn: number) =>
    new Promise<string>((resolve, reject) => {
      const workerData = { url, turn, steps: toy.steps, spec: laneSpec(toy, toy.lanes[lane]!, 1) };
      const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), { workerData });
      worker.on('message', resolve).on('error', reject);
    });
  const threads = await Promise.all([0, 1, 2, 3].map((lane) => run(lane, 13)));
  const here = [0, 1, 2, 3].map((lane) => {
    const it = makeLane(module, laneSpec(toy, toy.lanes[lane]!, 1));
    runTo(it, toy.steps);
    const hash = it.hash('params');
    it.delete();
    return hash;
  });
  expect(threads).toEqual(here);
});

it('holds for any race on a surface: in pieces, after a reset, with any stride', () => {
  // A step of a network over thousands of examples takes seconds; networks have their tests above.
  const nets = new Set(
    catalog.problems.filter(({ fields }) => fields.some(({ id }) => id === 'net')).map(({ id }) => id),
  );
  const surfaces = races.filter(({ problem }) => !nets.has((problem as { id: string }).id));
  fc.assert(
    fc.property(surfaces, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 9 }), (race, turn, every) => {
      const { config } = normalize(race, catalog);
      const spec = { ...laneSpec(config, config.lanes[0]!, 1), steps: 60 };
      fc.pre(!isFailure(module.createLane(spec))); // such as a box whose ends are the wrong way round
      const [whole, pieces] = [makeLane(module, spec), makeLane(module, { ...spec, every })];
      fc.pre(whole.peek('params').length <= 256); // a step that solves for thousands of parameters lasts seconds
      runTo(whole, 60);
      runTo(pieces, 60, turn);
      expect([pieces.step(), pieces.status()]).toEqual([whole.step(), whole.status()]);
      expect(pieces.hash('params')).toBe(whole.hash('params'));
      whole.reset();
      expect(whole.hash('params')).toBe(whole.hash('initial'));
      runTo(whole, 60, turn);
      expect(whole.hash('params')).toBe(pieces.hash('params'));
      whole.delete();
      pieces.delete();
    }),
    { numRuns: 200, interruptAfterTimeLimit: 60_000 },
  );
}, 120_000);

it('sums over more than a million numbers as it does natively, with 32 bits to count them', () => {
  const items = 1400; // 784 steps of each: 1,097,600 terms in the recurrent weights' gradient
  const data = module.createDataset({ shape: [28, 28, 1], classes: 10, train: items, test: 1 });
  if (isFailure(data)) throw new Error(data.message);
  data.bytes('train', 'labels').forEach((_, i, labels) => {
    labels[i] = i % 10;
  });
  data.seal();
  const problem = { id: 'network', net: 'embedding(1,2) lstm(1) dense(10)', evaluate: 1e7 };
  const lane = makeLane(module, {
    seed: 1,
    batch: items,
    steps: 2,
    problem,
    lane: { optimizer: 'sgd' },
    data,
  } as never);
  lane.run(2, 0);
  const columns = lane.columns();
  const rows = lane.rows();
  expect(lane.step()).toBe(2);
  expect(lane.status()).toBe('running');
  for (const name of ['loss', 'gradNorm'])
    expect(rows[rows.length - columns.length + columns.indexOf(name)]).toBeGreaterThan(0);
  lane.delete();
  data.delete();
}, 60_000);
