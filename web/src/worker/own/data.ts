import { printable } from '../../core/notices.ts';

/** Which column of a table is to be told of an item (from 0), and whether it holds numbers rather than classes; null: the table tells. */
export interface Asked {
  column: number | null;
  numbers: boolean | null;
}

/** A dataset that was read from files of the user's own. */
export interface OwnData {
  kind: 'table' | 'idx' | 'cifar';
  name: string;
  hash: string;
  /** Of an item: height, width, channels; or the number of columns. */
  shape: number[];
  /** Their names, in the order of the labels; none where numbers are to be told. */
  classes: string[];
  labels: Uint8Array;
  /** These numbers as they are in the file, one for each item; of data with classes none. */
  targets: Float64Array;
  /** Item after item: bytes of images, or the numbers of a table as they are in the file. */
  items: Uint8Array | Float64Array;
  /** Of a table: the names of all its columns, and which one holds the classes or numbers (from 0). */
  columns: string[];
  column: number | null;
  /** Of a table: the first of the readings (layout.ts) that makes this of it. */
  reading: number;
  /** Of a table: in which its text is; else empty. */
  encoding: string;
}

const MOST_NAME = 60;

/** The name of a class or a column as it is shown. */
export const shortName = (name: string): string =>
  printable(name.length > MOST_NAME ? `${name.slice(0, MOST_NAME)}…` : name);

/** FNV-1a, 64 bits, over all parts, as 16 hexadecimal digits; in two halves of 32 bits, as BigInt takes a second a megabyte. */
export function hashOf(parts: readonly Uint8Array[]): string {
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) {
      low = (low ^ part[i]!) >>> 0;
      // × (2⁴⁰ + 0x1b3): the low half's product has at most 41 bits, which a double holds.
      const product = low * 0x1b3;
      high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
      low = product >>> 0;
    }
  }
  return [high, low].map((half) => half.toString(16).padStart(8, '0')).join('');
}
