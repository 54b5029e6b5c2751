// What becomes of lanes, hosts and events when a race is changed, reset, broken or ended.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Config, normalize } from '../../../web/src/core/config.ts';
import { Race } from '../../../web/src/engine/race.ts';
import { SharedHosts } from '../../../web/src/engine/shared.ts';
import { standInForBrowser, ThreadlessWorker, wasmUrl } from '../support/browser.ts';
import { catalog } from '../support/module.ts';

const sgd = { optimizer: 'sgd', lr: 0.0001 };
const adam = { optimizer: 'adam', lr: 0.05 };
const toy = (lanes: object[], steps = 300): Config =>
  normalize({ problem: { id: 'rosenbrock' }, steps, lanes }, catalog).config;

let race: Race;
const workers = () => ThreadlessWorker.started;
const calls = () => workers().flatMap((worker) => worker.calls);
const steps = () => race.lanes.map(({ step }) => step);
const statuses = () => race.lanes.map(({ status }) => status);
const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));
const until = (holds: () => boolean) => vi.waitUntil(holds, { timeout: 10_000, interval: 2 });

beforeEach(() => {
  standInForBrowser();
  vi.stubGlobal('Worker', ThreadlessWorker);
  ThreadlessWorker.started = [];
  ThreadlessWorker.latency = 0;
});
afterEach(() => {
  race.dispose();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function open(config: Config, workers = 2): Promise<void> {
  race = Race.create(config, { wasmUrl, workers });
  await race.ready;
}

it('tells of changes once a frame, however many there are', async () => {
  await open(toy([sgd, adam, sgd, adam]));
  await pause(20);
  let changes = 0;
  race.addEventListener('change', () => changes++);
  for (let i = 0; i < 50; i++) race.pause();
  await pause(20);
  expect(changes).toBe(1);
});

it('asks a worker for the steps of all its lanes in one message', async () => {
  const posted = vi.spyOn(ThreadlessWorker.prototype, 'postMessage');
  await open(toy([sgd, adam, sgd, adam, sgd, adam]));
  posted.mockClear();
  await race.runTo(1);
  expect(posted.mock.calls.map(([message]) => message.map(({ name }) => name))).toEqual([
    ['run', 'run', 'run'],
    ['run', 'run', 'run'],
  ]);
  expect(steps()).toEqual([1, 1, 1, 1, 1, 1]);
});

it('stands where it stood when only its length changes', async () => {
  await open(toy([sgd, adam]));
  await race.runTo(50);
  race.replace(toy([sgd, adam], 200));
  await until(() => steps().every((step) => step === 50));
  race.replace(toy([sgd, adam], 20)); // shorter than where it stood
  await until(() => statuses().every((status) => status === 'finished'));
  expect(steps()).toEqual([20, 20]);
});

it('has no checksum while its lanes stand at different steps', async () => {
  await open(toy([sgd, adam]));
  expect(race.checksum()).toMatch(/^[0-9a-f]{16}$/);
  workers()[0]!.trap = true;
  await race.runTo(300);
  expect(statuses()).toEqual(['crashed', 'finished']);
  expect(race.checksum()).toBeNull();
});

it('drops lanes that are gone, once', async () => {
  await open(toy([sgd, adam, { ...adam, lr: 0.1 }]));
  expect(calls()).not.toContain('drop');
  race.replace(toy([sgd]));
  await until(() => calls().filter((name) => name === 'drop').length === 2);
  expect(calls().filter((name) => name === 'create').length).toBe(3);
});

it('begins a broken lane anew when it is replaced by its like', async () => {
  await open(toy([sgd, adam]));
  workers()[1]!.trap = true;
  await race.runTo(10);
  expect(statuses()).toEqual(['running', 'crashed']);
  race.replace(toy([sgd, adam]));
  await until(() => steps().every((step) => step === 10));
  expect(statuses()).toEqual(['running', 'running']);
});

it('forgets where it stood when it is reset', async () => {
  await open(toy([sgd, adam]));
  await race.runTo(50);
  race.replace(toy([sgd, { ...adam, lr: 0.1 }]));
  await race.reset();
  expect(steps()).toEqual([0, 0]);
  await race.step();
  expect(steps()).toEqual([1, 1]);
});

it('catches up no more after a reset on the way', async () => {
  await open(toy([sgd], 1_000_000));
  await race.runTo(400_000);
  race.replace(toy([{ ...sgd, lr: 0.0002 }], 1_000_000));
  await until(() => steps()[0]! > 0);
  await race.reset();
  await pause(60);
  expect([steps(), race.lanes[0]!.trace.length]).toEqual([[0], 1]);
});

it('ends every worker, even one that was still starting', async () => {
  race = Race.create(toy([sgd, adam]), { wasmUrl, workers: 2 });
  const ready = race.ready.catch(() => {});
  await until(() => workers().length > 0);
  race.dispose();
  await ready;
  await until(() => workers().every(({ terminated }) => terminated));
  expect([statuses(), race.error]).toEqual([['loading', 'loading'], null]);
});

it('tries again to have the module', async () => {
  const { fetch } = globalThis;
  globalThis.sidestepModules?.clear(); // that earlier races have had
  vi.stubGlobal('fetch', () => Promise.reject(new Error('gone')));
  await expect(open(toy([sgd, adam]))).rejects.toThrow('gone');
  expect(statuses()).toEqual(['failed', 'failed']);
  vi.stubGlobal('fetch', fetch);
  await race.reset();
  await race.step();
  expect([steps(), race.error]).toEqual([[1, 1], null]);
});

it('makes one module in the page for all the workers that cannot start', async () => {
  vi.stubGlobal('Worker', undefined);
  const instantiate = vi.spyOn(WebAssembly, 'instantiate');
  await open(toy([sgd, adam, sgd, adam]), 4);
  await race.runTo(300);
  expect(statuses()).toEqual(new Array(4).fill('finished'));
  expect(instantiate).toHaveBeenCalledTimes(1);
});

/** So many seconds of the page's life, as its workers are watched. */
const seconds = async (n: number): Promise<void> => {
  for (let i = 0; i < n; i++) {
    vi.advanceTimersByTime(1000);
    await pause(4);
  }
};
const watched = () => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });

