import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Config, normalize } from '../../../web/src/core/config.ts';
import { Race, type RaceOptions } from '../../../web/src/engine/race.ts';
import { surfaceValues } from '../../../web/src/engine/readings.ts';
import { standInForBrowser, ThreadlessWorker, wasmUrl } from '../support/browser.ts';
import { siteData } from '../support/files.ts';
import { catalog } from '../support/module.ts';

beforeAll(standInForBrowser);
afterAll(() => vi.unstubAllGlobals());

const sgd = { optimizer: 'sgd', lr: 0.001 };
const adam = { optimizer: 'adam', lr: 0.05 };
const configOf = (input: object): Config => normalize(input, catalog).config;
const toy = (lanes: object[], rest = {}) => configOf({ problem: { id: 'rosenbrock' }, steps: 300, ...rest, lanes });
const digits = (input: object) =>
  configOf({ steps: 40, ...input, problem: { id: 'network', train: 400, test: 100 }, lanes: [sgd, adam] });

let race: Race;
async function open(config: Config, options: RaceOptions = {}): Promise<Race> {
  race = Race.create(config, { wasmUrl, dataUrl: siteData, ...options });
  await race.ready;
  return race;
}
afterEach(() => race.dispose());

const steps = () => race.lanes.map(({ step }) => step);
const statuses = () => race.lanes.map(({ status }) => status);
const until = async (holds: () => boolean) => vi.waitUntil(holds, { timeout: 10_000, interval: 2 });
const paramsAt = (lane: number) => ['x0', 'x1'].map((x) => race.lanes[lane]!.trace.last(x));
/** The checksum of a config that was raced to a step without any detour. */
async function straight(config: Config, step: number): Promise<string | null> {
  const other = Race.create(config, { wasmUrl, dataUrl: siteData });
  await other.runTo(step);
  const sum = other.checksum();
  other.dispose();
  return sum;
}

