// Why lanes diverged: what is said is checked on every way to leave the numbers that we know, and nothing is said that is not certain.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { optimizerOf } from '../../../web/src/core/catalog.ts';
import { parseLink } from '../../../web/src/core/link.ts';
import { type Ending, endingOf } from '../../../web/src/run/ending.ts';
import { sayEnding } from '../../../web/src/run/ending-text.ts';
import { Run, runnerOf } from '../../../web/src/run/run.ts';
import { runSpec } from '../../../web/src/run/spec.ts';
import { Host } from '../../../web/src/worker/host.ts';
import { sourceOf } from '../../../web/src/worker/source.ts';
import { readLocal, siteData } from '../support/files.ts';
import { catalog } from '../support/module.ts';

const host = new Host(undefined, readLocal);
beforeAll(() => host.init(null));

const writing = {
  num: (value: number) => String(Number(value.toPrecision(3))),
  name: ({ id }: { id: string }) => id,
};

interface Ended {
  /** The step at which it diverged; null: it did not. */
  step: number | null;
  ending: Ending | null;
  en: string;
  zh: string;
}

/** How the first lane of a race ended. */
async function ended(link: string, millis?: number): Promise<Ended> {
  const { config, notices } = parseLink(link, catalog);
  expect(notices).toEqual([]);
  const source = sourceOf(config!, catalog, () => pathToFileURL(fileURLToPath(siteData)));
  if (source) await host.load(source);
  const [lane] = config!.lanes;
  const run = new Run(runSpec(config!, lane!));
  await run.create(runnerOf(host), source !== null);
  await run.runTo(() => config!.steps, 0);
  if (run.status !== 'diverged') return { step: null, ending: null, en: '', zh: '' };
  const ending = await endingOf(
    {
      ...{ host: runnerOf(host), spec: run.spec, useData: source !== null, step: run.step },
      ...{ optimizer: optimizerOf(catalog, lane!.optimizer)!, initial: run.hashes!.initial },
    },
    millis,
  );
  run.drop();
  return { step: run.step, ending, ...(ending ? sayEnding(ending, writing) : { en: '', zh: '' }) };
}

const NET = 'p=network,net=dense(10),train=200,test=20';

it.each([
  // ε = 0 where a gradient is 0: pixels at the border, a start on an axis, gradients whose squares vanish.
  [
    `${NET}&o=rmsprop,lr=.001,rho=.9,epsilon=0`,
    '0/0 in coordinate 0: v is 0 and epsilon is 0; with epsilon = 1e-8 it is finite',
  ],
  [
    `${NET}&o=rmsprop,epsilon=0,momentum=.9`,
    '0/0 in coordinate 0: v is 0 and epsilon is 0; with epsilon = 1e-8 it is finite',
  ],
  [`${NET}&o=adam,epsilon=0`, '0/0 in coordinate 0: m is 0, v is 0 and epsilon is 0; with epsilon = 1e-8 it is finite'],
  [`${NET}&o=adagrad,epsilon=0`, '0/0 in coordinate 0: sum is 0 and epsilon is 0; with epsilon = 1e-10 it is finite'],
  [
    `${NET}&o=adamax,epsilon=0`,
    '0/0 in coordinate 0: m is 0, u is 0 and epsilon is 0; with epsilon = 1e-8 it is finite',
  ],
  ['p=ravine,start=1~0&o=rmsprop,epsilon=0', '0/0 in y: v is 0 and epsilon is 0; with epsilon = 1e-8 it is finite'],
  [
    'p=ravine,start=1e-180~1&o=rmsprop,epsilon=0',
    '1e-180/0 in x: v is 0 and epsilon is 0; with epsilon = 1e-8 it is finite',
  ],
  // All that there is of a slot is 0: which of them the rule divides by is not certain, and not said.
  ['p=parabola,start=0&o=rmsprop,epsilon=0', '0/0 in x: g is 0 and epsilon is 0; with epsilon = 1e-8 it is finite'],
  // v − a² is 0 with neither of them 0: only the numbers are certain.
  [
    'p=ravine&o=rmsprop,rho=0,centered=1,epsilon=0',
    'x became infinite in update 1, from -1.5 with g = -1.5, v = 2.25, a = -1.5, velocity = 0; with epsilon = 1e-8 it is finite',
  ],
  // η too large.
  ['p=ravine&o=sgd,lr=1&steps=500', 'the loss is infinite at x = 0, y = -3.69e+153; with η = 0.01 it runs to the end'],
  ['p=ravine&o=sgd,lr=100&steps=500', /^the loss is infinite at x = .*, y = .*; with η = 0\.01 it runs to the end$/],
  ['p=rosenbrock&o=sgd,lr=1&steps=100', /^the loss is infinite at x = .*, y = .*; with η = 0\.001 it runs to the end$/],
  [`${NET}&o=sgd,lr=1e6,momentum=.9&steps=300`, null],
  ['p=matrix_factorization&o=sgd,lr=30&steps=100', /^the loss is infinite; the largest parameter is coordinate \d+ = /],
  // Noise drives it out of the numbers all the same.
  [
    'p=ravine,noise=1e5&o=sgd,lr=2.5&steps=200',
    /^the loss is infinite at .*; with η = 0\.025 it (gets past this step|runs to the end)$/,
  ],
  // A formula without a value there.
  ['p=formula,f=log(x)%2By^2,start=1~1&o=sgd,lr=2&steps=50', /^the loss is not a number at x = -.*, y = /],
  [
    'p=formula1d,f=x*sqrt(x),start=.04&o=sgd,lr=1&steps=50',
    /^the loss is not a number at x = -0\.26; with η = 0\.001 it runs to the end$/,
  ],
  ['p=formula1d,f=sqrt(x),start=0&o=sgd&steps=5', /^the gradient is infinite in x, at x = 0$/],
] as const)('%s', async (link, says) => {
  const { step, ending, en, zh } = await ended(`#v=1&${link}`);
  if (says === null) {
    expect(step).toBe(null);
    return;
  }
  expect(en).toMatch(says);
  if (typeof says === 'string') expect(en).toBe(says);
  expect(ending!.step).toBe(step);
  // Both languages tell the same numbers.
  const numbers = (text: string) => text.match(/\d[\d.e+-]*\d|\d/g) ?? [];
  for (const number of numbers(zh)) expect(en).toContain(number);
  expect(zh).toMatch(/\p{Script=Han}/u);
});