it('a worker that ended silently froze its lanes for ever: it is replaced, and they are replayed', async () => {
  watched();
  await open(toy([sgd, adam], 3000));
  await race.runTo(500);
  const whole = race.lanes.map(({ hashes }) => hashes?.params);
  workers()[1]!.mute = true;
  const run = race.runTo(1000);
  await seconds(130);
  await run;
  expect([steps(), statuses(), race.stalled?.code]).toEqual([[1000, 1000], ['running', 'running'], 'stalled']);
  await race.reset();
  await race.runTo(500);
  expect(race.lanes.map(({ hashes }) => hashes?.params)).toEqual(whole);
  expect(race.stalled).toBeNull();
});

it('Reset did nothing when a worker had ended silently', async () => {
  watched();
  await open(toy([sgd, adam], 3000));
  workers()[1]!.mute = true;
  void race.runTo(1000);
  await seconds(3);
  await race.reset();
  await race.step();
  expect([steps(), statuses()]).toEqual([
    [1, 1],
    ['running', 'running'],
  ]);
});

it('lanes whose workers keep falling silent say so, and can be tried again', async () => {
  watched();
  await open(toy([adam], 3000), 1);
  const start = ThreadlessWorker.prototype.postMessage;
  // Every worker comes up and makes its lane, and then never comes back from a run.
  vi.spyOn(ThreadlessWorker.prototype, 'postMessage').mockImplementation(function (this: ThreadlessWorker, message) {
    if (message.some(({ name, args }) => name === 'run' && (args as number[])[1]! > 0)) this.mute = true;
    start.call(this, message);
  });
  void race.runTo(1000);
  await seconds(400);
  expect([statuses(), race.lanes[0]!.error]).toEqual([
    ['failed'],
    { code: 'stalled', at: '', message: expect.stringMatching(/^a worker has not responded for \d+ seconds$/) },
  ]);
  vi.restoreAllMocks();
  watched();
  await race.reset();
  await race.step();
  expect([steps(), statuses()]).toEqual([[1], ['running']]);
});

it('a worker that only waits for the network is not given up', async () => {
  watched();
  vi.stubGlobal(
    'fetch',
    (
      (fetch) => (url: URL | string) =>
        String(url).endsWith('index.json')
          ? new Promise((resolve) => setTimeout(() => resolve(fetch(url)), 400))
          : fetch(url)
    )(globalThis.fetch),
  );
  race = Race.create(
    normalize({ problem: { id: 'network', train: 200, test: 100 }, lanes: [{ optimizer: 'sgd' }], steps: 5 }, catalog)
      .config,
    { wasmUrl, workers: 1 },
  );
  await until(() => workers()[0]?.calls.includes('load') ?? false);
  await seconds(60);
  await race.ready;
  expect([statuses(), workers().length]).toEqual([['running'], 1]);
});

it('races that share a worker are all replayed when it falls silent', async () => {
  watched();
  vi.stubGlobal('window', globalThis);
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', (url: URL | string) => fetch(String(url).endsWith('.wasm') ? wasmUrl : url));
  const hosts = new SharedHosts(1);
  const races = [sgd, adam].map((lane) => Race.create(toy([lane], 3000), { hosts: hosts.lend }));
  race = races[0]!;
  await Promise.all(races.map(({ ready }) => ready));
  await Promise.all(races.map((it) => it.runTo(100)));
  workers()[0]!.mute = true;
  const runs = races.map((it) => it.runTo(200));
  await seconds(130);
  await Promise.all(runs);
  expect(races.map((it) => it.lanes[0]!.step)).toEqual([200, 200]);
  expect([workers().length, hosts.size]).toEqual([2, 1]);
  for (const it of races) it.dispose();
});
