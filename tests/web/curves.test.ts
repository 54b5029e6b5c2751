import { describe, expect, it } from 'vitest';
import { type Curve, columnsOf, smoothed } from '../../web/src/views/chart/data.ts';
import { exitsOf } from '../../web/src/views/chart/exits.ts';
import { pictureOf, selected } from '../../web/src/views/chart/picture.ts';
import { extended, extentsOf, shareRange, startOf, valueRange } from '../../web/src/views/chart/range.ts';
import { logTicks, ticks } from '../../web/src/views/ticks.ts';
import { plain } from './support/pictures.ts';

const curve = (ys: number[], x: (row: number) => number = (row) => row): Curve => ({
  length: ys.length,
  x,
  y: (row) => ys[row]!,
});

describe('the columns of a chart', () => {
  it('are the rows themselves where all lanes share their steps', () => {
    expect(columnsOf([curve([3, 2, 1]), curve([3, 4])], false)).toEqual([
      [0, 1, 2],
      [3, 2, 1],
      [3, 4, null],
    ]);
  });

  it('begin where x can stand on a logarithmic axis, and have no gap where nothing was measured', () => {
    const [xs, ys] = columnsOf([curve([5, -1, Number.NaN, 2])], true);
    expect(xs).toEqual([1, 2, 3]);
    expect(ys).toEqual([-1, undefined, 2]);
  });

  it('keep every extreme of a long race', () => {
    const ys = Array.from({ length: 50_000 }, (_, i) => Math.sin(i));
    ys[31_234] = 9;
    ys[31_235] = -9;
    const [xs, column] = columnsOf([curve(ys)], false);
    expect(xs.length).toBeLessThan(2000);
    expect(xs.every((x, i) => i === 0 || x > xs[i - 1]!)).toBe(true);
    const drawn = column!.filter((y) => typeof y === 'number');
    expect(Math.max(...drawn)).toBe(9);
    expect(Math.min(...drawn)).toBe(-9);
  });

  it('put lanes with their own time on one axis', () => {
    const [xs, a, b] = columnsOf([curve([1, 2], (row) => row * 0.5), curve([3, 4, 5], (row) => row * 0.3)], false);
    expect(xs.length).toBeGreaterThan(10);
    expect(a!.filter((y) => typeof y === 'number')).toEqual([1, 2]);
    expect(b!.filter((y) => typeof y === 'number')).toEqual([3, 4, 5]);
  });

  it('survive nothing at all', () => {
    expect(columnsOf([], false)).toEqual([[]]);
    expect(columnsOf([curve([])], false)).toEqual([[], []]);
  });
});

it('a smoothed constant is that constant from its first row on', () => {
  const flat = smoothed(curve([4, 4, 4]));
  expect([0, 1, 2].map((row) => flat.y(row))).toEqual([4, 4, 4].map((y) => expect.closeTo(y, 12)));
});

const range = (columns: number[][], log: boolean): [number, number] =>
  valueRange(
    extentsOf(columns, log),
    startOf(
      columns.map((ys) => curve(ys)),
      log,
    ),
    log,
  );

describe('ranges', () => {
  it('show the whole race unless it is far longer than what has run', () => {
    expect(extended(300, 0)).toBe(300);
    expect(extended(100_000, 10)).toBeLessThan(1000);
    expect(extended(100_000, 90_000)).toBe(100_000);
  });

  it('are not flattened by a lane that shoots off', () => {
    expect(
      range(
        [
          [10, 5, 0],
          [10, 1e100, 1e200],
        ],
        false,
      )[1],
    ).toBeLessThan(100);
    expect(
      range(
        [
          [10, 0.1, 1e-3],
          [10, 1e100, 1e200],
        ],
        true,
      )[1],
    ).toBeLessThan(1e6);
    expect(
      range(
        [
          [10, 0.1, 1e-3],
          [10, 1e3, 1e4],
          [10, 1e100, 1e200],
          [10, 1e200, 1e300],
        ],
        true,
      )[1],
    ).toBeLessThan(1e6);
    expect(range([], true)).toEqual([0.1, 10]);
  });

  it('are not flattened from below by a lane that comes to nothing', () => {
    expect(
      range(
        [
          [1, 0.1, 1e-3],
          [1, 1e-100, 1e-300],
        ],
        true,
      )[0],
    ).toBeGreaterThan(1e-40);
    expect(range([[1, 1e-100, 1e-300]], true)[0]).toBeLessThan(1e-300); // alone it has the axis for itself
  });

  it('show lanes that can only rise, as noise lifts them from their lowest point', () => {
    const [low, high] = range(
      [
        [0, 25, 1e100, 1e308],
        [0, 0.2, 0.1],
        [0, 0.02, 0.03],
      ],
      false,
    );
    expect(low).toBeLessThanOrEqual(0);
    expect(high).toBeCloseTo(0.21, 2);
    const [, top] = range(
      [
        [0, 25, 1e100, 1e308],
        [0, 0.2, 0.1],
        [0, 0.02, 0.03],
      ],
      true,
    );
    expect(top).toBeLessThan(1e5);
  });

  it('show an explosion as a whole where there is nothing else', () => {
    expect(range([[1, 1e10, 1e300]], true)[1]).toBeGreaterThan(1e300);
    expect(range([[1, 1e10, 1e300]], false)[1]).toBeGreaterThan(1e300);
  });

  it('of shares hold all that was measured, early low values as well', () => {
    const [low, high] = shareRange(extentsOf([[0.1, undefined, 0.7, 0.73]], false));
    expect(low).toBeLessThan(0.1);
    expect(high).toBeGreaterThan(0.73);
    expect(high).toBeLessThan(0.85);
    expect(shareRange(extentsOf([[1, 1]], false))[1]).toBe(1);
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
    for (const least of [5e-324, 1e-310, 1e-299]) {
      const [low, high] = range([[1, least]], true);
      expect(low).toBeGreaterThan(0);
      expect(high).toBeGreaterThan(1);
      expect(logTicks(low, high, 10).every((tick) => tick > 0)).toBe(true);
      expect(logTicks(low, high, 10).length).toBeGreaterThan(2);
    }
    expect(range([[5e-324]], true)[0]).toBeGreaterThan(0);
  });
});

