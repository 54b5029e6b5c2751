// What docs/networks.md and docs/problems.md say of networks is enough to rebuild them: data, initial weights, layers, losses.
import { beforeAll, describe, expect, it } from 'vitest';
import type { ModuleMeasurement, SidestepModule } from '../../../web/src/core/module.ts';
import { loadDataset } from '../../../web/src/worker/data.ts';
import { readOwn } from '../../../web/src/worker/own/read.ts';
import { catalog, makeLane, makeModule } from '../support/module.ts';
import { fileOf } from '../support/own.ts';
import { compare, expectClose } from '../support/rebuilt/compare.ts';
import type { Rule } from '../support/rebuilt/descend.ts';
import { GENERATED, type Items } from '../support/rebuilt/generated.ts';
import { network, type Settings } from '../support/rebuilt/network.ts';
import { order, Pcg } from '../support/rebuilt/random.ts';

let module: SidestepModule;
beforeAll(async () => {
  module = await makeModule();
});

const wave = (n: number) => Math.sin(n * n);
const byte = (n: number) => (n * n * 37 + n * 11) % 256;

it('splits and scales the table that a user brings', async () => {
  const rows = Array.from({ length: 23 }, (_, i) => ({ x: [wave(i), i * i, 5], kind: byte(i) % 3 }));
  const text = ['a,b,c,class', ...rows.map(({ x, kind }) => [...x, kind].join())].join('\n');
  const [seed, train, test] = [2 ** 32 - 1, 15, 6];
  const file = fileOf('own.csv', text);
  const { hash } = await readOwn([file], null);
  const own = { file: `own.csv:${hash}:4`, files: [file], seed };
  const data = await loadDataset(module, { id: 'own', train, test, base: '', own }, () => {});
  const drawn = order(rows.length, new Pcg(seed, 5)).map((i) => rows[i]!);
  const learnt = drawn.slice(test, test + train);
  const scaled = (items: typeof rows) =>
    items.flatMap(({ x }) =>
      x.map((value, c) => {
        const column = learnt.map((item) => item.x[c]!);
        const middle = column.reduce((sum, y) => sum + y, 0) / train;
        const squares = column.reduce((sum, y) => sum + (y - middle) ** 2, 0);
        return squares ? (value - middle) / Math.sqrt(squares / train) : 0;
      }),
    );
  expectClose('train', [...data.numbers('train', 'items')], scaled(learnt), 1e-9);
  expectClose('test', [...data.numbers('test', 'items')], scaled(drawn.slice(0, test)), 1e-9);
  expect([...data.bytes('train', 'labels')]).toEqual(learnt.map(({ kind }) => kind));
  data.delete();
});

