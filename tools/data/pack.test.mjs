import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { complete } from '../setup/data.mjs';
import { hasIntegrity } from '../setup/fetch.mjs';
import { chunks, pack, readIdx, readIdxPair } from './pack.mjs';
import cifar10 from './sets/cifar10.mjs';
import fashion from './sets/fashionMnist.mjs';
import mnist from './sets/mnist.mjs';

const folder = mkdtempSync(join(tmpdir(), 'pack-'));
afterAll(() => rmSync(folder, { recursive: true }));

const idx = (shape, data) => {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header[2] = 8;
  header[3] = shape.length;
  for (const [i, size] of shape.entries()) header.writeUInt32BE(size, 4 + 4 * i);
  return Buffer.concat([header, Buffer.from(data)]);
};

describe('readIdx', () => {
  it('reads the shape and the data', () => {
    expect(readIdx(idx([2, 1, 2], [1, 2, 3, 4]))).toEqual({ shape: [2, 1, 2], data: Buffer.from([1, 2, 3, 4]) });
  });
  it('refuses what is not IDX, or is cut short', () => {
    expect(() => readIdx(Buffer.from('hello'))).toThrow('not an IDX file');
    expect(() => readIdx(idx([5], [1, 2]))).toThrow('2 bytes where its header says 5');
  });
});

describe('chunks', () => {
  it('keeps the order, images before labels, the last chunk shorter', () => {
    const split = { shape: [3, 1, 2], images: Buffer.from([1, 2, 3, 4, 5, 6]), labels: Buffer.from([7, 8, 9]) };
    const [a, b] = chunks(split, 10);
    expect([a.items, [...a.content]]).toEqual([2, [1, 2, 3, 4, 7, 8]]);
    expect([b.items, [...b.content]]).toEqual([1, [5, 6, 9]]);
  });
  it('begins with short ones, as most races need few items', () => {
    const split = { shape: [33, 1, 1], images: Buffer.alloc(33, 1), labels: Buffer.alloc(33) };
    expect(chunks(split, 10).map(({ items }) => items)).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 10, 3]);
  });
  it('refuses as many labels as there are not images, and images that are not whole', () => {
    const split = { shape: [1, 1, 1], images: Buffer.from([1]), labels: Buffer.from([0, 0]) };
    expect(() => chunks(split, 1)).toThrow('1 images but 2 labels');
    expect(() => chunks({ ...split, shape: [2, 1, 1] }, 1)).toThrow('1 bytes of 2 images');
  });
});

describe('pack', () => {
  it('writes chunks that unpack to the original', async () => {
    const file = (name, bytes) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const images = file('images', idx([3, 1, 2], [1, 2, 3, 4, 5, 6]));
    const labels = file('labels', idx([3], [7, 8, 9]));
    const target = join(folder, 'packed');
    await pack({ perChunk: 10, read: () => readIdxPair(images, labels), index: { id: 'small' } }, target);
    expect(complete(target)).toBe(true);

    const index = JSON.parse(readFileSync(join(target, 'index.json'), 'utf8'));
    expect([index.id, index.train.items, index.test.items]).toEqual(['small', 3, 3]);
    const unpacked = index.train.chunks.map(({ file, bytes }) => {
      const packed = readFileSync(join(target, file));
      expect(packed.length).toBe(bytes);
      return [...gunzipSync(packed)];
    });
    expect(unpacked).toEqual([
      [1, 2, 3, 4, 7, 8],
      [5, 6, 9],
    ]);
  });
});

/** What a package holds takes seconds to read. */
const read = new Map();
const splitOf = (set, split) => {
  const key = `${set.index.id} ${split}`;
  if (!read.has(key)) read.set(key, set.read(split));
  return read.get(key);
};

const counts = ({ labels }) => Array.from({ length: 10 }, (_, label) => labels.filter((it) => it === label).length);
const packed = (id) => new URL(`../../web/public/data/${id}/`, import.meta.url);

describe('MNIST', () => {
  // The counts that its publishers state.
  it.each([
    ['train', [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]],
    ['test', [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]],
  ])('has every digit in the %s set', (split, wanted) => {
    expect(counts(splitOf(mnist, split))).toEqual(wanted);
  });
});

