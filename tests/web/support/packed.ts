import { gzipSync } from 'node:zlib';
import { MissingFile } from '../../../web/src/core/download.ts';
import type { Fetch } from '../../../web/src/worker/source.ts';

/** Items of 2×2 pixels: item i has the pixels 4i, 4i+1, … and the label i mod 3. */
export function chunk(first: number, items: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(items * 5);
  for (let i = 0; i < items * 4; i++) bytes[i] = (first * 4 + i) % 256;
  for (let i = 0; i < items; i++) bytes[items * 4 + i] = (first + i) % 3;
  return bytes;
}

const split = (name: string, sizes: number[]) => ({
  items: sizes.reduce((a, b) => a + b, 0),
  chunks: sizes.map((items, i) => ({ file: `${name}-${i}.bin`, items, bytes: 100 })),
});

export const index = {
  id: 'tiny',
  shape: [2, 2, 1],
  classes: 3,
  train: split('train', [10, 10, 5]),
  test: split('test', [6]),
};

/** The tiny dataset as a site's files, gzip'd as tools/data packs them. */
export function tinyFiles(): Map<string, Uint8Array<ArrayBuffer>> {
  const zip = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));
  const files = new Map([['index.json', new Uint8Array(new TextEncoder().encode(JSON.stringify(index)))]]);
  for (const part of [index.train, index.test]) {
    let first = 0;
    for (const { file, items } of part.chunks) {
      files.set(file, zip(chunk(first, items)));
      first += items;
    }
  }
  return files;
}

/** Reads those files, and counts how often each was asked for. */
export function server(files: Map<string, Uint8Array<ArrayBuffer>>): { read: Fetch; asked: Map<string, number> } {
  const asked = new Map<string, number>();
  const read: Fetch = async (url) => {
    const name = url.slice(url.lastIndexOf('/') + 1);
    asked.set(name, (asked.get(name) ?? 0) + 1);
    const bytes = files.get(name);
    if (!bytes) throw new MissingFile('the server answered 404');
    return bytes;
  };
  return { read, asked };
}
