// Programs that read a packed dataset: each layer of images, and symbols.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import frameworks from '../../../web/frameworks.json';
import type { ModuleDataset, SidestepModule } from '../../../web/src/core/module.ts';
import { makeModule } from '../support/module.ts';
import { codeOf, configOf, distance, itPrints, makeImages, ours, python } from './support.ts';

const SHAPE = [7, 6, 2];
const [TRAIN, TEST] = [20, 5];

const nets = [
  'conv(3,3) relu pool(2) conv(2,2,same,2) tanh flatten dense(3)',
  'conv(2,4,same) batchnorm leakyrelu avgpool(2,1) conv(2,1,3) dense(3)',
  'conv(2,3,same,2) pool(3,2) softmax dense(3)',
  'lstm(3,sequence) dropout(.3) gru(2) dense(3)',
  'embedding(3) dense(3)',
];
const links = nets.flatMap((net, i) => {
  const init = ['he', 'pytorch', 'keras', 'xavier', 'xavier'][i];
  const shuffle = i === 0 ? 0 : 1;
  return `#v=2&p=network,train=${TRAIN},test=${TEST},net=${encodeURIComponent(net)},init=${init},shuffle=${shuffle}&o=sgd,lr=.05,momentum=.9&steps=${net.includes('batchnorm') ? 3 : 12}&batch=8&seed=4`;
});

const folder = mkdtempSync(join(tmpdir(), 'sidestep-code-'));
afterAll(() => rmSync(folder, { recursive: true }));

let module: SidestepModule;
let data: ModuleDataset;
beforeAll(async () => {
  module = await makeModule();
  data = makeImages(module, { shape: SHAPE, classes: 3, train: TRAIN, test: TEST }, folder, 'mnist');
});

describe.skipIf(!python)('a program that reads images', () => {
  const program = (link: string): string => codeOf(link).replace('else "data"', `else ${JSON.stringify(folder)}`);
  itPrints(links, program, python, ([theirs], link) => {
    const [own] = ours(module, configOf(link), data);
    expect(distance(theirs!.params, own!.params)).toBeLessThan(frameworks.numpy.ran.error);
    expect(distance([theirs!.loss], [own!.loss])).toBeLessThan(frameworks.numpy.ran.error);
  });
});
