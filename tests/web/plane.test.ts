import { describe, expect, it } from 'vitest';
import { Trace } from '../../web/src/core/trace.ts';
import { edgeMarks, type Head } from '../../web/src/views/plane/heads.ts';
import { Ink } from '../../web/src/views/plane/ink.ts';
import { everything } from '../../web/src/views/plane/reach.ts';
import { Viewport } from '../../web/src/views/plane/viewport.ts';
import { Thinning } from '../../web/src/views/thinning.ts';

type Point = [number, number];

function thinned(points: readonly Point[], tolerance: number): Point[] {
  const kept: Point[] = [];
  const thinning = new Thinning(tolerance, (x, y) => kept.push([x, y]));
  for (const [x, y] of points) thinning.add(x, y);
  thinning.end();
  return kept;
}

function distance([px, py]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const t = Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}

describe('a line with fewer points', () => {
  it('stays near all that it leaves out, and keeps its turns', () => {
    const spiral = Array.from({ length: 5000 }, (_, i): Point => {
      const angle = i / 60;
      return [(200 * Math.cos(angle)) / (1 + i / 900), (200 * Math.sin(angle)) / (1 + i / 900)];
    });
    const kept = thinned(spiral, 0.5);
    expect(kept.length).toBeLessThan(spiral.length / 4);
    const near = (point: Point): number => Math.min(...kept.slice(1).map((end, i) => distance(point, kept[i]!, end)));
    expect(Math.max(...spiral.filter((_, i) => i % 7 === 0).map(near))).toBeLessThan(1.01);
    const zigzag = Array.from({ length: 100 }, (_, i): Point => [i, i % 2 === 0 ? 0 : 50]);
    expect(thinned(zigzag, 0.5)).toEqual(zigzag);
    const back: Point[] = [
      [0, 0],
      [5, 0],
      [10, 0],
      [4, 0],
      [0, 0],
    ];
    expect(thinned(back, 0.5)).toContainEqual([10, 0]);
  });
});

const lane = (points: readonly Point[], status: 'finished' | 'diverged') => {
  const trace = new Trace(['step', 'x0', 'x1']);
  trace.append(Float64Array.from(points.flatMap(([x, y], i) => [i, x, y])));
  return { trace, status } as unknown as Parameters<typeof everything>[0][number];
};

describe('everything on show', () => {
  const home = { x: [-2, 2], y: [-1, 1] } as { x: [number, number]; y: [number, number] };

  it('holds every path, not only the box where the map begins', () => {
    const box = everything(
      [
        lane(
          [
            [0, 0],
            [-5.6, 0.5],
          ],
          'finished',
        ),
      ],
      ['x0', 'x1'],
      home,
    );
    expect(box.x[0]).toBeLessThan(-5.6);
    expect([box.x[1], ...box.y]).toEqual([2, -1, 1]);
  });

  it('does not follow a lane that diverged to the end of the numbers', () => {
    const box = everything(
      [
        lane(
          [
            [0, 0],
            [3, 0],
            [1e200, 1e200],
          ],
          'diverged',
        ),
      ],
      ['x0', 'x1'],
      home,
    );
    expect(box.x[1]).toBeGreaterThan(3);
    expect(box.x[1]).toBeLessThan(10);
  });

  it('marks at the edge which lanes are outside, side by side, wherever they went', () => {
    const view = new Viewport();
    [view.width, view.height, view.box] = [400, 200, home];
    const at = (x: number, y: number, now = true): Head => ({
      lane: 0,
      row: 0,
      x,
      y,
      swatch: 0,
      radius: 5,
      ended: false,
      now,
    });
    const marks = edgeMarks([at(0, 0), at(-9, 0), at(-1e300, 0), at(9, 9, false), at(Number.NaN, 0)], view);
    expect(marks.map(({ px }) => px)).toEqual([11, 11]);
    expect(Math.abs(marks[0]!.py - marks[1]!.py)).toBeGreaterThan(10);
    expect(Math.cos(marks[0]!.angle)).toBeLessThan(-0.9);
  });
});

it('a pile of lines is told from a single one, and a line is not in its own way', () => {
  const ink = new Ink({ width: 300, height: 200 });
  let most = 0;
  for (let x = 0; x < 290; x++) {
    most = Math.max(most, ink.along(x, 50, x + 1, 50.3));
    ink.add(1.6);
  }
  expect(most).toBeLessThan(0.3);
  for (let i = 0; i < 8; i++) {
    ink.along(20 + i, 100, 20 + i, 180);
    ink.add(1.6);
  }
  expect(ink.along(24, 180, 24, 100)).toBeGreaterThan(0.5);
  expect(ink.along(-50, -50, -10, -10)).toBe(0);
  expect(ink.looked).toBe(0);
});

describe('zoom', () => {
  const made = (box: { x: [number, number]; y: [number, number] }): Viewport => {
    const view = new Viewport();
    [view.width, view.height] = [400, 200];
    view.fit(box, false);
    view.bound(box.x[1] - box.x[0]);
    return view;
  };
  const width = ({ box }: Viewport): number => box.x[1] - box.x[0];

  it('ends where a few times the home are on show, and says so', () => {
    const view = made({ x: [-2, 2], y: [-1, 1] });
    let turns = 0;
    while (view.zoom(300, 50, 1.2) && turns < 100) turns++;
    expect(turns).toBe(8);
    expect(width(view)).toBeCloseTo(16);
    expect(view.box.y[1] - view.box.y[0]).toBeCloseTo(8);
    expect(view.zoom(300, 50, 0.9)).toBe(true);
    expect(view.zoom(300, 50, 1)).toBe(false);
  });

  it('ends where coordinates have no digits left', () => {
    for (const box of [
      { x: [-2, 2], y: [-1, 1] },
      { x: [1e6, 1e6 + 4], y: [-1e-3, 1e-3] },
      { x: [-2, 2], y: [1e6, 1e6 + 4] },
      { x: [-2e30, 2e30], y: [-1, 1] },
    ] as const) {
      const view = made({ x: [...box.x], y: [...box.y] });
      let turns = 0;
      while (view.zoom(300, 50, 0.5) && turns < 200) turns++;
      expect(turns, JSON.stringify(box)).toBeLessThan(40);
      for (const [low, high] of [view.box.x, view.box.y]) {
        const places = [0, 1, 2, 3, 4].map((k) => low + ((high - low) * k) / 4);
        expect(new Set(places).size).toBe(5);
      }
    }
  });

  it('leaves the reader where a link or a lane has led, and goes back there', () => {
    const view = made({ x: [-2, 2], y: [-1, 1] });
    view.fit({ x: [-50, 50], y: [-1, 1] }, false);
    view.bound(4);
    expect(view.zoom(200, 100, 1.2)).toBe(false);
    expect(view.zoom(200, 100, 0.5)).toBe(true);
    for (let i = 0; i < 9; i++) view.zoom(200, 100, 1.2);
    expect(width(view)).toBeCloseTo(100);
  });
});
