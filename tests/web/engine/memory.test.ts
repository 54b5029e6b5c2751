// What is replaced is not kept: not by what replaces it, nor by whoever waits for it.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Config, normalize } from '../../../web/src/core/config.ts';
import { Race, type RaceOptions } from '../../../web/src/engine/race.ts';
import { SharedHosts } from '../../../web/src/engine/shared.ts';
import { standInForBrowser, ThreadlessWorker, wasmUrl } from '../support/browser.ts';
import { held } from '../support/heap.ts';
import { eachLeaves, limitOf, marksOf } from '../support/marks.ts';
import { catalog } from '../support/module.ts';
import { clouds, fileOf } from '../support/own.ts';

const KB = 1024;
const STEPS = 20_000;

/** Where the data are: two sets that look like the real ones, and need no unpacking. */
const dataUrl = new URL('http://data/');
const SIZE = { train: 600, test: 200 };

function answer(path: string): Response {
  const split = (name: 'train' | 'test') => {
    const items = SIZE[name];
    return { items, chunks: [{ file: `${name}.bin`, items, bytes: items }] };
  };
  const index = { shape: [28, 28, 1], classes: 10, train: split('train'), test: split('test') };
  if (path.endsWith('index.json')) return Response.json(index);
  const items = SIZE[path.includes('train') ? 'train' : 'test'];
  return new Response(Uint8Array.from({ length: items * 785 }, (_, i) => (i * 7) % 10));
}

beforeAll(() => {
  standInForBrowser();
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', async (url: URL) =>
    `${url}`.startsWith(dataUrl.href) ? answer(`${url}`) : fetch(`${url}`.endsWith('.wasm') ? wasmUrl : url),
  );
});
afterAll(() => vi.unstubAllGlobals());

/** The memories of all modules that were made. */
let memories: WebAssembly.Memory[] = [];
beforeEach(() => {
  memories = [];
  const real = WebAssembly.instantiate;
  vi.spyOn(WebAssembly, 'instantiate').mockImplementation((async (module: WebAssembly.Module, imports: object) => {
    const made = await real(module, imports as WebAssembly.Imports);
    for (const it of Object.values(made.exports)) if (it instanceof WebAssembly.Memory) memories.push(it);
    return made;
  }) as never);
});
const pages = (): number => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

let race: Race | null = null;
afterEach(() => {
  race?.dispose();
  race = null;
  vi.restoreAllMocks();
  vi.stubGlobal('Worker', undefined);
});

const configOf = (input: object): Config => normalize(input, catalog).config;
const sgd = { optimizer: 'sgd', lr: 1e-4 };
const toy = (n: number, problem = 'rosenbrock'): Config =>
  configOf({ problem: { id: problem }, steps: STEPS, lanes: [sgd, { optimizer: 'adam', lr: 0.01 + n / 1e5 }] });
/** The larger part of a megabyte of parameters, with what an optimizer keeps of them. */
const digits = (n: number, data: string, train = SIZE.train): Config =>
  configOf({
    steps: 2,
    problem: { id: 'network', data, train, test: SIZE.test, net: 'dense(128) relu dense(10)' },
    lanes: [{ optimizer: 'adam', lr: 0.001 + n / 1e6 }],
  });

async function open(config: Config, options: RaceOptions = {}): Promise<Race> {
  race = Race.create(config, { wasmUrl, dataUrl, ...options });
  await race.runTo(config.steps);
  return race;
}

/** Repeats, and fails when each leaves something: of JavaScript more than a little, of the modules' memory anything. */
async function flat(times: number, warmUp: number, repeat: (n: number) => Promise<void>): Promise<void> {
  const repeats = async (first: number, count: number): Promise<void> => {
    for (let n = first; n < first + count; n++) await repeat(n);
  };
  const leaves = (marks: readonly { js: number }[]): number =>
    eachLeaves(
      marks.map(({ js }) => js),
      times,
    );
  const measure = async () => ({ js: await held(), wasm: pages() });
  const marks = await marksOf(times, warmUp, repeats, measure, (marks) => leaves(marks) < limitOf(times));
  const left = leaves(marks);
  console.log(`each leaves ${(left / KB).toFixed(1)} KB`);
  expect(left).toBeLessThan(limitOf(times));
  expect(marks.map(({ wasm }) => wasm)).toEqual(marks.map(() => marks[0]!.wasm));
}

