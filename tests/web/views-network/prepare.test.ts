// What is drawn becomes an item as the data were made.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import {
  boxOf,
  centreOf,
  type Ink,
  inkOf,
  preparationOf,
  prepared,
  resampled,
} from '../../../web/src/views/network/prepare.ts';
import { siteData } from '../support/files.ts';

const SIDE = 28;

/** The first items of a published test set. */
function itemsOf(id: string): Uint8Array[] {
  const folder = new URL(`${id}/`, siteData);
  const { test, shape } = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8'));
  const [chunk] = test.chunks;
  const content = gunzipSync(readFileSync(new URL(chunk.file, folder)));
  const size = shape.reduce((a: number, b: number) => a * b, 1);
  return Array.from({ length: 100 }, (_, i) => content.subarray(i * size, (i + 1) * size));
}

const digits = itemsOf('mnist');

it('tells by some of the data that digits fill a box of 20 pixels around their mass', () => {
  expect(preparationOf(digits.slice(0, 48), SIDE, SIDE)).toEqual({ box: 20 });
});

it('tells that images which fill their frame were not made so', () => {
  const full = digits.slice(0, 48).map((_, i) => Uint8Array.from({ length: 784 }, (_, k) => (k * (i + 3)) % 256));
  expect(preparationOf(full, SIDE, SIDE)).toEqual({ box: null });
  expect(preparationOf([], SIDE, SIDE)).toEqual({ box: null });
});

it('a few odd items do not tell how data were made, many do', () => {
  const square = (side: number) => {
    const item = new Uint8Array(784);
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) item[(14 - side / 2 + y) * 28 + 14 - side / 2 + x] = 255;
    return item;
  };
  const of = (odd: number) => Array.from({ length: 40 }, (_, i) => square(i < odd ? 8 : 20));
  expect(preparationOf(of(3), SIDE, SIDE)).toEqual({ box: 20 });
  expect(preparationOf(of(12), SIDE, SIDE)).toEqual({ box: null });
});

it('a digit that is drawn back is itself, to the byte', () => {
  for (const each of [1, 10])
    for (const item of digits.slice(0, each === 1 ? 100 : 8))
      expect(prepared(inkOf(item, SIDE, SIDE, each), SIDE, SIDE, { box: 20 })).toEqual(Uint8Array.from(item));
});

it('where and how large it is drawn does not matter', () => {
  const small = inkOf(digits[0]!, SIDE, SIDE, 3);
  const large: Ink = { width: 280, height: 280, values: new Float64Array(280 * 280) };
  for (let y = 0; y < small.height; y++)
    for (let x = 0; x < small.width; x++) large.values[(y + 150) * 280 + x + 11] = small.values[y * small.width + x]!;
  expect(prepared(large, SIDE, SIDE, { box: 20 })).toEqual(Uint8Array.from(digits[0]!));
});

it('a stroke is antialiased, 20 pixels long and in the middle by its mass', () => {
  const ink: Ink = { width: 100, height: 100, values: new Float64Array(10_000) };
  for (let y = 10; y < 70; y++) for (let x = 40; x < 47; x++) ink.values[y * 100 + x] = 1;
  const bytes = prepared(ink, SIDE, SIDE, { box: 20 })!;
  const seen = inkOf(bytes, SIDE, SIDE);
  expect(boxOf(seen)).toMatchObject({ width: 2, height: 20 });
  const [x, y] = centreOf(seen);
  expect(Math.abs(x - 14)).toBeLessThanOrEqual(0.5);
  expect(Math.abs(y - 14)).toBeLessThanOrEqual(0.5);
});

it('keeps the mean of what a pixel covers, and is nothing where nothing is drawn', () => {
  const ink: Ink = { width: 4, height: 2, values: Float64Array.of(1, 0, 1, 1, 0, 0, 1, 1) };
  expect([...resampled(ink, { left: 0, top: 0, width: 4, height: 2 }, 2, 1).values]).toEqual([0.25, 1]);
  expect(prepared({ ...ink, values: new Float64Array(8) }, SIDE, SIDE, { box: 20 })).toBeNull();
  expect([...prepared(ink, 1, 2, { box: null })!]).toEqual([64, 255]);
});
