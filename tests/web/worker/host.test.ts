import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Config, normalize } from '../../../web/src/core/config.ts';
import { MissingFile } from '../../../web/src/core/download.ts';
import { isFailure, laneSpec, type SidestepModule } from '../../../web/src/core/module.ts';
import { Host, hasTrapped } from '../../../web/src/worker/host.ts';
import { readLocal, root, siteData } from '../support/files.ts';
import { catalog } from '../support/module.ts';

const configOf = (input: object): Config => normalize(input, catalog).config;
const beale = configOf({ problem: { id: 'beale' }, lanes: [{ optimizer: 'adam' }], steps: 10_000 });
const mnist = { id: 'mnist', train: 200, test: 100, base: siteData.href };

let host: Host;
beforeAll(async () => {
  host = new Host(undefined, readLocal);
  await host.init(await WebAssembly.compile(await readFile(new URL('build/wasm/sidestep.wasm', root))));
});

let ticket = 0;
const measure = async (id: string, settings: object, of: Parameters<Host['measure']>[2]) =>
  host.measure(ticket++, { id, ...settings }, of);
const square = (side: readonly number[], n: number) => ({ x: side, y: side, columns: n, rows: n });

const create = (lane: number, config = beale, every = 1, useData = false) =>
  host.create(lane, laneSpec(config, config.lanes[0]!, every), useData);

