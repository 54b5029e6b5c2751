import { describe, expect, it } from 'vitest';
import { type Curve, columnsOf, smoothed } from '../../web/src/views/chart/data.ts';
import { ahead, valueRange } from '../../web/src/views/chart/range.ts';
import { logTicks, ticks } from '../../web/src/views/ticks.ts';

const curve = (ys: number[], x: (row: number) => number = (row) => row): Curve => ({
  length: ys.length,
  x,
  y: (row) => ys[row]!,
});
const linear = { logX: false, logY: false };

describe('the columns of a chart', () => {
  it('are the rows themselves where all lanes share their steps', () => {
    expect(columnsOf([curve([3, 2, 1]), curve([3, 4])], linear)).toEqual([
      [0, 1, 2],
      [3, 2, 1],
      [3, 4, null],
    ]);
  });

  it('leave a gap where a value cannot stand on a logarithmic axis, and none where nothing was measured', () => {
    const [xs, ys] = columnsOf([curve([5, -1, Number.NaN, 2])], { logX: true, logY: true });
    expect(xs).toEqual([1, 2, 3]);
    expect(ys).toEqual([null, undefined, 2]);
  });

  it('keep every extreme of a long race', () => {
    const ys = Array.from({ length: 50_000 }, (_, i) => Math.sin(i));
    ys[31_234] = 9;
    ys[31_235] = -9;
    const [xs, column] = columnsOf([curve(ys)], linear);
    expect(xs.length).toBeLessThan(2000);
    expect(xs.every((x, i) => i === 0 || x > xs[i - 1]!)).toBe(true);
    const drawn = column!.filter((y) => typeof y === 'number');
    expect(Math.max(...drawn)).toBe(9);
    expect(Math.min(...drawn)).toBe(-9);
  });

  it('put lanes with their own time on one axis', () => {
    const [xs, a, b] = columnsOf([curve([1, 2], (row) => row * 0.5), curve([3, 4, 5], (row) => row * 0.3)], linear);
    expect(xs.length).toBeGreaterThan(10);
    expect(a!.filter((y) => typeof y === 'number')).toEqual([1, 2]);
    expect(b!.filter((y) => typeof y === 'number')).toEqual([3, 4, 5]);
  });

  it('survive nothing at all', () => {
    expect(columnsOf([], linear)).toEqual([[]]);
    expect(columnsOf([curve([])], linear)).toEqual([[], []]);
  });
});

it('a smoothed constant is that constant from its first row on', () => {
  const flat = smoothed(curve([4, 4, 4]));
  expect([0, 1, 2].map((row) => flat.y(row))).toEqual([4, 4, 4].map((y) => expect.closeTo(y, 12)));
});

describe('ranges', () => {
  it('show the whole race unless it is far longer than what has run', () => {
    expect(ahead(300, 0)).toBe(300);
    expect(ahead(100_000, 10)).toBeLessThan(1000);
    expect(ahead(100_000, 90_000)).toBe(100_000);
  });

  it('are not flattened by a lane that shoots off', () => {
    expect(valueRange(0, 1e200, 10, false)[1]).toBeLessThan(100);
    expect(valueRange(1e-3, 1e200, 10, true)[1]).toBeLessThan(1e6);
    expect(valueRange(Number.NaN, Number.NaN, Number.NaN, true)).toEqual([0.1, 10]);
  });
});

it('ticks are round, inside, and about as many as asked', () => {
  expect(ticks(-2, 2, 4)).toEqual([-2, -1, 0, 1, 2]);
  expect(ticks(0, 0, 4)).toEqual([]);
  expect(logTicks(0.1, 100, 20)).toEqual([0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]);
  expect(logTicks(1e-30, 1, 8).length).toBeLessThanOrEqual(8);
});

describe('an axis of losses that have come to nothing', () => {
  it('does not end at 0, which has no logarithm', () => {
    for (const low of [5e-324, 1e-310, 1e-299]) {
      const [bottom, top] = valueRange(low, 1, 1, true);
      expect(bottom).toBeGreaterThan(0);
      expect(top).toBeGreaterThan(1);
      expect(logTicks(bottom, top, 10).every((tick) => tick > 0)).toBe(true);
    }
    expect(valueRange(5e-324, 5e-324, 1, true)[0]).toBeGreaterThan(0);
  });
});