describe('networks on generated data', () => {
  it('are all here', () => {
    const shaped = catalog.problems.filter(({ kind, shape }) => kind === 'data' && shape);
    expect(Object.keys(GENERATED).sort()).toEqual(shaped.map(({ id }) => id).sort());
  });

  it.each<[string, Settings]>([
    ['moons', { net: 'dense(4) relu dense(2)', batch: 60 }],
    ['moons', { net: 'dense(4) relu dense(1)', batch: 60, loss: 'binaryCrossEntropy', init: 'xavierNormal' }],
    ['xor', { net: 'dense(5) leakyrelu(0.2) dense(2)', batch: 60, loss: 'mse', init: 'he', evaluate: 3 }],
    ['xor', { net: 'dense(3) gelu dense(2)', batch: 200, init: 'heUniform' }],
    ['spirals', { net: 'dense(4) leakyrelu dense(3)', batch: 100, loss: 'binaryCrossEntropy', evaluate: 0 }],
    ['blobs', { net: 'dense(3) relu dense(3)', batch: 300, init: 'he' }],
    ['classification', { net: 'dense(2) relu dense(10)', batch: 400, init: 'xavier' }],
    ['flashes', { net: 'dense(4)', batch: 5, evaluate: 0 }],
    ['words', { net: 'embedding(3,1000) dense(4)', batch: 200, init: 'xavier' }],
  ])('%s %o', (id, settings) => {
    const seed = 4;
    const data = GENERATED[id]!(seed);
    const steps = 8;
    compare(module, network(data, settings, seed, steps), { id, ...settings }, steps, { lr: 0.05, seed });
  });

  it.each<[string, Record<string, number | boolean>, Settings]>([
    ['make_classification', {}, { net: 'dense(2)', batch: 90 }],
    [
      'make_classification',
      { features: 13, informative: 5, redundant: 4, classes: 3, clustersPerClass: 4, classSep: 0.7, flipY: 0.3 },
      { net: 'dense(4) relu dense(3)', batch: 90 },
    ],
    [
      'make_classification',
      { features: 4, informative: 3, redundant: 0, classes: 8, clustersPerClass: 1, hypercube: false, shift: 2 },
      { net: 'dense(8)', batch: 300, init: 'pytorch' },
    ],
    ['make_classification', { scale: 3, features: 4, flipY: 1 }, { net: 'dense(2)', batch: 90 }],
    ['make_blobs', {}, { net: 'dense(3)', batch: 100, init: 'keras' }],
    [
      'make_blobs',
      { features: 10, centers: 5, clusterStd: 2.5, boxLow: -1, boxHigh: 4 },
      { net: 'dense(5)', batch: 100 },
    ],
    ['make_regression', {}, { net: 'dense(1)', batch: 100, loss: 'mse' }],
    [
      'make_regression',
      { features: 7, informative: 3, bias: 20, targetNoise: 30 },
      { net: 'dense(3) relu dense(1)', batch: 80, loss: 'mae' },
    ],
    ['make_friedman1', { features: 6, targetNoise: 2 }, { net: 'dense(3) gelu dense(1)', batch: 80, loss: 'mse' }],
  ])('%s %o %o', (id, parameters, settings) => {
    const seed = 5;
    const rebuilt = network(
      GENERATED[id]!(seed, parameters),
      { ...settings, init: settings.init ?? 'xavier' },
      seed,
      8,
    );
    compare(module, rebuilt, { id, init: 'xavier', evaluate: 10, ...parameters, ...settings }, 8, { lr: 0.05, seed });
  });

  it.each(['moons', 'xor', 'spirals'])('%s: the points as they are shown', (id) => {
    const lane = makeLane(module, { seed: 9, problem: { id }, lane: { optimizer: 'sgd' } });
    const measured = module.measure({ instrument: { id: 'data_points' }, lane }) as ModuleMeasurement;
    const points = GENERATED[id]!(9).train.flatMap(({ x, kind }) => [...x, kind]);
    expectClose('points', [...measured.reading().values], points, 1e-12);
    measured.delete();
    lane.delete();
  });
});

/** Items whose numbers look random and are the same in every run. */
function madeItems(shape: number[], classes: number, number: (n: number) => number, tested = 9): Items {
  const extent = shape.reduce((product, n) => product * n, 1);
  const split = (count: number, from: number) =>
    Array.from({ length: count }, (_, i) => ({
      x: Array.from({ length: extent }, (_, j) => number((from + i) * extent + j)),
      kind: (from + i) % classes,
    }));
  return { shape, classes, train: split(14, 0), test: split(tested, 14) };
}