describe('Fashion-MNIST', () => {
  it('has 6,000 and 1,000 of each class, in turn, and no item twice', () => {
    const [train, test] = ['train', 'test'].map((split) => splitOf(fashion, split));
    expect([counts(train), counts(test)]).toEqual([Array(10).fill(6000), Array(10).fill(1000)]);
    expect([...train.labels.subarray(0, 12)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
    expect([train.shape, test.shape, train.images.length]).toEqual([[60000, 28, 28], [10000, 28, 28], 60000 * 784]);
    const different = new Set();
    for (const { images } of [train, test])
      for (let i = 0; i < images.length; i += 784) different.add(images.toString('latin1', i, i + 784));
    expect(different.size).toBe(70000 - 54); // as often as its publishers' files repeat themselves
  });
});

/** The packed files of a data set against what its package says, where it has been packed. */
describe.each([mnist, fashion])('packed without loss: $index.id', (set) => {
  const { id } = set.index;
  it.skipIf(!complete(fileURLToPath(packed(id))))('the chunks hold the original', () => {
    const index = JSON.parse(readFileSync(new URL('index.json', packed(id)), 'utf8'));
    for (const split of ['train', 'test']) {
      const parts = index[split].chunks.map(({ file, items }) => ({
        items,
        content: gunzipSync(readFileSync(new URL(file, packed(id)))),
      }));
      const { images, labels } = splitOf(set, split);
      expect(Buffer.concat(parts.map(({ items, content }) => content.subarray(0, items * 784))).equals(images)).toBe(
        true,
      );
      expect(Buffer.concat(parts.map(({ items, content }) => content.subarray(items * 784))).equals(labels)).toBe(true);
    }
  });
});

describe('CIFAR-10', () => {
  it.skipIf(!complete(fileURLToPath(packed('cifar10'))))(
    'has 5,000 and 1,000 of each class, where it has been fetched',
    () => {
      const index = JSON.parse(readFileSync(new URL('index.json', packed('cifar10')), 'utf8'));
      const labels = (split) =>
        Buffer.concat(
          index[split].chunks.map(({ file, items }) =>
            gunzipSync(readFileSync(new URL(file, packed('cifar10')))).subarray(items * 3072),
          ),
        );
      expect([counts({ labels: labels('train') }), counts({ labels: labels('test') })]).toEqual([
        Array(10).fill(5000),
        Array(10).fill(1000),
      ]);
    },
  );

  it('reads its pictures: an image in a row, red, green and blue of each pixel', async () => {
    const { PNG } = (await import('pngjs')).default;
    const png = new PNG({ width: 1024, height: 10_000, colorType: 2 });
    for (let i = 0; i < png.data.length; i++) png.data[i] = i % 4 === 3 ? 255 : (i * 7 + (i >> 12)) % 251;
    const place = mkdtempSync(join(folder, 'cifar-'));
    writeFileSync(join(place, 'test_batch.png'), PNG.sync.write(png, { colorType: 2, deflateLevel: 1 }));
    writeFileSync(join(place, 'test_lables.json'), JSON.stringify(Array.from({ length: 10_000 }, (_, i) => i % 10)));
    const { shape, images, labels } = await cifar10.read('test', place);
    expect([shape, labels.length, images.length]).toEqual([[10_000, 32, 32, 3], 10_000, 30_720_000]);
    for (const [image, pixel, colour] of [
      [0, 0, 0],
      [0, 1, 2],
      [9_999, 1023, 1],
      [17, 33, 2],
    ])
      expect(images[image * 3072 + pixel * 3 + colour]).toBe(png.data[(image * 1024 + pixel) * 4 + colour]);
  });

  it('is refused when its hash is another', async () => {
    const path = join(folder, 'archive');
    writeFileSync(path, 'hello');
    const right = 'sha512-m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==';
    expect([await hasIntegrity(path, right), await hasIntegrity(path, cifar10.fetched.integrity)]).toEqual([
      true,
      false,
    ]);
  });
});
