// Programs that read a packed dataset: each layer of images, and symbols.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import frameworks from '../../../web/frameworks.json';
import { laneSpec, type ModuleDataset, type SidestepModule } from '../../../web/src/core/module.ts';
import { makeModule, runTo } from '../support/module.ts';
import { codeOf, configOf, distance, python, type Result, runPrograms } from './support.ts';

const SHAPE = [7, 6, 2];
const [TRAIN, TEST, CLASSES] = [20, 5, 3];
const size = SHAPE.reduce((a, b) => a * b);
const items = Uint8Array.from({ length: TRAIN * size }, (_, i) => (i * i * 7 + 31 * i) % 251);
const labels = Uint8Array.from({ length: TRAIN }, (_, i) => (i * 7) % CLASSES);

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
let printed: ReturnType<typeof runPrograms>;
beforeAll(async () => {
  module = await makeModule();
  data = module.createDataset({ shape: SHAPE, classes: CLASSES, train: TRAIN, test: TEST }) as ModuleDataset;
  data.bytes('train', 'items').set(items);
  data.bytes('train', 'labels').set(labels);
  data.bytes('test', 'items').set(items.subarray(0, TEST * size));
  data.bytes('test', 'labels').set(labels.subarray(0, TEST));
  expect(data.seal()).toBeNull();
  // Two chunks, as tools/data packs them: the items, then their labels.
  mkdirSync(join(folder, 'mnist'));
  const chunks = [0, 12].map((from, i) => {
    const to = i === 0 ? 12 : TRAIN;
    const content = Buffer.concat([items.subarray(from * size, to * size), labels.subarray(from, to)]);
    writeFileSync(join(folder, `mnist/${i}.gz`), gzipSync(content));
    return { file: `${i}.gz`, items: to - from, bytes: 1 };
  });
  writeFileSync(
    join(folder, 'mnist/index.json'),
    JSON.stringify({ shape: SHAPE, classes: CLASSES, train: { chunks } }),
  );
  const programs = links.map((link) => codeOf(link).replace('else "data"', `else ${JSON.stringify(folder)}`));
  if (python) printed = runPrograms(programs);
}, 120_000);

describe.skipIf(!python)('a program that reads images', () => {
  it.each(links)('%s', (link) => {
    const { failed, printed: text } = printed[links.indexOf(link)]!;
    expect(failed).toBeUndefined();
    const [theirs] = JSON.parse(text!) as [Result];
    const config = configOf(link);
    const lane = module.createLane({ ...laneSpec(config, config.lanes[0]!, 1), data });
    if ('code' in lane) throw new Error(lane.message);
    const trace = runTo(lane, config.steps);
    expect(distance(theirs.params, [...lane.peek('params')])).toBeLessThan(frameworks.numpy.ran.error);
    expect(distance([theirs.loss], [trace.column('loss').at(-1)!])).toBeLessThan(frameworks.numpy.ran.error);
    lane.delete();
  });
});
