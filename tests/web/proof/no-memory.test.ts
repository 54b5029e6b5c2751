// Where memory ends, whoever wanted more hears how much it was, and what there is goes on: every kind of problem, data and record.
import { expect, it, vi } from 'vitest';
import { normalize } from '../../../web/src/core/config.ts';
import {
  type Failure,
  type InstrumentConfig,
  isFailure,
  type LaneSpec,
  type ModuleDataset,
  type ModuleLane,
  type SidestepModule,
} from '../../../web/src/core/module.ts';
import { Race } from '../../../web/src/engine/race.ts';
import { standInForBrowser, wasmUrl } from '../support/browser.ts';
import { limited, makeLimited } from '../support/limited.ts';
import { catalog, makeLane, makeModule, measured } from '../support/module.ts';

const [FIRST, MOST] = [32, 160];
const KIBI = 1024;
const enough = { code: 'no-memory', at: expect.stringMatching(/./), message: expect.stringMatching(/^needs \d+ MiB/) };

function said(result: unknown): boolean {
  if (!isFailure(result as object)) return false;
  expect(result).toMatchObject(enough);
  return true;
}

const dataset = (module: SidestepModule, bytes: number): ModuleDataset | Failure =>
  module.createDataset({ shape: [bytes], classes: 2, train: 1, test: 1 });

/** A lane of so many rows between two looks. */
type Spec = LaneSpec & { capacity: number };
const create = (module: SidestepModule, spec: Spec) => module.createLane(spec);
const asked = (id: string): Spec => ({
  ...{ problem: { id }, lane: { optimizer: 'adam' }, seed: 1, batch: 8, steps: 9, every: 1, capacity: 4096 },
});

/** Takes what memory there is, in smaller and smaller pieces. */
function fill(module: SidestepModule): ModuleDataset[] {
  const pieces: ModuleDataset[] = [];
  for (const size of [1024 * KIBI, 64 * KIBI, 4 * KIBI]) {
    for (let piece = dataset(module, size); !said(piece); piece = dataset(module, size))
      pieces.push(piece as ModuleDataset);
  }
  return pieces;
}

/** A network on bytes, a network on points, a surface: lanes that are there before memory ends. */
function standing(module: SidestepModule): ModuleLane[] {
  const data = module.createDataset({ shape: [6, 6, 1], classes: 2, train: 40, test: 20 });
  if (isFailure(data)) throw new Error(data.message);
  expect(data.seal()).toBeNull();
  const lane = { optimizer: 'adam' };
  const network = { id: 'network', train: 40, test: 20, net: 'conv(2,3) relu dense(2)' };
  const lanes = [
    makeLane(module, { problem: network, lane, data, batch: 8 }),
    makeLane(module, { problem: { id: 'moons' }, lane }),
    makeLane(module, { problem: { id: 'beale' }, lane }),
  ];
  data.delete();
  return lanes;
}

const hashes = (lanes: ModuleLane[]) =>
  lanes.map((lane) => ['params', 'initial', 'order'].map((what) => lane.hash(what as 'params')));

/** Whatever can be asked of lanes and the module; each answers, or says that there is no memory. */
function askAll(module: SidestepModule, lanes: ModuleLane[]): void {
  for (const lane of lanes) {
    expect([lane.columns().length > 5, lane.status(), lane.peek('params').length > 0]).toEqual([true, 'running', true]);
    for (const what of ['params', 'initial', 'order', 'noise'] as const) expect(lane.hash(what)).toMatch(/^(\w{16})?$/);
    for (const { id } of catalog.instruments!) {
      const instrument: InstrumentConfig = id === 'decision_regions' ? { id, columns: 200, rows: 200 } : { id };
      const result = measured(module, instrument, { lane });
      if (!(isFailure(result) && /^(un|out-of-range)/.test(result.code))) said(result); // it is not for that lane
    }
    lane.reset();
    said(lane.startFrom(lane.peek('params').slice()) ?? {});
    lane.run(3, 0);
    lane.rows();
    const state = lane.snapshot();
    if (!said(state)) said(lane.restore((state as Uint8Array).slice()) ?? {});
  }
  const of = { problem: { id: 'formula' } };
  said(measured(module, { id: 'surface_values', columns: 300, rows: 300 }, of));
  said(measured(module, { id: 'formula_check' }, of));
  for (const [net, shape] of [
    ['conv(4,5,same) relu pool(2) lstm(8) dense(3)', [28, 28, 1]],
    ['conv(1,1) dense(3)', [2000, 2000, 1]],
  ] as const)
    said(measured(module, { id: 'network_layers', shape }, { problem: { id: 'network', net } }));
}