describe.each([
  ['in the page', undefined],
  ['in workers', ThreadlessWorker],
])('a race %s', (_where, worker) => {
  beforeAll(() => {
    if (worker) vi.stubGlobal('Worker', worker);
  });
  afterAll(() => vi.stubGlobal('Worker', undefined));

  it('stands at step 0 when it is ready, with one row and the same start for all', async () => {
    await open(toy([sgd, adam]));
    expect(statuses()).toEqual(['running', 'running']);
    expect(race.lanes.map(({ trace }) => trace.length)).toEqual([1, 1]);
    expect(paramsAt(0)).toEqual([-1.2, 1]);
    const [a, b] = race.lanes.map(({ hashes }) => hashes!);
    expect(a!.initial).toMatch(/^[0-9a-f]{16}$/);
    expect(a).toEqual(b);
    expect(race.checksum()).toMatch(/^[0-9a-f]{16}$/);
  });

  it('steps, runs to a step and ends at its last', async () => {
    await open(toy([sgd, adam]));
    await race.step();
    expect(steps()).toEqual([1, 1]);
    await race.step(9);
    expect(steps()).toEqual([10, 10]);
    await race.runTo(1e6);
    expect(steps()).toEqual([300, 300]);
    expect(statuses()).toEqual(['finished', 'finished']);
    expect([...race.lanes[0]!.trace.column('step')]).toEqual(Array.from({ length: 301 }, (_, i) => i));
    expect(race.checksum()).toBe(await straight(race.config, 300));
  });

  it('replays the steps that its trace leaves out, and goes on as if nothing had been', async () => {
    await open(toy([sgd, adam]), { every: 100 });
    await race.runTo(250);
    const all = await race.queries.replay(1, 250);
    expect([...all.column('step')]).toEqual(Array.from({ length: 251 }, (_, i) => i));
    const kept = race.lanes[1]!.trace;
    for (const step of [0, 100, 200])
      expect(all.column('loss')[step]).toBe(kept.column('loss')[kept.indexOfStep(step)]);
    expect(all.last('nothing')).toBeNaN();
    await race.runTo(300);
    expect(race.checksum()).toBe(await straight(race.config, 300));
  });

  it('plays at its speed, tells of it and stops at the end', async () => {
    await open(toy([sgd, adam], { steps: 60 }));
    let changes = 0;
    race.addEventListener('change', () => changes++);
    race.speed = 400;
    const start = performance.now();
    race.play();
    await until(() => !race.playing);
    expect(performance.now() - start).toBeGreaterThan(100);
    expect(statuses()).toEqual(['finished', 'finished']);
    expect(changes).toBeGreaterThan(1);
  });

  it('plays to where it is to stop, and on from there when it is played again', async () => {
    await open(toy([sgd, adam], { steps: 60 }));
    race.speed = Number.POSITIVE_INFINITY;
    race.send({ type: 'look', change: { at: 25 } });
    race.play();
    await until(() => !race.playing);
    expect(steps()).toEqual([25, 25]);
    race.play();
    await until(() => !race.playing);
    expect(steps()).toEqual([60, 60]);
    expect(race.checksum()).toBe(await straight(race.config, 60));
  });

  it('keeps its lanes near each other at full speed', async () => {
    await open(toy([sgd, adam, sgd], { steps: 100_000 }), { workers: 2 });
    race.speed = Number.POSITIVE_INFINITY;
    let apart = 0; // in units of what the slowest lane has done
    race.addEventListener('change', () => {
      const least = Math.min(...steps());
      apart = Math.max(apart, (Math.max(...steps()) - least) / Math.max(16, least));
    });
    race.play();
    await until(() => !race.playing);
    expect(apart).toBeLessThanOrEqual(2);
    expect(steps()).toEqual([100_000, 100_000, 100_000]);
    // At most about 20,000 rows, whatever the number of steps, and those that the path needs between them.
    const { trace } = race.lanes[0]!;
    expect([...trace.column('step')].filter((step) => step % 5 === 0).length).toBe(20_001);
    expect(trace.length).toBeLessThan(32_000);
  });

  it('pauses, and goes on where it stood', async () => {
    await open(toy([sgd, adam], { steps: 5000 }));
    race.speed = 1000;
    race.play();
    await until(() => steps()[0]! > 20);
    race.pause();
    for (let i = 0; i < 20; i++) {
      race.play();
      race.pause();
    }
    race.play();
    const frames = vi.spyOn(globalThis, 'requestAnimationFrame');
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 40));
    // One loop of frames, not twenty; the other frames are those of 'change'.
    expect(frames.mock.calls.length).toBeLessThan((2.5 * (performance.now() - start)) / 4 + 4);
    frames.mockRestore();
    race.pause();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const stood = steps();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(steps()).toEqual(stood);
    await race.runTo(5000);
    expect(race.checksum()).toBe(await straight(race.config, 5000));
  });

  it('shows the step that it was turned to amid slices that go further', async () => {
    await open(toy([sgd, adam]));
    const shown = () => Math.min(...steps(), race.state.past ?? 300);
    race.turn(30);
    await race.ready; // the slice is under way
    race.turn(20);
    await until(() => steps().every((step) => step >= 20) && race.state.turning === null);
    expect([shown(), steps()]).toEqual([20, [30, 30]]);
    await race.step();
    expect(shown()).toBe(21);
  });

  it('seeks a step amid slices that go further, and after it was turned back', async () => {
    await open(toy([sgd, adam]));
    race.turn(80);
    await race.ready; // the slice is under way
    race.pause();
    await race.seek(50);
    expect([race.state.past, steps()]).toEqual([null, [50, 50]]);
    race.turn(10);
    await race.seek(40);
    expect([race.state.past, steps()]).toEqual([null, [40, 40]]);
    expect(race.checksum()).toBe(await straight(race.config, 40));
  });

  it('replays exactly after a reset, even in the midst of it', async () => {
    await open(toy([sgd, adam]));
    await race.runTo(300);
    const first = { sum: race.checksum(), loss: race.lanes[1]!.trace.column('loss').join() };
    race.speed = Number.POSITIVE_INFINITY;
    ThreadlessWorker.latency = 10; // several frames pass on the way
    for (const meanwhile of [() => {}, () => race.play(), () => void race.step(5), () => void race.reset()]) {
      const resetting = race.reset();
      meanwhile();
      await resetting;
      ThreadlessWorker.latency = 0;
      await race.runTo(300);
      race.pause();
      expect(race.checksum()).toBe(first.sum);
      expect(race.lanes[1]!.trace.column('loss').join()).toBe(first.loss);
      ThreadlessWorker.latency = 10;
    }
    ThreadlessWorker.latency = 0;
  });

  it('begins at step 0 when it is played before the reset is done', async () => {
    await open(toy([sgd, adam]));
    await race.runTo(100);
    race.speed = 60;
    ThreadlessWorker.latency = 10;
    const resetting = race.reset();
    race.play();
    await resetting;
    ThreadlessWorker.latency = 0;
    expect(Math.max(...steps())).toBeLessThanOrEqual(12);
    await until(() => steps()[0]! > 12);
    expect(race.lanes[0]!.trace.column('step')[12]).toBe(12);
  });

  it('says where a lane diverges, while the others go on', async () => {
    await open(toy([{ ...sgd, lr: 10 }, adam]));
    await race.runTo(300);
    expect(statuses()).toEqual(['diverged', 'finished']);
    expect(race.lanes[0]!.step).toBeLessThan(10);
    expect(race.lanes[0]!.trace.last('step')).toBe(race.lanes[0]!.step);
    expect(race.checksum()).toMatch(/^[0-9a-f]{16}$/);
  });

  describe('given another config', () => {
    it('replays the changed lane to where the others stand', async () => {
      await open(toy([sgd, adam]));
      await race.runTo(100);
      const [kept, changed] = race.lanes;
      race.replace(toy([sgd, { ...adam, lr: 0.1 }]));
      expect(race.lanes[0]).toBe(kept);
      expect(race.lanes[1]).not.toBe(changed);
      await until(() => steps()[1] === 100);
      expect(race.checksum()).toBe(await straight(race.config, 100));
      expect(race.lanes[0]!.trace.length).toBe(101);
    });

    it('catches up even when every lane has changed, and changes again on the way', async () => {
      await open(toy([adam]));
      await race.runTo(200);
      for (let i = 1; i <= 20; i++) {
        race.replace(toy([{ ...adam, lr: 0.05 + i / 1000 }]));
        if (i % 7 === 0) await new Promise((resolve) => setTimeout(resolve));
        if (i % 5 === 0) race.pause();
      }
      await until(() => steps()[0] === 200);
      expect(race.checksum()).toBe(await straight(race.config, 200));
    });

    it('adds, removes and doubles lanes', async () => {
      await open(toy([sgd]));
      await race.runTo(50);
      const [first] = race.lanes;
      race.replace(toy([adam, sgd, sgd]));
      expect(race.lanes[1]).toBe(first);
      await until(() => steps().every((step) => step === 50));
      expect(race.checksum()).toBe(await straight(race.config, 50));
      race.replace(toy([adam]));
      expect(race.checksum()).toBe(await straight(race.config, 50));
    });

    it('begins anew when problem or seed change', async () => {
      await open(toy([sgd, adam]));
      await race.runTo(50);
      race.replace(toy([sgd, adam], { seed: 2 }));
      await race.step();
      expect(steps()).toEqual([1, 1]);
      race.replace(configOf({ problem: { id: 'quartic1d' }, lanes: [adam] }));
      await race.ready;
      expect(race.lanes[0]!.trace.columns).toContain('x0');
      expect(race.lanes[0]!.trace.columns).not.toContain('x1');
    });

    it('goes on playing', async () => {
      await open(toy([sgd, adam], { steps: 3000 }));
      race.speed = 2000;
      race.play();
      await until(() => steps()[0]! > 100);
      race.replace(toy([sgd, { ...adam, beta1: 0.5 }], { steps: 3000 }));
      expect(race.playing).toBe(true);
      await until(() => !race.playing);
      expect(race.checksum()).toBe(await straight(race.config, 3000));
    });

    it('goes on at once where a lane has caught up, however slow it plays', async () => {
      await open(toy([sgd, adam], { steps: 1_000_000 }));
      await race.runTo(900_000);
      race.speed = 60;
      race.play();
      await until(() => steps()[0]! > 900_000);
      race.replace(toy([sgd, { ...adam, beta1: 0.5 }], { steps: 1_000_000 }));
      const stood = steps()[0]!;
      await until(() => steps().every((step) => step > stood));
      race.pause();
    });

    it('changes before it is ready', async () => {
      race = Race.create(toy([sgd, adam]), { wasmUrl });
      race.replace(toy([sgd, { ...adam, lr: 0.1 }]));
      race.replace(configOf({ problem: { id: 'beale' }, lanes: [adam] }));
      race.replace(toy([sgd, { ...adam, lr: 0.2 }]));
      await race.runTo(20);
      expect(race.checksum()).toBe(await straight(race.config, 20));
      expect(race.lanes.map(({ trace }) => trace.length)).toEqual([21, 21]);
    });
  });

  it('samples the surface and peeks at arrays', async () => {
    await open(configOf({ problem: { id: 'saddle' }, lanes: [adam] }));
    const grid = await surfaceValues(race.queries, race.config, [[-1, 1]], 3, 1);
    expect([...grid]).toEqual([1, 0, 1]);
    await race.step();
    expect((await race.peek(0, 'm')).length).toBe(2);
  });

  it('fails in one lane only where one lane is wrong', async () => {
    const config = toy([sgd, adam]);
    await open({ ...config, lanes: [{ ...config.lanes[0]!, lr: -1 }, config.lanes[1]!] });
    expect(statuses()).toEqual(['failed', 'running']);
    expect(race.lanes[0]!.error).toMatchObject({ code: 'out-of-range', at: 'lane.lr' });
    await race.runTo(10);
    expect(steps()).toEqual([0, 10]);
  });

  it('trains on digits, with progress', async () => {
    race = Race.create(digits({}), { wasmUrl, dataUrl: siteData });
    const progress: number[] = [];
    race.addEventListener('change', () => {
      if (race.loading) progress.push(race.loading.done / race.loading.total);
    });
    await race.ready;
    expect(race.loading).toBeNull();
    await race.runTo(40);
    expect(statuses()).toEqual(['finished', 'finished']);
    expect(race.lanes[1]!.trace.last('accuracy')).toBeGreaterThan(0.5);
    expect(race.lanes[1]!.trace.last('loss')).toBeLessThan(race.lanes[1]!.trace.column('loss')[0]!);
  });

  it('names the data that cannot be had, and stays alive', async () => {
    await open(digits({}), { dataUrl: new URL('no-data/', siteData) });
    expect(statuses()).toEqual(['failed', 'failed']);
    expect(race.lanes[0]!.error).toMatchObject({ code: 'no-data', message: "this copy has no 'mnist'" });
    expect(race.error).toBeNull();
    race.replace(toy([sgd]));
    await race.step();
    expect(steps()).toEqual([1]);
  });

  it('tries again at a reset', async () => {
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', (url: URL) =>
      `${url}`.startsWith(siteData.href) ? Promise.reject(new Error('gone')) : fetch(url),
    );
    await open(digits({}));
    expect(statuses()).toEqual(['failed', 'failed']);
    vi.stubGlobal('fetch', fetch);
    await race.reset();
    expect(statuses()).toEqual(['running', 'running']);
    await race.step();
    expect(steps()).toEqual([1, 1]);
  });
});