describe('a host', () => {
  it('says when the module cannot be made', async () => {
    const wrong = await WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    await expect(new Host().init(wrong)).rejects.toThrow();
    const importing = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 7, 1, 1, 120, 1, 121, 0, 0);
    await expect(new Host().init(await WebAssembly.compile(importing))).rejects.toThrow();
  });

  it('makes a lane and tells its columns and hashes', async () => {
    const { columns, hashes } = await create(0);
    expect(columns).toEqual(['step', 'loss', 'gradNorm', 'millis', 'evaluations', 'lr', 'x0', 'x1']);
    expect(hashes).toEqual({ initial: expect.stringMatching(/^[0-9a-f]{16}$/), order: '', noise: '' });
  });

  it('tells a time with every row that never falls, and grows, however the run is cut into turns', async () => {
    const { columns } = await create(0);
    const times: number[] = [];
    for (let step = 0; step <= 3000; step += 37) {
      const { rows } = await host.run(0, step, step % 2 ? 5 : 0);
      for (let i = columns.indexOf('millis'); i < rows.length; i += columns.length) times.push(rows[i]!);
    }
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeGreaterThan(0);
  });

  it('gives a lane’s state to another, which goes on to the same bits', async () => {
    const noisy = configOf({
      problem: { id: 'beale', noise: 0.1 },
      lanes: [{ optimizer: 'adam', average: 'ema' }],
      steps: 100,
    });
    await create(0, noisy);
    await host.run(0, 40, 0);
    const snapshot = await host.snapshot(0);
    const { params } = await host.run(0, 100, 0);
    const other = new Host();
    await other.init(null);
    await other.create(7, laneSpec(noisy, noisy.lanes[0]!, 1), false);
    await other.restore(7, structuredClone(snapshot));
    const goneOn = await other.run(7, 100, 0);
    expect(goneOn.params).toBe(params);
    expect(goneOn.rows[0]).toBe(41);
    await create(0);
    await expect(async () => host.restore(0, snapshot)).rejects.toThrow('snapshot: belongs to another lane');
  });

  it('makes lanes of every rule, those of the second module too, with the data of both', {
    timeout: 60_000,
  }, async () => {
    const first = await import('#wasm/sidestep.mjs');
    const module = await (first.default as unknown as () => Promise<SidestepModule>)();
    const later = catalog.optimizers.filter(({ id }) => {
      const { config } = normalize({ problem: { id: 'beale' }, lanes: [{ optimizer: id }] }, catalog);
      const made = module.createLane(laneSpec(config, config.lanes[0]!, 1));
      return isFailure(made) && made.code === 'unknown-id';
    });
    expect(later.length).toBeGreaterThan(0);
    const { train, test } = mnist;
    await host.load(mnist);
    expect(later.some(({ needsStationary }) => !needsStationary)).toBe(true);
    for (const { id, needsStationary } of later) {
      const config = configOf({
        problem: { id: 'network', train, test, net: 'dense(10)' },
        lanes: [{ optimizer: id }],
        steps: 5,
      });
      if (!needsStationary) {
        await create(0, config, 1, true);
        expect((await host.run(0, 5, 0)).step, id).toBe(5);
      }
      await create(0, configOf({ problem: { id: 'beale' }, lanes: [{ optimizer: id }], steps: 5 }));
      expect((await host.run(0, 5, 0)).step, id).toBe(5);
    }
    await create(0);
    expect((await host.run(0, 5, 0)).step).toBe(5);
  });

  it('makes networks of every layer, those of the second module too, in whichever module has them', {
    timeout: 60_000,
  }, async () => {
    await host.load(mnist);
    const { train, test } = mnist;
    const begun = async (net: string, v: number) => {
      const config = configOf({
        v,
        problem: { id: 'network', train, test, net },
        lanes: [{ optimizer: 'sgd' }],
        steps: 4,
      });
      await create(0, config, 1, true);
      return (await host.run(0, 4, 0)).params;
    };
    const net = 'conv(4,5,same) relu pool(2) conv(8,5,same) relu pool(2) dense(10)';
    const [sums, again, transforms] = [await begun(net, 1), await begun(net, 2), await begun(net, 3)];
    expect(sums).toMatch(/^[0-9a-f]{16}$/);
    expect(again).toBe(sums);
    expect(transforms).not.toBe(sums); // a new race, whose second convolution is computed by transforms
    expect(await begun('pool(4) dense(10)', 1)).toBe(await begun('pool(4) dense(10)', 3));
  });

  it('makes many runs at once, each with what a lane comes to', async () => {
    const problem = { id: 'rosenbrock' };
    const spec = { problem, lane: { optimizer: 'sgd' }, steps: 50, runs: 3, losses: 20 };
    await host.bundle(5, { ...spec, each: { lr: [1e-3, 1, 1e-4] }, starts: [-1, 1, 0, 2, 1, 1] });
    while (!(await host.runBundle(5, 20, 1e-6)));
    const ends = (await host.runBundle(5, 50, 0))!;
    expect(await host.runBundle(5, 50, 0)).toEqual(ends);
    const lane = configOf({
      problem: { ...problem, start: [-1, 1] },
      lanes: [{ optimizer: 'sgd', lr: 1e-3 }],
      steps: 50,
    });
    await create(0, lane, 20);
    const { rows, params } = await host.run(0, 50, 0);
    const losses = rows.filter((_, i) => i % 8 === 1);
    expect(ends.hashes.slice(0, 16)).toBe(params);
    expect(ends.hashes.length).toBe(3 * 16);
    expect([ends.steps[0], ends.losses[0], ends.diverged[0]]).toEqual([50, losses[3], 0]);
    expect(ends.trace.slice(0, 3)).toEqual(losses.slice(0, 3));
    expect([ends.diverged[1], ends.steps[1]! < 50]).toEqual([1, true]);
    for (const list of [ends.steps, ends.trace]) expect(list.byteLength).toBe(list.buffer.byteLength); // a copy
    await host.drop(5);
    await expect(async () => host.runBundle(5, 50, 0)).rejects.toThrow('there is no bundle 5');
    await expect(host.bundle(5, { ...spec, lane: { optimizer: 'newton' } })).rejects.toThrow('does not run in bundles');
  });

  it('has no bundles beside fused arithmetic, which has other bits', async () => {
    const fused = new Host();
    await fused.init(await WebAssembly.compile(await readFile(new URL('build/wasm/sidestep.wasm', root))), true);
    const spec = { problem: { id: 'rosenbrock' }, lane: { optimizer: 'sgd' }, steps: 5, runs: 2 };
    await expect(fused.bundle(0, spec)).rejects.toThrow('fused arithmetic');
  });

  it('runs to a step, with more rows than the module buffers, and says where it stands', async () => {
    await create(0);
    const progress = await host.run(0, 10_000, 0);
    expect(progress).toMatchObject({
      step: 10_000,
      status: 'running',
      params: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    const steps = progress.rows.filter((_, i) => i % 8 === 0);
    expect(steps.length).toBe(10_001);
    expect(steps.every((step, i) => step === i)).toBe(true);
    expect((await host.run(0, 10_000, 0)).rows.length).toBe(0);
    // What is posted must be a copy: a view of the module's memory cannot be handed over.
    expect(progress.rows.byteLength).toBe(progress.rows.buffer.byteLength);
  });

  it('tells what a lane makes of the plane and what it learns from, and disturbs nothing', async () => {
    const spirals = configOf({ problem: { id: 'spirals' }, lanes: [{ optimizer: 'adam', lr: 0.05 }], steps: 400 });
    await create(0, spirals);
    await create(1, spirals);
    const points = (await measure('data_points', {}, { lane: 0 })).values;
    expect(points.length).toBe(3 * 300);
    const box = [-1.2, 1.2];
    for (let to = 0; to <= 400; to += 50) {
      await host.run(0, to, 0);
      const { values: seen, shape } = await measure('decision_regions', square(box, 20), { lane: 0 });
      expect(shape).toEqual([20, 20, 2]);
      expect(seen.length).toBe(2 * 20 * 20);
      expect(seen.every((value, i) => (i % 2 === 0 ? [0, 1, 2].includes(value) : value >= 1 / 3 && value <= 1))).toBe(
        true,
      );
    }
    await host.run(1, 400, 0);
    expect((await host.run(0, 400, 0)).params).toBe((await host.run(1, 400, 0)).params);
    // At the end most points lie in the region of their class: the grid is row-major, y outer and upwards.
    const n = 121;
    const decision = (await measure('decision_regions', square(box, n), { lane: 0 })).values;
    let right = 0;
    for (let i = 0; i < points.length; i += 3) {
      const [column, row] = [points[i]!, points[i + 1]!].map((x) => Math.round(((x + 1.2) / 2.4) * (n - 1)));
      if (decision[2 * (row! * n + column!)] === points[i + 2]) right++;
    }
    expect(right).toBeGreaterThan(270);
    await create(2);
    await host.run(2, 0, 0);
    await expect(measure('decision_regions', square(box, 4), { lane: 2 })).rejects.toThrow('points in a plane');
    expect((await measure('data_points', {}, { lane: 2 })).values).toHaveLength(0);
  });

  it('measures how far a coordinate moves for its gradient, on a replay that disturbs nothing', async () => {
    const race = (lane: object) =>
      configOf({ problem: { id: 'ravine', kappa: 10 }, lanes: [lane as { optimizer: string }], steps: 300 });
    const steps = Array.from({ length: 50 }, (_, i) => 6 * i);
    const rates = async (lane: object, at = steps) => {
      await create(3, race(lane));
      return (await measure('effective_rates', { steps: at }, { lane: 3 })).values;
    };
    for (const rate of await rates({ optimizer: 'sgd', lr: 0.05 })) expect(rate).toBeCloseTo(0.05, 9);
    // With AdaGrad it is η/(√s + ε), s after that update.
    const adagrad = race({ optimizer: 'adagrad', lr: 0.1 });
    await create(0, adagrad);
    await host.run(0, 100, 0);
    const before = (await host.run(0, 100, 0)).params;
    const [x, y] = await rates(adagrad.lanes[0]!, [100]);
    expect((await host.run(0, 100, 0)).params).toBe(before);
    await host.run(0, 101, 0);
    const sum = await host.peek(0, 'sum');
    expect([x! * Math.sqrt(sum[0]!), y! * Math.sqrt(sum[1]!)].map((eta) => Number(eta.toFixed(6)))).toEqual([0.1, 0.1]);
    // It only falls, and RMSprop's rises again where gradients have become small.
    const along = (values: Float64Array) => [...values].filter((_, i) => i % 2 === 0);
    const falling = along(await rates(adagrad.lanes[0]!));
    expect(falling.every((rate, i) => i === 0 || rate <= falling[i - 1]! * (1 + 1e-9))).toBe(true);
    const rmsprop = along(await rates({ optimizer: 'rmsprop', lr: 0.01, rho: 0.9 }));
    expect(Math.max(...rmsprop)).toBeGreaterThan(5 * rmsprop[1]!);
    const lost = await rates({ optimizer: 'sgd', lr: 100 });
    expect([lost[0], lost.at(-1)]).toEqual([expect.closeTo(100, 6), Number.NaN]);
  });

  it('measures in slices, at the state where it was asked, while the lane goes on', async () => {
    const config = configOf({ problem: { id: 'spirals' }, lanes: [{ optimizer: 'adam' }], steps: 2000 });
    await create(0, config);
    await host.run(0, 50, 0);
    const there = square([-1, 1], 200);
    const expected = (await measure('decision_regions', there, { lane: 0 })).values;
    const pending = measure('decision_regions', there, { lane: 0 });
    const { step } = await host.run(0, 60, 0); // the measurement is not over: it gave way
    expect(step).toBe(60);
    expect((await pending).values).toEqual(expected);
    expect((await measure('decision_regions', there, { lane: 0 })).values).not.toEqual(expected);
  });

  it('gives up what nobody waits for, and what is measured of a lane that is dropped', async () => {
    const config = configOf({ problem: { id: 'spirals' }, lanes: [{ optimizer: 'adam' }], steps: 2000 });
    const { problem } = configOf({ problem: { id: 'ackley' } });
    await create(0, config);
    await create(1, config);
    const large = square([-1, 1], 2048);
    const begun = [{ lane: 0 }, { lane: 1 }, { problem }].map((of) =>
      measure('problem' in of ? 'surface_values' : 'decision_regions', large, of).catch(({ failure }) => failure.code),
    );
    await host.cancel(ticket - 3);
    await host.drop(1);
    await host.cancel(12345); // nobody's
    expect(await Promise.race(begun)).toBe('cancelled');
    await host.cancel(ticket - 1);
    expect(await Promise.all(begun)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });

  it('measured, rather than gave up, what nobody waited for before it began', async () => {
    const { problem } = configOf({ problem: { id: 'ackley' } });
    const begun = measure('surface_values', square([-1, 1], 2), { problem });
    await host.cancel(ticket - 1);
    await expect(begun).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  });

  it('said of an instrument that nobody knows that its lane was of another module', async () => {
    const unknown = { failure: { code: 'unknown-id', at: 'instrument.id' } };
    for (const optimizer of ['adam', 'shampoo']) {
      await create(0, configOf({ problem: { id: 'beale' }, lanes: [{ optimizer }] }));
      await expect(measure('nothing', {}, { lane: 0 })).rejects.toMatchObject(unknown);
      expect((await measure('tensor_norms', {}, { lane: 0 })).shape).toEqual([1]);
    }
  });

  it('keeps to its time', async () => {
    await host.load(mnist);
    const config = configOf({
      problem: { id: 'network', train: 200, test: 100, net: 'dense(256) relu dense(10)' },
      batch: 200,
      lanes: [{ optimizer: 'sgd' }],
      steps: 100_000,
    });
    await create(1, config, 1, true);
    await host.run(1, 0, 0);
    const start = performance.now();
    const { step, params } = await host.run(1, 100_000, 20);
    expect(performance.now() - start).toBeLessThan(200);
    expect(step).toBeGreaterThan(0);
    expect(params).toBe(''); // under way
    await host.drop(1);
  });

  it('refuses with the name of the field', async () => {
    const bad = { ...beale, lanes: [{ optimizer: 'adam', beta1: 2 }] };
    await expect(create(0, bad)).rejects.toMatchObject({ failure: { code: 'out-of-range', at: 'lane.beta1' } });
    const net = configOf({ problem: { id: 'network', net: 'dense(3) magic' }, lanes: [{ optimizer: 'adam' }] });
    await expect(create(0, net, 1, true)).rejects.toMatchObject({ failure: { code: 'unknown-id', at: 'problem.net' } });
    await expect(async () => host.run(77, 1, 0)).rejects.toMatchObject({ failure: { code: 'internal' } });
  });

  it('loads data once for all its lanes, and anew after a failure', async () => {
    const asked: string[] = [];
    let broken = true;
    const other = new Host(undefined, (url) => {
      asked.push(url);
      return broken ? Promise.reject(new Error('gone')) : readLocal(url);
    });
    await other.init(null);
    await expect(other.load(mnist)).rejects.toMatchObject({ failure: { code: 'bad-data' } });
    broken = false;
    asked.length = 0;
    await Promise.all([other.load(mnist), other.load({ ...mnist })]);
    await other.load(mnist);
    expect(asked.length).toBe(3); // the index and a chunk of each split
  });

  it('lost data that a second try had brought, when the first one failed after it', async () => {
    const late: ((error: Error) => void)[] = [];
    let hangs = true;
    const other = new Host(undefined, (url) =>
      hangs ? new Promise((_, reject) => late.push(reject)) : readLocal(url),
    );
    await other.init(null);
    const first = other.load({ ...mnist, train: 100 });
    await expect.poll(() => late.length).toBeGreaterThan(0);
    hangs = false;
    await other.load(mnist);
    await other.load({ ...mnist, train: 100 });
    for (const reject of late) reject(new MissingFile('gone'));
    await expect(first).rejects.toMatchObject({ failure: { code: 'no-data' } });
    const config = configOf({
      problem: { id: 'network', train: 100, test: 100, net: 'dense(10)' },
      lanes: [{ optimizer: 'adam' }],
    });
    await other.create(0, laneSpec(config, config.lanes[0]!, 1), true);
  });

  it('gives copies of arrays, and surfaces on grids', async () => {
    await create(0);
    const params = await host.peek(0, 'params');
    expect([...params]).toEqual([1, 1.5]);
    expect(params.buffer.byteLength).toBe(16);
    expect((await host.peek(0, 'm')).length).toBe(2);
    expect((await host.peek(0, 'nothing')).length).toBe(0);
    const { problem } = configOf({ problem: { id: 'saddle' } });
    const ranges = { x: [-1, 1], y: [0, 1], columns: 3, rows: 2 };
    const { values: grid, shape } = await measure('surface_values', ranges, { problem });
    expect(shape).toEqual([2, 3]);
    expect(grid.length).toBe(6);
    expect(grid.buffer.byteLength).toBe(6 * 8);
    expect(grid[0]).toBe(1);
    const bad = measure('surface_values', { ...ranges, x: [Number.NaN, 1] }, { problem });
    await expect(bad).rejects.toMatchObject({ failure: { code: 'not-finite', at: 'instrument.x' } });
  });

  it('gives back the memory of a lane that another replaces', async () => {
    const size = () => host.module.HEAPU8.buffer.byteLength;
    await create(2);
    const before = size();
    for (let i = 0; i < 300; i++) await create(2);
    expect(size()).toBe(before);
    await host.drop(2);
    await host.drop(2); // nothing more to drop
  });

  it('knows a trap from an error', () => {
    expect(hasTrapped(new WebAssembly.RuntimeError('unreachable'))).toBe(true);
    expect(hasTrapped(new Error('other'))).toBe(false);
  });
});
