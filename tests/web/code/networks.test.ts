// Programs of networks for frameworks come to what the core comes to: every rule, every kind of layer, every problem.
import '@tensorflow/tfjs-backend-cpu';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pythonWith } from '../../../tools/setup/system.mjs';
import conventions from '../../../web/conventions.json';
import frameworks from '../../../web/frameworks.json';
import { LIBRARIES, refusalOf } from '../../../web/src/code/program.ts';
import type { ModuleDataset, SidestepModule } from '../../../web/src/core/module.ts';
import { catalog, makeModule } from '../support/module.ts';
import { codeOf, configOf, distance, itPrints, makeImages, ours, type Result, runPrograms } from './support.ts';

const torch = pythonWith('torch');
const folder = mkdtempSync(join(tmpdir(), 'sidestep-networks-'));
afterAll(() => rmSync(folder, { recursive: true }));

const IMAGES = { train: 16, test: 4, classes: 10 };
const packed = ['mnist', 'cifar10'].map((id) => ({
  ...IMAGES,
  id,
  shape: catalog.datasets.find((one) => one.id === id)!.shape,
}));

const SGD = 'o=sgd,lr=.05,momentum=.9';
const all = 'dense(6) leakyrelu dense(5) gelu dense(5) sigmoid dropout(.2) dense(4) softmax dense(4) relu dense(2)';
const generated = catalog.problems.filter(
  ({ kind, fields }) => kind === 'data' && fields.some(({ id }) => id === 'net'),
);
/** TensorFlow.js on the processor alone takes long for many items, long sequences and many words. */
const SHORT: Readonly<Record<string, string>> = {
  blobs: 'blobs,batch=100',
  classification: 'classification,batch=50&steps=20',
  flashes: 'flashes,net=lstm(3) dense(4),batch=16&steps=2',
  words: 'words&steps=2',
};
/** Of each kind: a problem, a network, how it begins. */
const races = [
  ...generated.map(({ id }) => SHORT[id] ?? id),
  ...['he', 'xavierNormal', 'heUniform'].map((init) => `moons,init=${init},net=${all},loss=mse`),
  `moons,loss=binaryCrossEntropy,net=dense(8) tanh dense(1)`,
  'moons,loss=mae,net=dense(8) batchnorm tanh dense(2)',
  ...['xavier', 'pytorch', 'keras'].map(
    (init) =>
      `words,init=${init},net=embedding(4,40) lstm(3,sequence) gru(3,sequence) batchnorm tanh lstm(2) dense(4)&steps=6`,
  ),
  'network,init=pytorch,net=conv(3,5,same,2) relu pool(2) conv(2,4,same) batchnorm tanh avgpool(2,1) flatten dense(10)&steps=20',
  'network,init=keras,data=cifar10,net=conv(3,3,1) leakyrelu pool(3,2) softmax dropout(.1) dense(10)&steps=20',
  'network,shuffle=0,net=lstm(4,sequence) dropout(.3) gru(3) dense(10)&steps=10',
  'network,net=embedding(2) dense(10)&steps=2',
].map((text) => {
  const [problem, steps] = text.split('&');
  const sized = problem!.startsWith('network') ? `,train=${IMAGES.train},test=${IMAGES.test}&batch=7` : '';
  return `#v=2&p=${problem!.replace(/net=[^&]*?\)(?=,\w+=|$)/, (net) => encodeURI(net))}${sized}&${SGD}&${steps ?? 'steps=50'}&seed=3`;
});

/** Every rule of a framework, as its convention has it. */
const rulesOf = (id: 'pytorch' | 'tfjs'): string[] => {
  const sets = conventions.find((one) => one.id === id)!.of as unknown as Record<string, Record<string, unknown>>;
  return Object.keys(frameworks[id].rules)
    .filter((rule) => rule !== 'nadam') // its convention changed in 2.x
    .map((rule) => {
      const own = Object.entries(sets[rule] ?? {}).map(([field, value]) => `,${field}=${Number(value)}`);
      return `#v=2&p=moons,net=dense(6)%20tanh%20dense(2)&o=${rule},lr=.01${own.join('')}&steps=50`;
    });
};

type Program = (library: typeof tf, load: (path: string) => Promise<unknown>) => Promise<Result[]>;

let module: SidestepModule;
const data: Record<string, ModuleDataset> = {};
beforeAll(async () => {
  module = await makeModule();
  await tf.setBackend('cpu');
  for (const images of packed) data[images.id] = makeImages(module, images, folder, images.id);
});

const inFolder = (program: string): string => program.replace(/(?<=else |\?\? )["']data["']/, JSON.stringify(folder));

function compare(theirs: Result[], link: string, tolerance: number): void {
  const config = configOf(link);
  const mine = ours(module, config, data[String(config.problem.data)]);
  expect(theirs.length).toBe(mine.length);
  for (const [i, own] of mine.entries()) {
    expect(distance(theirs[i]!.params, own.params), 'parameters').toBeLessThan(tolerance);
    expect(Math.abs(theirs[i]!.loss - own.loss), 'loss').toBeLessThan(tolerance * (Math.abs(own.loss) + 1));
  }
}

describe('a network in TensorFlow.js', () => {
  const links = [...races, ...rulesOf('tfjs')];
  it.each(links)('%s', { timeout: 60_000 }, async (link) => {
    const body = inFolder(codeOf(link, 'tfjs'))
      .replace(/^import.*$/m, '')
      .replace(/^console.log.*$/m, 'return results;')
      .replace('await import(', 'await load(');
    const run = new Function('tf', 'load', `return (async () => {${body}})()`) as Program;
    compare(await run(tf, (path) => import(path)), link, frameworks.tfjs.ran.networks);
  });
});

describe.skipIf(!torch)('a network in PyTorch', () => {
  const links = [...races, ...rulesOf('pytorch')];
  itPrints(
    links,
    (link) => inFolder(codeOf(link, 'pytorch')),
    torch,
    (results, link) => compare(results, link, frameworks.pytorch.ran.networks),
  );
});

describe.skipIf(!torch)('a network in Keras or JAX, which are not here', () => {
  it.each(['keras', 'optax'])('%s: can be read by Python', (id) => {
    const hat = id === 'keras' ? ',epsilonHat=1' : '';
    const texts = races.map((link) => codeOf(link.replace(SGD, `o=adam,lr=.01,epsilon=1e-7${hat}`), id));
    const compiled = runPrograms(
      texts.map((text) => `compile(${JSON.stringify(text)}, "program", "exec")`),
      torch,
    );
    expect(compiled.flatMap(({ failed }) => failed ?? [])).toEqual([]);
  });
});

it('is refused where the library has another layer', () => {
  const config = configOf('#v=2&p=words,net=embedding(4,300)%20lstm(3,relu)%20dense(4)&o=sgd');
  const refused = LIBRARIES.filter((id) => refusalOf(id, config, catalog)?.why === 'layer');
  expect(refused).toEqual(['pytorch']);
});