describe('when things break', () => {
  it('says that nothing can run without the module', async () => {
    race = Race.create(toy([sgd]), { wasmUrl: new URL('nothing.wasm', wasmUrl) });
    let heard = 0;
    race.addEventListener('error', () => heard++);
    await expect(race.ready).rejects.toThrow('nothing.wasm cannot be loaded');
    expect([heard, race.error?.message.includes('404'), statuses()]).toEqual([1, true, ['failed']]);
  });

  it('marks the lanes of a trapped worker, and the others go on; a reset brings them back', async () => {
    vi.stubGlobal('Worker', ThreadlessWorker);
    ThreadlessWorker.started = [];
    await open(toy([sgd, adam, sgd, adam]), { workers: 2 });
    expect(ThreadlessWorker.started.length).toBe(2);
    ThreadlessWorker.started[0]!.trap = true;
    await race.runTo(300);
    expect(statuses()).toEqual(['crashed', 'finished', 'crashed', 'finished']);
    expect(race.lanes[0]!.error).toMatchObject({ code: 'crashed', message: 'unreachable' });
    expect(ThreadlessWorker.started[0]!.terminated).toBe(true);
    await race.reset();
    expect(statuses()).toEqual(['running', 'running', 'running', 'running']);
    await race.runTo(300);
    expect(race.checksum()).toBe(await straight(race.config, 300));
    vi.stubGlobal('Worker', undefined);
  });

  it.each<[string, new () => object]>([
    [
      'throws',
      class {
        constructor() {
          throw new Error('not here');
        }
      },
    ],
    [
      'dies at once',
      class {
        onerror: ((event: object) => void) | null = null;
        constructor() {
          setTimeout(() => this.onerror?.({ message: '' }));
        }
        postMessage() {}
        terminate() {}
      },
    ],
  ])('runs in the page where a worker %s', async (_how, worker) => {
    vi.stubGlobal('Worker', worker);
    await open(toy([sgd, adam]));
    await race.runTo(300);
    const sum = race.checksum();
    vi.stubGlobal('Worker', undefined);
    expect(sum).toBe(await straight(race.config, 300));
  });

  it('runs in the page where a worker never says hello', async () => {
    vi.stubGlobal(
      'Worker',
      class {
        postMessage() {}
        terminate() {}
      },
    );
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const opening = open(toy([sgd]));
    await vi.advanceTimersByTimeAsync(4900);
    expect(statuses()).toEqual(['loading']);
    await vi.advanceTimersByTimeAsync(6000);
    vi.useRealTimers();
    await opening;
    await race.step();
    expect(steps()).toEqual([1]);
    vi.stubGlobal('Worker', undefined);
  });

  it('ends in the midst of everything', async () => {
    vi.stubGlobal('Worker', ThreadlessWorker);
    for (const delay of [0, 1, 20, 60]) {
      race = Race.create(digits({}), { wasmUrl, dataUrl: siteData });
      const ready = race.ready;
      race.play();
      const running = race.runTo(40).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, delay));
      race.dispose();
      await Promise.all([ready.catch(() => {}), running]);
      expect(race.error).toBeNull();
    }
    vi.stubGlobal('Worker', undefined);
  });
});
