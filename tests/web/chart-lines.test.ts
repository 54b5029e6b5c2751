import { describe, expect, test } from 'vitest';
import { drawLines, type Line } from '../../web/src/views/chart/lines.ts';
import { Seeded } from './support/seeded.ts';

const bbox = { left: 50, top: 10, width: 800, height: 240 };
const line: Line = { colour: '#000', width: 1.75, dash: [8, 3], translucent: false, marks: 0 };

/** Counts what a context is told to stroke: its pieces as points, and where their dashes begin. */
function counting() {
  const pieces: { points: [number, number][]; offset: number }[] = [];
  let points: [number, number][] = [];
  let [arcs, fills] = [0, 0];
  const ctx = {
    lineDashOffset: 0,
    beginPath: () => {
      points = [];
    },
    moveTo: (x: number, y: number) => points.push([x, y]),
    lineTo: (x: number, y: number) => points.push([x, y]),
    stroke: () => pieces.push({ points, offset: ctx.lineDashOffset }),
    arc: () => arcs++,
    fill: () => fills++,
    ...Object.fromEntries(
      ['clip', 'rect', 'restore', 'save', 'setLineDash', 'translate'].map((name) => [name, () => {}]),
    ),
  };
  return { ctx: ctx as unknown as CanvasRenderingContext2D, pieces, discs: () => ({ arcs, fills }) };
}

const lengthOf = (points: [number, number][]): number =>
  points.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - points[i]![0], y - points[i]![1]), 0);

describe('the lines of the chart', () => {
  test('a smooth one is one stroke', () => {
    const { ctx, pieces } = counting();
    const xs = Array.from({ length: 900 }, (_, i) => i / 899);
    drawLines(ctx, [xs, xs.map((x) => 1 - x)], [line], bbox, 1);
    expect(pieces).toHaveLength(1);
    expect(pieces[0]!.points).toHaveLength(900);
  });

  test('a noisy one comes in short pieces, whose dashes and corners go on', () => {
    const { ctx, pieces } = counting();
    const random = new Seeded(1);
    const xs = Array.from({ length: 900 }, (_, i) => i / 899);
    drawLines(ctx, [xs, xs.map(() => random.below(1000) / 1000)], [line], bbox, 1);
    expect(pieces.length).toBeGreaterThan(20);
    let gone = 0;
    for (const [i, { points, offset }] of pieces.entries()) {
      expect(lengthOf(points)).toBeLessThan(1200 + 3 * 240);
      const before = pieces[i - 1]?.points;
      // Each begins with the last stretch of the one before.
      if (before) expect(points.slice(0, 2)).toEqual(before.slice(-2));
      expect(offset).toBeCloseTo(gone, 3);
      gone += lengthOf(points) - lengthOf(points.slice(-2));
    }
  });

  test('nothing far outside is stroked, and dashes go on inside', () => {
    const { ctx, pieces } = counting();
    drawLines(
      ctx,
      [
        [0, 0.25, 0.5, 1],
        [0.5, 1e4, 1e4, 0.5],
      ],
      [line],
      bbox,
      2,
    );
    expect(pieces).toHaveLength(2);
    for (const { points } of pieces) {
      expect(lengthOf(points)).toBeLessThan(2 * bbox.height);
      for (const [, y] of points) expect(y).toBeGreaterThan(-20);
    }
    expect(pieces[1]!.offset).toBeGreaterThan(1e6);
  });

  test('overlaps of a translucent one do not show', () => {
    const { ctx, pieces } = counting();
    const random = new Seeded(2);
    const xs = Array.from({ length: 900 }, (_, i) => i / 899);
    drawLines(ctx, [xs, xs.map(() => random.below(1000) / 1000)], [{ ...line, translucent: true }], bbox, 1);
    expect(pieces).toHaveLength(1);
  });

  test('marks are at the points that are on show, filled a few at a time', () => {
    const { ctx, discs } = counting();
    const xs = Array.from({ length: 201 }, (_, i) => i / 100); // half of them are to the right of the chart
    drawLines(ctx, [xs, xs.map((_, i) => (i % 2 ? undefined : 0.5))], [{ ...line, marks: 2.5 }], bbox, 1);
    expect(discs()).toEqual({ arcs: 51, fills: 2 });
  });
});