describe('a part that a reader enlarged', () => {
  const race = curve(Array.from({ length: 5000 }, (_, i) => 1 / (i + 1)));
  const wish = { ...plain, logY: true, steps: 5000 };

  it('holds every row in it, and the lines go on to those beside it', () => {
    const { values, x } = pictureOf([race], { ...wish, zoom: { x: [100.5, 104.5] } });
    expect(values[0]).toEqual([100, 101, 102, 103, 104, 105]);
    expect([x.low, x.high]).toEqual([100.5, 104.5]);
  });

  it('keeps its range of y while the race goes on', () => {
    const zoom = { x: [10, 20], y: [0.01, 0.02] } as const;
    expect(pictureOf([race], { ...wish, zoom }).y).toMatchObject({ low: 0.01, high: 0.02 });
  });

  it('is what was dragged over; a drag along one direction leaves the other as it was', () => {
    const picture = pictureOf([race], { ...wish, logY: false });
    const over = { clientWidth: 100, clientHeight: 100 };
    const across = selected(picture, undefined, { left: 50, top: 0, width: 25, height: 100 }, over);
    expect(across).toEqual({ x: [2500, 3750], y: undefined });
    const up = selected(picture, across, { left: 0, top: 50, width: 100, height: 50 }, over)!;
    expect(up.x).toEqual([2500, 3750]);
    expect(up.y![0]).toBe(picture.y.low);
    expect(selected(picture, undefined, { left: 0, top: 0, width: 0, height: 0 }, over)).toBeUndefined();
  });
});

describe('what lies outside a chart', () => {
  it('is marked where a curve leaves it, above, below, to infinity, or to 0 on a logarithmic axis', () => {
    const { y, places } = pictureOf(
      [curve([10, 1, 0.1, 0.01, 0.001]), curve([10, 1e3, 1e200, Number.POSITIVE_INFINITY]), curve([10, 1, 0, 0, 0])],
      { ...plain, logY: true, steps: 4 },
    );
    expect(y.high).toBeLessThan(1e6);
    const [xs, ...columns] = places;
    const exits = exitsOf(xs, columns);
    expect(exits.map(({ lane, up }) => [lane, up])).toEqual([
      [1, true],
      [2, false],
    ]);
    expect(exits[0]!.x).toBeGreaterThan(xs[0]!);
    expect(exits[0]!.x).toBeLessThan(xs[1]!);
  });

  it('is marked a few times, however often a curve comes and goes', () => {
    const xs = Array.from({ length: 2000 }, (_, i) => i / 2000);
    expect(exitsOf(xs, [xs.map((_, i) => (i % 2 ? 5 : 0.5))]).length).toBeLessThan(80);
    expect(exitsOf(xs, [xs.map(() => -3)]).length).toBe(1);
  });

  it('stays where what draws can take it', () => {
    const { places } = pictureOf(
      [curve([1, -Number.MAX_VALUE, Number.POSITIVE_INFINITY, 2]), curve([1, 0.5, 0.4, 0.3])],
      { ...plain, steps: 3 },
    );
    for (const place of places.flat()) expect(Math.abs(place ?? 0)).toBeLessThan(1e5);
  });
});