it('names the update that did it where a bad parameter hides until a batch reads it', async () => {
  // A stand-in of a host: the second of its parameters is lost in update 3, which shows at step 9.
  const lanes = new Map<number, number>();
  const calls: Record<string, (lane: number, ...args: never[]) => unknown> = {
    create: (lane) => {
      lanes.set(lane, 0);
      return { columns: ['step', 'loss'], hashes: { initial: 'i', order: '', noise: '' } };
    },
    run: (lane, to: number) => {
      lanes.set(lane, Math.min(to, 9));
      const step = lanes.get(lane)!;
      return {
        step,
        status: step < 9 ? 'running' : 'diverged',
        rows: Float64Array.of(step, step < 9 ? 1 : Number.NaN),
      };
    },
    snapshot: (lane) => Uint8Array.of(lanes.get(lane)!),
    restore: (lane, bytes: Uint8Array) => lanes.set(lane, bytes[0]!),
    peek: (lane, array: string) => {
      const lost = lanes.get(lane)! >= 3 ? Number.NaN : 1;
      return Float32Array.of(1, array === 'params' ? lost : 5, 2);
    },
    drop: () => {},
  };
  const fake = { call: async (name: string, ...args: [number, ...never[]]) => calls[name]!(...args) };
  const optimizer = { slots: [], fields: [], elementwise: true };
  const spec = { steps: 20, lane: {} } as never;
  const ending = await endingOf({ host: fake as never, spec, useData: false, optimizer, step: 9, initial: 'i' });
  expect(ending).toMatchObject({ step: 3, end: 9, what: 'parameter', index: 1, infinite: false, gradient: 5 });
  expect(sayEnding(ending!, writing).en).toBe('coordinate 1 became not a number in update 3, from 1');
});

it('says nothing in the time there is not, nor of a lane that began elsewhere', async () => {
  expect((await ended('#v=1&p=ravine&o=sgd,lr=1&steps=500', 0)).ending).toBe(null);
  const { ending } = await ended('#v=1&p=ravine&o=sgd,lr=1&steps=500');
  const { config } = parseLink('#v=1&p=ravine&o=sgd,lr=1&steps=500', catalog);
  const spec = runSpec(config!, config!.lanes[0]!);
  const optimizer = optimizerOf(catalog, 'sgd')!;
  const elsewhere = { host: runnerOf(host), spec, useData: false, optimizer, step: 77, initial: '0'.repeat(16) };
  expect(await endingOf(elsewhere)).toBe(null);
  expect(ending).toMatchObject({ what: 'loss', cure: null, help: { id: 'lr', whole: true } });
});
