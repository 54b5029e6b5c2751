// What many runs leave behind on their host: nothing. tests/bench/sweep_bench.mjs measures it over a thousand.
import { expect, it } from 'vitest';
import { WHOLE } from '../../../web/src/experiment/jobs.ts';
import { parseExperiment } from '../../../web/src/experiment/link.ts';
import { sweep } from '../../../web/src/experiment/sweep.ts';
import { runnerOf } from '../../../web/src/run/run.ts';
import { Host } from '../../../web/src/worker/host.ts';
import { sourceOf } from '../../../web/src/worker/source.ts';
import { readLocal, siteData } from '../support/files.ts';
import { held } from '../support/heap.ts';
import { catalog, makeModule } from '../support/module.ts';

it('a host keeps nothing of runs that have ended, but one copy of their data', async () => {
  const host = new Host(undefined, readLocal);
  await host.init(null);
  const run = async (seeds: number) => {
    const link = `#p=network,data=mnist,train=300,test=50,net=dense(10)&o=adam&steps=2&seeds=${seeds}`;
    await sweep(parseExperiment(link, catalog).experiment!, catalog, {
      ...{ hosts: [runnerOf(host)], shard: WHOLE, done: new Map(), write() {} },
      source: (config) => sourceOf(config, catalog, () => siteData),
    });
  };
  await run(10);
  const [inModule, inPage] = [host.module.HEAPU8.length, await held()];
  await run(200);
  expect(host.module.HEAPU8.length).toBe(inModule);
  expect((await held()) - inPage).toBeLessThan(300 * 1024);
});

it('a module keeps nothing of bundles that were deleted', async () => {
  const module = await makeModule();
  const lr = Float64Array.from({ length: 500 }, (_, k) => k / 500);
  const make = () => {
    const spec = { problem: { id: 'rosenbrock' }, lane: { optimizer: 'adam' }, steps: 2, runs: 500, losses: 1 };
    const bundle = module.createBundle!({ ...spec, each: { lr } });
    if ('code' in bundle) throw new Error(bundle.message);
    bundle.run(2, 0);
    bundle.delete();
  };
  make();
  const before = module.HEAPU8.length;
  for (let i = 0; i < 40; i++) make();
  expect(module.HEAPU8.length).toBe(before);
});
