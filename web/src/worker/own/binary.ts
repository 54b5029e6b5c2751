import type { OwnData } from './data.ts';
import { LIMITS, mistake } from './mistake.ts';

export type Images = Pick<OwnData, 'shape' | 'classes' | 'labels' | 'items'>;

/** A file as it was chosen, unpacked where it was a gzip file. */
export interface OwnFile {
  name: string;
  bytes: Uint8Array;
}

export interface Idx extends OwnFile {
  shape: number[];
  data: Uint8Array;
}

const BYTES = 8;
const PLANE = 32 * 32;
const RECORD = 1 + 3 * PLANE;
const CIFAR_CLASSES = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];

/** IDX begins with two zeros, a type and the number of dimensions. */
export const looksLikeIdx = ({ bytes }: OwnFile): boolean =>
  bytes.length >= 4 && bytes[0] === 0 && bytes[1] === 0 && bytes[2]! >= 8 && bytes[2]! <= 14 && bytes[3]! >= 1;

/** Batches have no mark of their own: their name tells, or that every record begins with a class. */
export const looksLikeCifar = ({ name, bytes }: OwnFile): boolean =>
  /\.bin$/i.test(name) || (bytes.length > 0 && bytes.length % RECORD === 0 && cifarMistake(bytes) < 0);

/** Where the first record is whose class is none, or −1. */
function cifarMistake(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; at += RECORD) if (bytes[at]! >= CIFAR_CLASSES.length) return at;
  return -1;
}

/** Reads an IDX file of bytes: 0 0 8, the number of dimensions, their sizes in big-endian, the data. */
export function readIdx({ name, bytes }: OwnFile): Idx {
  const at = (byte: number) => `${name}, byte ${byte}`;
  if (bytes[2] !== BYTES) throw mistake(at(2), `the type is ${bytes[2]}; only unsigned bytes (8) are read`);
  const dimensions = bytes[3]!;
  if (dimensions > 4) throw mistake(at(3), `has ${dimensions} dimensions; at most 4 are read`);
  const start = 4 + 4 * dimensions;
  if (bytes.length < start) throw mistake(at(bytes.length), 'ends within its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  shape.forEach((size, i) => {
    if (size === 0) throw mistake(at(4 + 4 * i), 'a dimension is 0');
  });
  const wanted = shape.reduce((product, size) => product * size, 1);
  if (bytes.length - start < wanted)
    throw mistake(at(bytes.length), `ends too early: the header says that ${wanted} bytes follow byte ${start}`);
  if (bytes.length - start > wanted)
    throw mistake(at(start + wanted), `is too long: the header says that ${wanted} bytes follow byte ${start}`);
  return { name, bytes, shape, data: bytes.subarray(start) };
}

/** A pair of IDX files, in either order: items of 1 to 3 dimensions, and a byte for each. */
export function readIdxPair(files: readonly OwnFile[]): Images & { images: Idx; names: Idx } {
  const [a, b] = files.map(readIdx);
  const [images, names] = a!.shape.length === 1 ? [b, a] : [a, b];
  if (!images || !names || names.shape.length !== 1 || images.shape.length === 1)
    throw mistake(a!.name, 'is half of a pair: choose the images and the labels together');
  const [items, ...rest] = images.shape;
  if (items !== names.shape[0]) throw mistake(names.name, `has ${names.shape[0]} labels for ${items} items`);
  if (items! < 2 || items! > LIMITS.items)
    throw mistake(images.name, `has ${items} items; 2 to ${LIMITS.items} are read`);
  const shape = rest.length === 2 ? [...rest, 1] : rest;
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (size > LIMITS.size) throw mistake(images.name, `an item has ${size} bytes; at most ${LIMITS.size} are read`);
  const top = names.data.reduce((most, label) => Math.max(most, label), 1);
  const classes = Array.from({ length: top + 1 }, (_, i) => `${i}`);
  return { shape, classes, labels: names.data, items: images.data, images, names };
}

/** Batches of CIFAR-10: records of a class and the 1,024 red, green and blue bytes of 32 × 32 pixels. */
export function readCifar(files: readonly OwnFile[]): Images {
  for (const { name, bytes } of files) {
    const whole = Math.floor(bytes.length / RECORD) * RECORD;
    if (bytes.length === 0 || whole !== bytes.length)
      throw mistake(
        `${name}, byte ${whole}`,
        `a record of ${RECORD} bytes begins here, but only ${bytes.length - whole} bytes follow`,
      );
    const bad = cifarMistake(bytes);
    if (bad >= 0)
      throw mistake(
        `${name}, byte ${bad}`,
        `the class is ${bytes[bad]}, but there are only ${CIFAR_CLASSES.length} classes`,
      );
  }
  const count = files.reduce((sum, { bytes }) => sum + bytes.length / RECORD, 0);
  if (count < 2 || count > LIMITS.items)
    throw mistake(files[0]!.name, `has ${count} items; 2 to ${LIMITS.items} are read`);
  const labels = new Uint8Array(count);
  const items = new Uint8Array(count * 3 * PLANE);
  let item = 0;
  for (const { bytes } of files) {
    for (let at = 0; at < bytes.length; at += RECORD, item++) {
      labels[item] = bytes[at]!;
      for (let colour = 0; colour < 3; colour++) {
        const plane = at + 1 + colour * PLANE;
        for (let pixel = 0, to = item * 3 * PLANE + colour; pixel < PLANE; pixel++, to += 3)
          items[to] = bytes[plane + pixel]!;
      }
    }
  }
  return { shape: [32, 32, 3], classes: [...CIFAR_CLASSES], labels, items };
}
