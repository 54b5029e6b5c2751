// What networks answer, by the real module on real digits.
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { normalize } from '../../../web/src/core/config.ts';
import { laneSpec } from '../../../web/src/core/module.ts';
import {
  answersTo,
  dataItems,
  gatesOf,
  itemAnswers,
  layerState,
  weightsOf,
} from '../../../web/src/engine/network-readings.ts';
import { Answers, accuracyOf, confusion } from '../../../web/src/views/network/order.ts';
import { inkOf, preparationOf, prepared } from '../../../web/src/views/network/prepare.ts';
import { Host } from '../../../web/src/worker/host.ts';
import { readLocal, root, siteData } from '../support/files.ts';
import { catalog, queriesOf } from '../support/module.ts';

let host: Host;
const { signal } = new AbortController();
const lane = 0;
let accuracy: number;
const config = (problem: object) =>
  normalize(
    {
      problem: { id: 'network', data: 'mnist', train: 500, test: 300, evaluate: 40, ...problem },
      lanes: [{ optimizer: 'adam', lr: 0.005 }],
      steps: 40,
    },
    catalog,
  ).config;

/** Trains a lane of the first module, and hears its last test. */
async function train(problem: object): Promise<void> {
  const it = config(problem);
  const { columns } = await host.create(lane, laneSpec(it, it.lanes[0]!, 1), true);
  const { rows } = await host.run(lane, 40, 0);
  accuracy = rows.at(columns.indexOf('accuracy') - columns.length)!;
}

beforeAll(async () => {
  host = new Host(undefined, readLocal);
  await host.init(await WebAssembly.compile(await readFile(new URL('build/wasm/sidestep.wasm', root))));
  await host.load({ id: 'mnist', train: 500, test: 300, base: siteData.href });
}, 60_000);

/** What measures that lane, which the first module without these instruments has. */
const ofLane = () =>
  ({ measure: (instrument: never) => queriesOf(host).measure(instrument, { lane } as never) }) as never;

it.each(['dense(32) relu dense(10)', 'conv(4,5) relu pool(4) dense(10)'])(
  'the confusion matrix of %s adds up to the tested accuracy, exactly',
  async (net) => {
    await train({ net });
    const { values } = await itemAnswers(ofLane(), lane, signal);
    const table = confusion(new Answers(values), 10);
    expect(table.flat().reduce((a, b) => a + b)).toBe(300);
    expect(accuracyOf(table)).toBe(accuracy);
    expect(accuracy).toBeGreaterThan(0.3);
    expect(accuracy).toBeLessThan(1);
  },
);

it('an item of the test set that is drawn back gives its own prediction', async () => {
  await train({ net: 'dense(32) relu dense(10)' });
  const answers = new Answers((await itemAnswers(ofLane(), lane, signal)).values);
  const list = Array.from({ length: 100 }, (_, i) => i);
  const { values, size } = await dataItems(ofLane(), lane, list);
  expect(size).toEqual([28, 28, 1]);
  const items = list.map((i) => values.subarray(i * 784, (i + 1) * 784));
  const how = preparationOf(items, 28, 28);
  const drawn = items.slice(0, 80).flatMap((item) => [...prepared(inkOf(item, 28, 28, 4), 28, 28, how)!]);
  const chances = await answersTo(ofLane(), lane, drawn, signal);
  for (const i of list.slice(0, 80)) {
    const its = chances.subarray(10 * i, 10 * (i + 1));
    expect(its[answers.answer(i)]).toBe(answers.sure(i));
    expect(its[answers.next(i)]).toBe(answers.nextSure(i));
    expect(its.indexOf(Math.max(...its))).toBe(answers.answer(i));
  }
});

it('a measurement leaves the lane as it is, and the run goes on to the same bits', async () => {
  const end = async (looking: boolean): Promise<string> => {
    const it = config({ net: 'lstm(4) dense(10)' });
    await host.create(lane, laneSpec(it, it.lanes[0]!, 1), true);
    await host.run(lane, 3, 0);
    if (looking) {
      expect((await gatesOf(ofLane(), lane, 7, signal)).shape).toEqual([5, 28, 4]);
      expect((await weightsOf(ofLane(), lane, 0, signal)).shape).toEqual([32, 16, 2]);
      expect((await layerState(ofLane(), lane, signal)).labels).toEqual(['lstm(4)', 'dense(10)']);
    }
    return (await host.run(lane, 5, 0)).params;
  };
  expect(await end(true)).toBe(await end(false));
});