describe.each([
  ['in the page', undefined],
  ['in workers', ThreadlessWorker],
])('a race %s keeps nothing of', (_where, worker) => {
  beforeEach(() => {
    vi.stubGlobal('Worker', worker);
    ThreadlessWorker.started = [];
  });

  it('the lanes that an edit replaced', async () => {
    const race = await open(toy(0));
    await flat(15, 5, async (n) => {
      race.replace(toy(n + 1));
      await race.runTo(STEPS);
      expect(race.lanes.map(({ step }) => step)).toEqual([STEPS, STEPS]);
    });
  });

  it('lanes that were replaced before they had caught up, or were made at all', async () => {
    const race = await open(toy(0));
    await flat(15, 5, async (n) => {
      for (let k = 1; k <= 10; k++) {
        race.replace(toy(10 * n + k));
        if (k % 3 === 0) await new Promise((resolve) => setTimeout(resolve));
      }
      await race.runTo(STEPS);
    });
  });

  it('the race on another problem', async () => {
    const race = await open(toy(0));
    const ids = ['beale', 'quartic1d', 'moons', 'rosenbrock'];
    await flat(15, 5, async (n) => {
      race.replace(toy(0, ids[n % ids.length]));
      await race.runTo(2000);
    });
  });
});

it('keeps nothing of a run that was taken back', async () => {
  const race = await open(toy(0));
  await flat(15, 5, async () => {
    await race.reset();
    await race.runTo(STEPS);
  });
});

it('keeps nothing of other data, and of the networks that learnt from it', async () => {
  const race = await open(digits(0, 'mnist'));
  await flat(15, 5, async (n) => {
    race.replace(digits(n, n % 2 ? 'mnist' : 'fashionMnist', SIZE.train - (n % 3)));
    await race.runTo(2);
    expect(race.lanes[0]!.status).toBe('finished');
  });
});

/** A race that has learnt from a file of the reader's own. */
async function raceOn(race: Race, file: File): Promise<void> {
  const { reference, train, test } = await race.queries.inspect([file], null, '');
  race.give([file]);
  const problem = { id: 'network', data: 'own', file: reference, train, test, net: 'dense(32) relu dense(3)' };
  race.replace(configOf({ steps: 5, problem, lanes: [sgd] }));
  await race.runTo(5);
  expect(race.lanes[0]!.status).toBe('finished');
}

it("keeps nothing of files of the reader's own that others came after", async () => {
  const race = await open(toy(0));
  await flat(15, 5, async (n) => {
    const file = fileOf('clouds.csv', `${clouds()}\n${n},red,${n}`);
    await raceOn(race, file);
  });
});

it('gives up a file that is no longer wanted', async () => {
  const file = async (race: Race): Promise<WeakRef<File>> => {
    const it = fileOf('clouds.csv', clouds());
    await raceOn(race, it);
    return new WeakRef(it);
  };
  const race = await open(toy(0));
  const given = await file(race);
  race.give([]);
  race.replace(toy(1));
  await race.runTo(STEPS);
  await held();
  expect(given.deref()).toBeUndefined();
});

it('keeps nothing of races that shared workers and have ended, whenever that was', async () => {
  vi.stubGlobal('Worker', ThreadlessWorker);
  vi.stubGlobal('window', globalThis);
  const shared = new SharedHosts(2);
  await flat(15, 5, async (n) => {
    const one = Race.create(n % 2 ? digits(n, 'mnist') : toy(n), { dataUrl, hosts: shared.lend });
    if (n % 4 === 3) await new Promise((resolve) => setTimeout(resolve, 5));
    else await one.runTo(STEPS);
    one.dispose();
  });
});