it.each(catalog.problems.map(({ id }) => id))(
  'where no memory is left, lanes of %s say so and the others go on',
  async (id) => {
    const [module, unlimited] = [await makeLimited(FIRST, MOST), await makeModule()];
    const [lanes, others] = [standing(module), standing(unlimited)];
    // The largest find no place in so small a memory.
    const alone = id === 'network' ? null : create(module, { ...asked(id), capacity: 1 });
    const fits = !alone || !said(alone);
    if (alone && fits) (alone as ModuleLane).delete();
    const pieces = fill(module);
    const all = pieces.length;
    expect(all).toBeGreaterThan(3);
    let made = 0;
    let refused = 0;
    for (let spare = 0; made < 3 && spare <= all + 2; spare++) {
      if (spare > 0) pieces.pop()?.delete();
      for (const capacity of [1, 4096]) {
        const spec = { ...asked(id), capacity };
        const data = id === 'network' ? module.createDataset({ shape: [9], classes: 10, train: 9000, test: 9 }) : null;
        if (data && isFailure(data)) {
          refused += Number(said(data));
          continue;
        }
        data?.seal();
        const lane = create(module, data ? { ...spec, data } : spec);
        data?.delete();
        if (said(lane)) refused++;
        else {
          made++;
          (lane as ModuleLane).run(3, 0);
          (lane as ModuleLane).delete();
        }
      }
      if (spare % 8 === 0) askAll(module, lanes);
    }
    expect([made > 0, refused > 0]).toEqual([fits, true]);
    for (const set of [lanes, others]) {
      for (const lane of set) {
        lane.reset();
        lane.run(5, 0);
      }
    }
    expect(hashes(lanes)).toEqual(hashes(others));
  },
);

it('lanes that are made until memory ends say so in the end, whatever they take', async () => {
  for (const capacity of [1, 100, 4096, 100_000]) {
    const module = await makeLimited(FIRST, MOST);
    const spec = { ...asked('spirals'), capacity };
    const lanes: ModuleLane[] = [];
    let last = create(module, spec);
    for (; !said(last); last = create(module, spec)) lanes.push(last as ModuleLane);
    askAll(module, lanes.slice(0, 3));
    for (const lane of lanes) lane.delete();
    expect(said(create(module, { ...spec, capacity: 1 }))).toBe(false);
  }
});

it('a network, data, rows and a grid that are too large say how large', async () => {
  const module = await makeLimited(FIRST, MOST);
  const [lane] = standing(module);
  const wide = { ...asked('spirals'), problem: { id: 'spirals', net: 'dense(60000) dense(3)' } };
  expect(create(module, wide)).toMatchObject({ ...enough, at: 'problem' });
  const long = { ...asked('beale'), capacity: 1e6 };
  expect(create(module, long)).toMatchObject({
    ...enough,
    at: 'capacity',
    message: 'needs 62 MiB of memory, more than is available',
  });
  expect(dataset(module, 64 * KIBI * KIBI)).toMatchObject({
    message: 'needs 64 MiB of memory, more than is available',
  });
  expect(dataset(module, 2 ** 29 + 1)).toMatchObject({
    ...enough,
    message: 'needs 1025 MiB of memory, more than is available',
  });
  const grid = measured(module, { id: 'surface_values', columns: 2048, rows: 2048 }, { problem: { id: 'beale' } });
  expect(grid).toMatchObject({
    ...enough,
    at: 'instrument',
    message: 'needs 32 MiB of memory, more than is available',
  });
  expect(lane!.run(3, 0)).toBe(3);
});

it('a race tells the reader why a lane has no memory, and the other lane finishes', async () => {
  standInForBrowser();
  const wasm = { headers: { 'content-type': 'application/wasm' } };
  vi.stubGlobal('fetch', async () => new Response(limited(FIRST, 160), wasm));
  const problem = { id: 'spirals', batch: 300, net: 'dense(300) tanh dense(300) tanh dense(3)' };
  const lanes = [{ optimizer: 'lbfgs', memory: 20 }, { optimizer: 'sgd' }];
  const race = Race.create(normalize({ steps: 2, problem, lanes }, catalog).config, { wasmUrl });
  await race.runTo(2);
  expect(race.lanes.map(({ status }) => status)).toEqual(['failed', 'finished']);
  expect(race.lanes[0]!.error).toMatchObject(enough);
  race.dispose();
  vi.unstubAllGlobals();
});
