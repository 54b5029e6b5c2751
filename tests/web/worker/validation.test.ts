// Validation items are of the training set: those that follow the ones learnt from, whatever a dataset is packed or read from.
import { beforeAll, expect, it } from 'vitest';
import { normalize } from '../../../web/src/core/config.ts';
import type { SidestepModule } from '../../../web/src/core/module.ts';
import { loadDataset } from '../../../web/src/worker/data.ts';
import { splitOf } from '../../../web/src/worker/own/split.ts';
import { sourceOf } from '../../../web/src/worker/source.ts';
import { catalog, makeModule } from '../support/module.ts';
import { chunk, server, tinyFiles } from '../support/packed.ts';

let module: SidestepModule;
beforeAll(async () => {
  module = await makeModule();
});

const load = (train: number, test: number, read = server(tinyFiles()).read) =>
  loadDataset(module, { id: 'tiny', train, test, validation: true, base: 'https://example.org/data/' }, () => {}, read);

it('takes them from the chunks that have them, each read once, and no test items', async () => {
  const { read, asked } = server(tinyFiles());
  const data = await load(9, 3, read);
  expect([...data.bytes('train', 'items')]).toEqual([...chunk(0, 9).subarray(0, 36)]);
  expect([...data.bytes('test', 'items')]).toEqual([...chunk(9, 3).subarray(0, 12)]);
  expect([...data.bytes('test', 'labels')]).toEqual([0, 1, 2]);
  expect([...asked].sort()).toEqual([
    ['index.json', 1],
    ['train-0.bin', 1],
    ['train-1.bin', 1],
  ]);
  data.delete();
});

it('takes as many as for testing, or as many as there are', async () => {
  for (const [train, test, items] of [
    [1, 6, 6],
    [20, 5, 5],
    [21, 6, 4],
    [24, 6, 1],
  ] as const) {
    const data = await load(train, test);
    expect([...data.bytes('test', 'items')]).toEqual([...chunk(train, items).subarray(0, 4 * items)]);
    data.delete();
  }
});

it('says how to make room where none are left', async () => {
  await expect(load(25, 6)).rejects.toMatchObject({
    failure: {
      code: 'out-of-range',
      at: 'problem.train',
      message: 'uses all 25 training items and leaves none for validation: use fewer',
    },
  });
});

it('takes those of a file of one’s own from the rest of its order, none of them learnt from or tested on', () => {
  const data = { labels: new Uint8Array(30) } as Parameters<typeof splitOf>[0];
  const [tested, validated, short] = [
    splitOf(data, 3, 15, 6),
    splitOf(data, 3, 15, 6, true),
    splitOf(data, 3, 20, 6, true),
  ];
  expect([...validated.train]).toEqual([...tested.train]);
  expect(new Set([...tested.train, ...tested.test, ...validated.test]).size).toBe(15 + 6 + 6);
  expect([short.test.length, splitOf(data, 3, 24, 6, true).test.length]).toEqual([4, 0]);
});

it('is asked for by the field alone', () => {
  const source = (problem: object) => sourceOf(normalize({ problem }, catalog).config, catalog, () => new URL('x://y'));
  expect(source({ id: 'network', testOn: 'validation' })).toMatchObject({ validation: true });
  expect(source({ id: 'network' })).not.toHaveProperty('validation');
});