describe('layers', () => {
  const SHARE = { bytes: 1 / 255, symbols: 1, numbers: 1 };

  /** In the module the items are bytes (read as 0 … 1, or as symbols) or numbers. */
  function compareOn(items: Items, kind: keyof typeof SHARE, settings: Settings, rule: Partial<Rule> = {}) {
    const { shape, classes, train, test } = items;
    const sizes = { train: train.length, test: test.length };
    const data = module.createDataset({ shape, classes, ...sizes, real: kind === 'numbers' });
    if ('code' in data) throw data;
    for (const split of ['train', 'test'] as const) {
      const all = items[split].flatMap(({ x }) => x);
      if (kind === 'numbers') data.numbers(split, 'items').set(all);
      else data.bytes(split, 'items').set(all);
      data.bytes(split, 'labels').set(items[split].map((item) => item.kind));
    }
    expect(data.seal()).toBeNull();
    const read = (list: Items['train']) => list.map((item) => ({ ...item, x: item.x.map((x) => x * SHARE[kind]) }));
    const [{ batch, ...rest }, steps, seed] = [settings, 7, rule.seed ?? 6];
    const rebuilt = network({ shape, classes, train: read(train), test: read(test) }, settings, seed, steps);
    const problem = { id: 'network', data: 'own', ...sizes, ...rest };
    compare(module, rebuilt, problem, steps, { lr: 0.05, ...rule, seed }, { data, batch });
    data.delete();
  }

  it.each([
    'conv(2,3) relu dense(3)',
    'conv(2,2,same,2) relu dense(3)',
    'conv(2,4,same) relu dense(3)',
    'conv(2,3,same,2) relu conv(2,2,valid,2) dense(3)',
    'conv(2,1,3) dense(3)',
    'conv(2,2,same,3) dense(3)',
    'conv(2,3,same) pool(2) dense(3)',
    'conv(2,2) avgpool(2,1) relu dense(3)',
    'pool(3,2) dense(3)',
    'dropout(0.3) dense(3) relu dropout(0.5) dense(3)',
    'dense(3) batchnorm relu dense(3)',
    'dense(3) softmax',
    'conv(2,2) softmax dense(3)',
    'conv(2,2) batchnorm relu flatten dense(3)',
    'lstm(2) dense(3)',
    'gru(2,sequence) batchnorm lstm(2,sequence) dense(3)',
  ])('%s on an image', (net) => {
    for (const shape of [
      [5, 6, 2],
      [7, 4, 1],
    ]) {
      compareOn(madeItems(shape, 3, byte), 'bytes', { net, batch: 4, evaluate: 2, init: 'xavier' });
    }
  });

  it.each(['pytorch', 'keras'])('as %s begins them', (init) => {
    for (const net of ['conv(2,3,same) relu dense(3)', 'lstm(3,sequence) gru(2) dense(3)'])
      compareOn(madeItems([5, 6, 2], 3, byte), 'bytes', { net, batch: 4, evaluate: 2, init });
    const words = { net: 'embedding(2,20) dense(3)', batch: 5, evaluate: 2, init };
    compareOn(madeItems([6], 3, byte), 'symbols', words);
  });

  it.each(['embedding(2,20) dense(3)', 'embedding(2) gru(2) dense(3)'])('%s on symbols beyond its table', (net) => {
    for (const shape of [[6], [3, 2, 1]])
      compareOn(madeItems(shape, 3, byte), 'symbols', { net, batch: 5, evaluate: 2, init: 'xavier' });
    compareOn(
      madeItems([6], 3, (n) => (byte(n) - 50) / 4),
      'numbers',
      { net, batch: 5, evaluate: 2, init: 'xavier' },
    );
  });

  it.each([
    'lstm(3) dense(3)',
    'gru(3) dense(3)',
    'gru(2,sequence) lstm(2) dense(3)',
    'lstm(3,relu) dense(3)',
    'gru(2,sequence,sigmoid) gru(3,leakyrelu) dense(3)',
  ])('%s on sequences', (net) => {
    for (const init of ['he', 'heUniform', 'xavier', 'xavierNormal']) {
      compareOn(madeItems([7, 3], 3, wave), 'numbers', { net, batch: 5, evaluate: 2, init });
    }
  });

  // What is exactly 0 has a slope to one side.
  it.each(['relu', 'leakyrelu(0.3)', 'gelu'])('dense %s dense where nothing is put in', (activation) => {
    const net = `dense(4) ${activation} dense(3)`;
    compareOn(
      madeItems([6], 3, () => 0),
      'numbers',
      { net, batch: 5, evaluate: 2, init: 'he' },
    );
  });

  it('batchnorm in a test, by its running averages', () => {
    const settings = { net: 'dense(4) batchnorm relu dense(3)', batch: 2, evaluate: 1, init: 'he' };
    compareOn(madeItems([6], 3, wave, 400), 'numbers', settings, { lr: 0.3 });
  });

  it('batchnorm on a batch of one item', () => {
    for (const net of ['dense(4) batchnorm relu dense(3)', 'lstm(2,sequence) batchnorm dense(3)'])
      compareOn(madeItems([7, 3], 3, wave), 'numbers', { net, batch: 13, evaluate: 1, init: 'he' });
  });

  it('dense on a table, in its own order', () => {
    compareOn(madeItems([6], 3, wave), 'numbers', {
      net: 'dense(4) relu dense(3)',
      batch: 4,
      shuffle: false,
      init: 'he',
      evaluate: 0,
    });
  });

  it('dropout on the full batch, in its own order', () => {
    compareOn(madeItems([6], 3, wave), 'numbers', { net: 'dropout(0.4) dense(3)', batch: 20, evaluate: 0, init: 'he' });
  });

  it('noise, both clippings and any seed', () => {
    const settings = { net: 'dropout(0.2) dense(4) relu dropout(0.5) dense(3)', batch: 4, init: 'he', evaluate: 2 };
    const rule = { noise: 0.1, clipValue: 0.2, clipNorm: 0.5, weightDecay: 0.1 };
    for (const seed of [0, 2 ** 32 - 1]) compareOn(madeItems([6], 3, wave), 'numbers', settings, { ...rule, seed });
  });
});
