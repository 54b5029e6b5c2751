import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { chunks, pack, readIdx } from './pack.mjs';
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
    const [a, b] = chunks({ shape: [3, 1, 2], data: Buffer.from([1, 2, 3, 4, 5, 6]) }, readIdx(idx([3], [7, 8, 9])), 2);
    expect([a.items, [...a.content]]).toEqual([2, [1, 2, 3, 4, 7, 8]]);
    expect([b.items, [...b.content]]).toEqual([1, [5, 6, 9]]);
  });
  it('refuses as many labels as there are not images', () => {
    expect(() => chunks({ shape: [1, 1, 1], data: Buffer.from([1]) }, readIdx(idx([2], [0, 0])), 1)).toThrow(
      '1 images but 2 labels',
    );
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
    await pack({ perChunk: 2, train: { images, labels }, test: { images, labels }, index: { id: 'small' } }, target);

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

describe('MNIST', () => {
  // The counts that its publishers state.
  const counts = {
    train: [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
    test: [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
  };
  for (const [split, wanted] of Object.entries(counts)) {
    it(`has every digit in the ${split} set`, () => {
      const labels = readIdx(readFileSync(mnist[split].labels)).data;
      expect(Array.from({ length: 10 }, (_, digit) => labels.filter((label) => label === digit).length)).toEqual(
        wanted,
      );
    });
  }

  const packed = new URL('../../web/public/data/mnist/', import.meta.url);
  it.skipIf(!existsSync(packed))('is packed without loss', () => {
    const index = JSON.parse(readFileSync(new URL('index.json', packed), 'utf8'));
    for (const split of ['train', 'test']) {
      const parts = index[split].chunks.map(({ file, items }) => ({
        items,
        content: gunzipSync(readFileSync(new URL(file, packed))),
      }));
      const pixels = Buffer.concat(parts.map(({ items, content }) => content.subarray(0, items * 784)));
      const labels = Buffer.concat(parts.map(({ items, content }) => content.subarray(items * 784)));
      expect(pixels.equals(readIdx(readFileSync(mnist[split].images)).data)).toBe(true);
      expect(labels.equals(readIdx(readFileSync(mnist[split].labels)).data)).toBe(true);
    }
  });
});
