import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisOf, widened } from '../../web/src/views/chart/axis.ts';
import type { Curve } from '../../web/src/views/chart/data.ts';
import { pictureOf } from '../../web/src/views/chart/picture.ts';
import { logTicks, tickLabels, ticks } from '../../web/src/views/ticks.ts';
import { plain } from './support/pictures.ts';

const { MAX_VALUE, MIN_VALUE } = Number;

/** The double so many units in the last place away. */
function beside(x: number, units: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(x === 0 ? Math.abs(units) : units));
  const y = view.getFloat64(0);
  return Number.isFinite(y) ? y : x;
}

const extreme = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, 1, -1, MIN_VALUE, -MIN_VALUE, MAX_VALUE, -MAX_VALUE, 1e-300, 1e300, -1e300, -78.33233140754285),
);
/** Any two ends, and ends that are a few units in the last place apart. */
const ends = fc.oneof(
  fc.tuple(extreme, extreme),
  fc.tuple(extreme, fc.integer({ min: -40, max: 40 })).map(([x, units]): [number, number] => [x, beside(x, units)]),
);
const want = fc.oneof(fc.double({ min: -5, max: 1e9 }), fc.integer({ min: 1, max: 20 }), fc.constant(Number.NaN));

/** One line for what is wrong with ticks, or nothing: an expectation for each tick would take long. */
const wrong = (found: number[], low: number, high: number, labels = tickLabels(found)): string => {
  if (found.length > 101) return 'too many';
  if (!found.every((tick) => tick >= low && tick <= high)) return 'outside';
  if (!found.every((tick, i) => i === 0 || tick > found[i - 1]!)) return 'not ascending';
  return new Set(labels).size === found.length ? '' : 'two of one name';
};

describe('ticks of any range', () => {
  it('are few, ascending, inside, and have labels that tell them apart', () => {
    fc.assert(
      fc.property(ends, want, ([low, high], n) => {
        expect(wrong(ticks(low, high, n), low, high)).toBe('');
      }),
      { numRuns: 1000 },
    );
  });

  it('of a logarithmic axis are so too', () => {
    fc.assert(
      fc.property(ends, want, ([low, high], n) => {
        const found = logTicks(Math.abs(low), Math.abs(high), n);
        for (const labels of [tickLabels(found), tickLabels(found, true)])
          expect(wrong(found, Math.abs(low), Math.abs(high), labels)).toBe('');
      }),
      { numRuns: 1000 },
    );
  });

  it('are about as many as asked where the range has room for them', () => {
    fc.assert(
      fc.property(ends, fc.integer({ min: 2, max: 20 }), fc.boolean(), ([a, b], n, log) => {
        const [low, high] = widened(Math.min(a, b), Math.max(a, b), false);
        if (log && low <= 0) return;
        const found = (log ? logTicks : ticks)(low, high, n);
        expect(found.length).toBeLessThanOrEqual(n + 1);
        if (high - low > 1e-320) expect(found.length).toBeGreaterThan(0);
        if (n >= 5 && high - low > 1e-320) expect(found.length).toBeGreaterThan(1);
      }),
      { numRuns: 1000 },
    );
  });

  it('are there for every range of a logarithmic axis, a narrow and an endless one', () => {
    expect(logTicks(24, 31, 8)).toEqual([24, 26, 28, 30]);
    expect(logTicks(1e-300, 1e300, 8).length).toBeGreaterThan(4);
    expect(tickLabels(logTicks(1e-300, 1e300, 8), true)).toContain('10⁻¹⁰⁰');
    expect(tickLabels([MIN_VALUE, 1], true)[0]).toBe('5×10⁻³²⁴');
  });
});

describe('an axis', () => {
  it('has places that are numbers, in order, and values that lead back', () => {
    fc.assert(
      fc.property(ends, fc.boolean(), extreme, ([a, b], log, v) => {
        const [low, high] = widened(Math.min(a, b), Math.max(a, b), false);
        expect(high).toBeGreaterThan(low);
        if (log && low <= 0) return;
        const axis = axisOf(low, high, log);
        expect(axis.place(low)).toBeCloseTo(0, 9);
        expect(axis.place(high)).toBeCloseTo(1, 9);
        for (const x of [v, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]) {
          expect(Math.abs(axis.place(x))).toBeLessThanOrEqual(1e4);
        }
        for (const place of [-1, 0, 0.3, 1, 2]) expect(Number.isFinite(axis.value(place))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a chart of whatever was measured', () => {
  const value = fc.oneof(
    extreme,
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    fc.integer({ min: -3, max: 3 }).map((units) => beside(-78.33233140754285, units)),
  );
  const curve = (ys: number[]): Curve => ({ length: ys.length, x: (row) => row, y: (row) => ys[row]! });

  it('has axes with ticks, and holds what can be held', () => {
    const races = fc.array(fc.array(value, { maxLength: 12 }).map(curve), { maxLength: 5 });
    fc.assert(
      fc.property(races, fc.boolean(), fc.boolean(), fc.boolean(), (curves, logX, logY, smooth) => {
        const { x, y, places } = pictureOf(curves, { ...plain, logX, logY, smooth, doubled: smooth, steps: 12 });
        for (const axis of [x, y]) {
          expect(axis.high).toBeGreaterThan(axis.low);
          const found = (axis.log ? logTicks : ticks)(axis.low, axis.high, 8);
          expect(found.length).toBeLessThanOrEqual(9);
          if (axis.high - axis.low > 1e-320) expect(found.length).toBeGreaterThan(0);
        }
        for (const place of places.flat())
          if (typeof place === 'number') expect(Math.abs(place)).toBeLessThanOrEqual(1e4);
      }),
      { numRuns: 600 },
    );
  });

  it('shows a tail that flickers by one unit in the last place as flat, also where the reader enlarges it', () => {
    for (const x of [1, -78.33233140754285, 1e-300, 1e300, 24, MAX_VALUE, MIN_VALUE * 8]) {
      const ys = Array.from({ length: 100 }, (_, i) => beside(x, i % 2));
      for (const zoom of [
        undefined,
        { x: [80, 97] as const },
        { x: [80, 97] as const, y: [x, beside(x, 1)] as const },
      ]) {
        const { y, places } = pictureOf([curve(ys)], { ...plain, steps: 100, zoom });
        const found = ticks(y.low, y.high, 8);
        expect(found.length).toBeGreaterThan(0);
        expect(found.length).toBeLessThanOrEqual(9);
        for (const label of tickLabels(found)) expect(label.length).toBeLessThan(24);
        const inside = places[1]!.filter((place) => typeof place === 'number');
        for (const place of inside) expect(place).toBeGreaterThanOrEqual(0);
        for (const place of inside) expect(place).toBeLessThanOrEqual(1);
      }
    }
  });
});
