// Where things stand in the pictures of an experiment.
import { describe, expect, it } from 'vitest';
import { axisOf } from '../../../web/src/views/chart/axis.ts';
import { areaPath, linePath } from '../../../web/src/views/experiment/path.ts';
import { axisFor, calm, Held, rounded, spansDecades, ticksOf } from '../../../web/src/views/experiment/scale.ts';
import { spread } from '../../../web/src/views/experiment/spread.ts';
import { roundTarget } from '../../../web/src/views/experiment/suggested-target.ts';
import { snapped, stepped } from '../../../web/src/views/experiment/target-line.ts';

describe('labels', () => {
  it('stand where they want to, when there is room', () => {
    expect(spread([80, 10, 40], 16, 0, 100)).toEqual([80, 10, 40]);
  });

  it('that crowd share the way that they are moved, and keep their order', () => {
    expect(spread([50, 52, 48], 16, 0, 100)).toEqual([50, 66, 34]);
    expect(spread([0, 0, 90], 16, 0, 100)).toEqual([0, 16, 90]);
    expect(spread([95, 99], 16, 0, 100)).toEqual([84, 100]);
  });

  it('never overlap, even where there is no room for all', () => {
    const places = spread([5, 5, 5, 5, 5], 16, 0, 30).sort((a, b) => a - b);
    expect(places).toEqual([0, 16, 32, 48, 64]);
    const many = spread([3, 90, 14, 15, 92, 65, 35, 89], 12, 0, 100).sort((a, b) => a - b);
    for (let i = 1; i < many.length; i++) expect(many[i]! - many[i - 1]!).toBeGreaterThanOrEqual(12 - 1e-9);
  });
});

describe('paths', () => {
  const at = (...ys: number[]) => ys.map((y, x) => ({ x, y }));

  it('break where there is no number, and show a point that stands alone', () => {
    expect(linePath(at(1, 2, Number.NaN, 4))).toBe('M0 1L1 2M3 4h.1');
    expect(linePath(at(Infinity, Number.NaN))).toBe('');
  });

  it('of an area go there and back', () => {
    expect(areaPath(at(1, 1, Infinity), at(3, 4, 5))).toBe('M0 1L1 1L1 4L0 3Z');
    expect(areaPath(at(1), at(2))).toBe('');
  });
});

describe('axes', () => {
  it('hold still while what comes fits, and are wide enough when it does not', () => {
    expect(calm([0, 10], [1, 9])).toEqual([0, 10]);
    expect(calm([0, 10], [1, 11])).toEqual([1, 11]);
    expect(calm([0, 10], [4, 5]), 'all in a tenth of it').toEqual([4, 5]);
    const held = new Held();
    expect(held.of('loss', [0, 10])).toEqual([0, 10]);
    expect(held.of('loss', null), 'nothing is wanted').toEqual([0, 10]);
    expect(held.of('accuracy', [0.2, 0.3]), 'of something else').toEqual([0.2, 0.3]);
  });

  it('end at round values', () => {
    expect(rounded([0.8734, 0.9021])).toEqual([0.87, 0.905]);
  });

  it('are logarithmic where a linear one would show the largest alone, and may be', () => {
    expect(spansDecades([0.01, 1])).toBe(true);
    expect(spansDecades([0.01, 1, Infinity])).toBe(true);
    expect(spansDecades([1, 2])).toBe(false);
    expect(spansDecades([0, 1])).toBe(false);
  });

  it('have room for what is finite; none where nothing is', () => {
    expect(axisFor([Infinity])).toBeNull();
    const { low, high } = axisFor([1, 2, Infinity])!;
    expect([low < 1, high > 2, high < 3]).toEqual([true, true, true]);
    expect(axisFor([5])!.high).toBeGreaterThan(5);
    expect(axisFor([0.01, 1], true)!.low).toBeGreaterThan(0);
  });

  it('write shares in percent', () => {
    expect(ticksOf(axisOf(0.8, 0.9, false), 4, 'percent').map(({ text }) => text)).toEqual(['80%', '85%', '90%']);
    expect(ticksOf(axisOf(0, 0.01, false), 2, 'points').map(({ text }) => text)).toEqual(['0', '0.5', '1']);
  });
});

describe('a target', () => {
  const [share, log] = [axisOf(0.8, 0.9, false), axisOf(1e-3, 10, true)];

  it('stands at round values', () => {
    expect(snapped(0.88734, share)).toBe(0.887);
    expect(snapped(0.04567, log)).toBe(0.046);
  });

  it('moves by round steps, ten at once when asked', () => {
    expect(stepped(0.887, share, true)).toBe(0.888);
    expect(stepped(0.887, share, false, true)).toBe(0.877);
    for (const [value, up] of [
      [0.01, true],
      [0.099, true],
      [0.1, false],
      [1, false],
    ] as const) {
      const next = stepped(value, log, up);
      expect(up ? next > value : next < value, `${value} ${next}`).toBe(true);
      expect(Number(next.toPrecision(2))).toBe(next);
    }
  });

  it('that suits is round, and met by about half of the lanes', () => {
    expect(roundTarget([0.898, 0.888, 0.884, 0.884], 'accuracy')).toBe(0.885);
    expect(roundTarget([0.9, 0.5], 'accuracy')).toBe(0.7);
    expect(roundTarget([0.454, 0.0435, 0.0064], 'loss')).toBe(0.05);
    expect(roundTarget([Infinity, 0.2], 'loss')).toBe(0.2);
    expect(roundTarget([Infinity, Number.NaN], 'loss')).toBeNull();
  });
});
