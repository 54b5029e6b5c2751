// Pictures of weights, and curves of layers.
import { expect, it } from 'vitest';
import { columnsOf, lineOf, missing, quantityOf, rangeOf } from '../../../web/src/views/network/histories.ts';
import {
  common,
  firstLayer,
  flattened,
  layoutOf,
  mostMoved,
  moved,
  strength,
  unitOf,
  way,
} from '../../../web/src/views/network/pictures.ts';

it('lays out a unit’s weights as its inputs lie', () => {
  const image = [28, 28, 1];
  expect(layoutOf('dense(32) relu dense(10)', image, 784, 32)).toEqual({
    kind: 'units',
    rows: 28,
    columns: 28,
    channels: 1,
  });
  expect(layoutOf('flatten dropout(.2) dense(32)', [32, 32, 3], 3072, 32)).toMatchObject({
    kind: 'units',
    channels: 3,
  });
  expect(layoutOf('conv(8,5,same) relu dense(10)', image, 25, 8)).toMatchObject({ kind: 'units', rows: 5, columns: 5 });
  expect(layoutOf('conv(8,3) relu dense(10)', [32, 32, 3], 27, 8)).toMatchObject({ rows: 3, channels: 3 });
  expect(layoutOf('dense(4) relu dense(3)', [2], 2, 4)).toMatchObject({ kind: 'table', rows: 2, columns: 4 });
  expect(layoutOf('pool(2) dense(4)', image, 196, 4)).toMatchObject({ kind: 'table', rows: 196, columns: 4 });
  expect(layoutOf('lstm(8) dense(4)', [100, 10], 18, 32)).toMatchObject({ kind: 'table', rows: 18, columns: 32 });
  expect(layoutOf('embedding(6,50) lstm(8) dense(4)', [8], 50, 6)).toMatchObject({
    kind: 'table',
    rows: 6,
    columns: 50,
    unitsDown: true,
  });
  expect(firstLayer('batchnorm relu dense(12) dense(3)')).toBe('dense(12)');
});

//                              unit 0: 1 → 4, unit 1: 5 → 5 of input 0; then 0 → 4 and 2 → 1 of input 1 (now, start)
const values = Float64Array.of(4, 1, 5, 5, 4, 0, 1, 2);

it('what was learnt is the difference from the start, a column of the matrix for each unit', () => {
  expect([...unitOf(values, 2, 0, true)]).toEqual([3, 4]);
  expect([...unitOf(values, 2, 1, false)]).toEqual([5, 1]);
  expect([...moved(values, 2)]).toEqual([5, 1]);
  expect(way(values, 2)).toBeCloseTo(Math.sqrt(26));
});

it('units stand in one order for all lanes, in which each lane’s way counts the same', () => {
  const far = values.map((v) => 1000 * v);
  const other = Float64Array.of(0, 0, 9, 0, 0, 0, 0, 0);
  expect(mostMoved([values], 2)).toEqual([0, 1]);
  expect(mostMoved([far, other, other], 2)).toEqual([1, 0]);
  expect(mostMoved([Float64Array.of(1, 1, 2, 2)], 2)).toEqual([0, 1]); // nothing has moved yet
  expect(mostMoved([values.map(() => Number.NaN), values], 2)).toEqual([0, 1]);
});

it('one strength serves all pictures, and a few large weights do not make the others pale', () => {
  const part = Float64Array.from({ length: 1000 }, (_, i) => (i === 0 ? 1e6 : -1 - (i % 7)));
  expect(strength([part, part])).toBe(7);
  expect(strength([new Float64Array(4)])).toBe(1);
  expect(common([[part], [part.map((v) => 1e9 * v)], []])).toBe(7); // of two the weaker
  expect([...flattened(Float64Array.of(1, 2, 3, 4, 5, 9), 3)]).toEqual([2, 6]);
});

const NONE = Number.NaN;
//                        gradient, weights, update, dead, saturated
const reading = Float64Array.of(2, 10, 1, NONE, NONE, NONE, NONE, NONE, 0.25, NONE, 1, 4, 1, NONE, NONE);

it('has a column for everything that a layer tells', () => {
  const columns = columnsOf(['dense(5)', 'relu', 'dense(4)'], [reading]);
  expect(columns.map(({ quantity, layer }) => `${quantity} ${layer}`)).toEqual([
    'gradient 0',
    'gradient 2',
    'ratio 0',
    'ratio 2',
    'dead 1',
  ]);
  expect(columns.map((column) => quantityOf(reading, column))).toEqual([2, 1, 0.1, 0.25, 0.25]);
});

it('fills in what was not looked at while the race ran, a few steps over all the way first', () => {
  const [coarse, rest] = missing([], 320);
  expect(coarse).toEqual([0, 40, 80, 120, 160, 200, 240, 280, 320]);
  expect([...coarse!, ...rest!].sort((a, b) => a - b)).toEqual(Array.from({ length: 33 }, (_, k) => 10 * k));
  expect(missing([0, 3, 160, 321], 320).flat()).not.toContain(320);
  expect(missing([0, 3, 160], 320).flat()).toContain(150);
  expect(missing([0, 1, 2], 2)).toEqual([]);
  expect(missing([], 0)).toEqual([[0]]);
});

it('a column has one scale for all lanes, and a line has gaps where there is no number', () => {
  expect(
    rangeOf(
      [
        [1, 100],
        [0.1, NONE, 0],
      ],
      false,
    ),
  ).toEqual([0.1, 100]);
  expect(rangeOf([[0.2]], true)).toEqual([0, 1]);
  expect(rangeOf([[3], [3]], false)).toEqual([1.5, 6]);
  const box = { last: 10, share: false, width: 100, height: 23 };
  expect(lineOf([0, 5, 10], [1, 10, 100], [1, 100], box)).toBe('M0.0 21.5L50.0 11.5L100.0 1.5');
  expect(lineOf([0, 5, 10], [1, 0, 100], [1, 100], box)).toBe('M0.0 21.5M100.0 1.5');
});
