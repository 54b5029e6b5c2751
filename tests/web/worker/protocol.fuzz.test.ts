// Messages to a worker, of the page's kind with anything in them: each has an answer, none traps, none takes long.
import { expect, it, vi } from 'vitest';
import { normalize } from '../../../web/src/core/config.ts';
import { laneSpec } from '../../../web/src/core/module.ts';
import type { Reply } from '../../../web/src/worker/protocol.ts';
import { runs } from '../support/fuzz.ts';
import { checkNotices, junk, pick, type Random, tryEach } from '../support/hostile.ts';
import { catalog } from '../support/module.ts';

let hear = (_replies: Reply[]): void => {};
const scope = {
  onmessage: null as null | ((event: { data: unknown }) => void),
  postMessage: (replies: Reply[]) => hear(replies),
};
vi.stubGlobal('self', scope);
vi.stubGlobal('fetch', async () => new Response(null, { status: 404 }));
await import('../../../web/src/worker/worker.ts');

/** The next message of the worker, after this one to it. */
const said = (...requests: unknown[]): Promise<Reply[]> =>
  new Promise((resolve) => {
    hear = resolve;
    scope.onmessage!({ data: requests });
  });
const ask = async (request: unknown): Promise<Reply> => (await said(request))[0]!;

const surfaces = catalog.problems.filter(({ dim }) => dim > 0);
function spec(random: Random) {
  const problem = { id: pick(random, surfaces).id };
  const { config } = normalize(
    { steps: 50, problem, lanes: [{ optimizer: pick(random, catalog.optimizers).id }] },
    catalog,
  );
  const whole: Record<string, unknown> = { ...laneSpec(config, config.lanes[0]!, 1), ...(random(2) && { path: true }) };
  if (random(2)) whole[pick(random, Object.keys(whole))] = junk(random);
  if (random(3) === 0) {
    const part = pick(random, ['problem', 'lane']);
    const bag = { ...(whole[part] as object) } as Record<string, unknown>;
    bag[pick(random, Object.keys(bag).concat('id'))] = junk(random, 1);
    whole[part] = bag;
  }
  return whole;
}

function bundle(random: Random) {
  const { every: _every, path: _path, ...whole } = spec(random);
  const list = () => pick(random, [Float64Array.of(1, 2), [0, Number.NaN], [3], 'x', undefined]);
  return {
    ...whole,
    runs: pick(random, [1, 2, 1e9, -1]),
    losses: pick(random, [1, 7, 50, 0, null]),
    ...(random(2) && { starts: pick(random, [new Float64Array(4), list()]) }),
    ...(random(2) && { seeds: list() }),
    ...(random(2) && { each: pick(random, [{ lr: list() }, { nothing: list() }, 3]) }),
  };
}

const numbers = [
  0,
  1,
  2,
  3,
  20,
  50,
  64,
  -1,
  0.5,
  1e9,
  2 ** 53,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  undefined,
  null,
  '3',
];
const number = (random: Random) => pick(random, numbers);
const lane = (random: Random) => random(3);
const range = (random: Random) => pick(random, [[-1, 1], [1, -1], [0, 1e300], [Number.NaN, 1], [1], 'x', null, [0, 1]]);
const usual: Record<string, (random: Random) => unknown[]> = {
  build: () => [],
  load: (random) => [{ id: 'mnist', train: number(random), test: number(random), base: pick(random, ['', 'x', 7]) }],
  published: (random) => [[new File([String(junk)], 'a.bin')], [String(number(random))]],
  inspect: (random) => [[new File([String(junk)], 'a.csv')], number(random)],
  create: (random) => [lane(random), spec(random), pick(random, [false, true, 1])],
  run: (random) => [
    lane(random),
    pick(random, [0, 1, 20, 50, -1, 0.5, Number.NaN, '9', null]),
    pick(random, [0, 1, 5, -1, Number.NaN, 'x']),
  ],
  startFrom: (random) => [
    lane(random),
    pick(random, [new Float64Array(2), new Float64Array([Number.NaN, 1]), new Float32Array(9), [1, 2], null]),
  ],
  reset: (random) => [lane(random)],
  snapshot: (random) => [lane(random)],
  restore: (random) => [lane(random), pick(random, [new Uint8Array(0), new Uint8Array(99), [1, 2], null])],
  bundle: (random) => [lane(random), bundle(random)],
  runBundle: (random) => [lane(random), pick(random, [0, 20, 50, -1, Number.NaN]), pick(random, [0, 1, -1])],
  drop: (random) => [lane(random)],
  peek: (random) => [lane(random), pick(random, ['params', 'gradient', 'm', 'nothing', '', 3])],
  measure: (random) => [
    number(random),
    pick(random, [
      { id: 'surface_values', x: range(random), y: range(random), columns: number(random), rows: 3 },
      { id: 'decision_regions', x: range(random), columns: 9, rows: number(random) },
      { id: 'effective_rates', steps: pick(random, [[0, 5], [5, 0], [-1], ['x'], 3, []]) },
      { id: 'network_layers', shape: pick(random, [[2], [28, 28, 1], [0], [1e9, 1e9], [-1], [0.5], [], 3]) },
      { id: pick(random, ['data_points', 'tensor_norms', 'formula_check', '?', '', 3]) },
      null,
    ]),
    pick(random, [
      { lane: lane(random) },
      { problem: { id: pick(random, surfaces).id } },
      { problem: { id: 'formula', f: pick(random, ['x', 'x+', '', 'x\0y', 3]) } },
      { problem: { id: 'network', net: pick(random, ['dense(3)', 'conv(8,5) relu dense(2)', '', '(']) } },
      {},
      null,
    ]),
  ],
  cancel: (random) => [number(random)],
};

function message(random: Random): unknown {
  if (random(12) === 0) return junk(random);
  const name = pick(random, Object.keys(usual));
  const args = usual[name]!(random);
  if (random(4) === 0) args[random(args.length + 1)] = junk(random);
  const said: Record<string, unknown> = { id: 7, name, args };
  if (random(15) === 0)
    said[pick(random, ['name', 'args'])] = pick(random, [
      junk(random),
      'constructor',
      '__proto__',
      'module',
      'onBytes',
    ]);
  return said;
}

it('messages to the worker', { timeout: 600_000 }, async () => {
  expect(await ask({ id: 1, name: 'run', args: [0, 1, 0] })).toMatchObject({
    type: 'failure',
    failure: { code: 'internal' },
  });
  expect(await ask({ id: 0, name: 'init', args: [null] })).toMatchObject({ type: 'answer', id: 0 });
  const ping = (id: number) => ({ id, name: 'ping', args: [] });
  expect((await said(ping(1), null, ping(3))).map((reply) => 'id' in reply && reply.id)).toEqual([1, undefined, 3]);
  const types = new Map<string, number>();
  await tryEach(
    runs(1500),
    8,
    message,
    async (data) => {
      const reply = await ask(data);
      types.set(reply.type, (types.get(reply.type) ?? 0) + 1);
      expect(['answer', 'failure']).toContain(reply.type);
      if (reply.type !== 'failure') return;
      checkNotices([reply.failure]);
      // What is wrong has a name; but for calls on lanes that are not there.
      expect([
        reply.failure,
        reply.failure.at !== '' || /^there is no (lane|bundle) \d+$/.test(reply.failure.message),
      ]).toEqual([reply.failure, true]);
    },
    (data) => {
      try {
        return JSON.stringify(data);
      } catch {
        return 'a message';
      }
    },
  );
  for (const type of ['answer', 'failure']) expect(types.get(type)).toBeGreaterThan(100);
});
