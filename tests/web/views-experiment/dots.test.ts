// Estimates with their intervals and runs: those that diverged, or never got there, are counted.
import { describe, expect, it } from 'vitest';
import { compareLanes } from '../../../web/src/experiment/comparison.ts';
import { median } from '../../../web/src/experiment/quantile.ts';
import { whole } from '../../../web/src/experiment/resample.ts';
import type { Metric } from '../../../web/src/experiment/sample.ts';
import { dotsOf } from '../../../web/src/views/experiment/dots.ts';
import { inOrder, ranked } from '../../../web/src/views/experiment/pair-order.ts';
import { sample, X } from '../experiment/support.ts';

const up = (by: number, of: readonly number[] = X) => of.map((x) => x + by);
const lanes = (all: (number | null)[][], metric: Metric = 'loss') => {
  const samples = all.map((values) => sample(values, metric));
  return { samples, comparison: whole(compareLanes(samples, 1)) };
};
const statistic = { of: ({ median }: { median: never }) => median, plain: median, strokes: true } as never;
const dots = (all: (number | null)[][], metric: Metric = 'loss', also: number[] = []) => {
  const { samples, comparison } = lanes(all, metric);
  return dotsOf(samples, comparison, statistic, also);
};

describe('rows of dots', () => {
  it('have every run as a stroke, or in the count of those that are gone', () => {
    const [row] = dots([[...X.slice(0, 7), null, null, null]]).rows;
    expect([row!.strokes.length, row!.gone, row!.of]).toEqual([7, 3, 10]);
    const [never] = dots([[100, 200, null]], 'steps').rows;
    expect([never!.strokes.length, never!.gone]).toEqual([2, 1]);
  });

  it('stand in the gutter when the middle run never got there; the axis is of those that did', () => {
    const { rows, axis } = dots(
      [
        [100, null, null],
        [300, 400, 500],
      ],
      'steps',
      [0],
    );
    expect(rows[0]!.value).toBe(Infinity);
    expect([axis!.low <= 0, axis!.high > 500, axis!.high < 1000]).toEqual([true, true, true]);
    expect(dots([[null, null]], 'steps').axis).toBeNull();
  });

  it('show the runs that are there while statistics are of fewer', () => {
    const { samples } = lanes([X]);
    const old = lanes([X.slice(0, 5)]).comparison;
    const [row] = dotsOf(samples, old, statistic).rows;
    expect([row!.value, row!.interval]).toEqual([median(Float64Array.from(X).sort()), null]);
  });

  it('have no axis down to an accuracy of 0 that stands for runs that diverged', () => {
    const { axis } = dots([[0.9, 0.91, 0.92, null, 0.9, 0.88]], 'accuracy');
    expect(axis!.low).toBeGreaterThan(0.8);
  });

  it('have a logarithmic axis where losses span decades', () => {
    expect(dots([X, up(100)]).axis!.log).toBe(true);
    expect(dots([up(1), up(2)]).axis!.log).toBe(false);
    expect(dots([[10, 20, 5000]], 'steps').axis!.log).toBe(false);
  });
});

describe('pairs', () => {
  it('are told from the side of the lane that leads, those that are apart first', () => {
    const { comparison } = lanes([up(5), X, up(1e-6), up(1)]);
    const order = inOrder(comparison);
    expect(order[0]).toMatchObject({ lane: 1, probability: 1, verdict: { kind: 'apart' } });
    expect(order.map(({ verdict }) => verdict.kind)).toEqual(['apart', 'apart', 'apart', 'apart', 'apart', 'ahead']);
    expect(order.at(-1)).toMatchObject({ lane: 1, other: 2 });
    expect(order.at(-1)!.difference).toBeCloseTo(-1e-6, 12);
    expect(order.every(({ probability }) => probability! >= 0.5)).toBe(true);
    expect(ranked(comparison)).toEqual([1, 2, 3, 0]);
  });

  it('turn their intervals with them', () => {
    const { comparison } = lanes([up(1), X]);
    const [pair] = inOrder(comparison);
    const { probability, difference } = comparison.pairs[0]!;
    expect(pair!.probabilityInterval).toEqual([1 - probability.interval![1], 1 - probability.interval![0]]);
    expect(pair!.differenceInterval).toEqual([-difference.interval![1], -difference.interval![0]]);
  });
});
