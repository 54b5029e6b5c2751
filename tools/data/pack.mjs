// Packs an image data set into chunks that a page loads lazily: each is a gzip stream of items*pixels image bytes (row by row)
// followed by as many label bytes, in the original order. The extension is .bin so that no server adds Content-Encoding to it.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';

const compress = promisify(gzip);

/** Reads the IDX format: 0 0 8 (bytes), the number of dimensions, their sizes in big-endian, the data. */
export function readIdx(buffer) {
  if (buffer.length < 4 || buffer.readUInt16BE(0) !== 0 || buffer[2] !== 8) throw new Error('not an IDX file of bytes');
  const shape = Array.from({ length: buffer[3] }, (_, i) => buffer.readUInt32BE(4 + 4 * i));
  const data = buffer.subarray(4 + 4 * shape.length);
  const wanted = shape.reduce((product, size) => product * size, 1);
  if (data.length !== wanted) throw new Error(`an IDX file of ${data.length} bytes where its header says ${wanted}`);
  return { shape, data };
}

/** A split from a pair of IDX files. */
export function readIdxPair(images, labels) {
  const [items, names] = [images, labels].map((path) => readIdx(readFileSync(path)));
  return { shape: items.shape, images: items.data, labels: names.data };
}

/** Where the chunks of so many items begin. Most races need some thousands: the first ones are short, so that little comes in vain. */
function beginnings(items, perChunk) {
  const first = Math.min(items, 2 * perChunk);
  const every = (step, from, to) => Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
  return [...every(Math.ceil(perChunk / 5), 0, first), ...every(perChunk, first, items)];
}

/** The uncompressed chunks of one split: `images` has shape[0] items of equal size, `labels` a byte for each. */
export function chunks({ shape: [items, ...sizes], images, labels }, perChunk) {
  const pixels = sizes.reduce((product, size) => product * size, 1);
  if (labels.length !== items) throw new Error(`${items} images but ${labels.length} labels`);
  if (images.length !== items * pixels) throw new Error(`${images.length} bytes of ${items} images of ${pixels}`);
  return beginnings(items, perChunk).map((start, i, all) => {
    const end = all[i + 1] ?? items;
    return {
      items: end - start,
      content: Buffer.concat([images.subarray(start * pixels, end * pixels), labels.subarray(start, end)]),
    };
  });
}

/** Writes `<name>-000.bin`, … into `folder` and returns the split's entry of the index. */
async function packSplit(name, split, perChunk, folder) {
  const entries = await Promise.all(
    chunks(split, perChunk).map(async ({ items, content }, i) => {
      const file = `${name}-${String(i).padStart(3, '0')}.bin`;
      const packed = await compress(content, { level: constants.Z_BEST_COMPRESSION });
      writeFileSync(join(folder, file), packed);
      return { file, items, bytes: packed.length };
    }),
  );
  return { items: split.shape[0], chunks: entries };
}

/**
 * Packs a source ({ index, perChunk, read }) into `folder`; index.json is written last, so it vouches for the rest. `read(split)` gives
 * { shape: [items, …], images, labels }; one split is in memory at a time.
 */
export async function pack(source, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const splits = {};
  for (const name of ['train', 'test']) {
    splits[name] = await packSplit(name, await source.read(name), source.perChunk, folder);
  }
  writeFileSync(join(folder, 'index.json'), `${JSON.stringify({ ...source.index, ...splits }, null, 2)}\n`);
}
