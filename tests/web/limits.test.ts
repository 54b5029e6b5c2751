// Pictures of functions whose values are near the limits of double, or no numbers in places.
import { expect, it } from 'vitest';
import type { Stage } from '../../web/src/reader/stage.ts';
import type { Palette } from '../../web/src/toolkit/palette.ts';
import type { Pen } from '../../web/src/views/pen.ts';
import { CurveGround } from '../../web/src/views/plane/curve-ground.ts';
import { levelSets } from '../../web/src/views/plane/levels.ts';
import { Viewport } from '../../web/src/views/plane/viewport.ts';

/** The points of the line that a graph of `f` from −3 to 3 draws, in parts. */
async function graph(f: (x: number) => number): Promise<[number, number][][]> {
  const measure = async ({ x: [low, high], columns }: { x: [number, number]; columns: number }) => ({
    values: Float64Array.from({ length: columns }, (_, i) => f(low + ((high - low) * i) / (columns - 1))),
  });
  const race = { config: { problem: { id: 'f' } }, queries: { measure } };
  const stage = { config: race.config, race } as unknown as Stage;
  const view = new Viewport();
  [view.width, view.height, view.box] = [300, 200, { x: [-3, 3], y: [0, 1] }];
  const ground = new CurveGround();
  await new Promise<void>((ready) => ground.refine(stage, view, ready));
  let parts: [number, number][][] = [];
  const drawn: [number, number][][][] = [];
  const pen = {
    beginPath: () => {
      parts = [];
    },
    moveTo: (x: number, y: number) => parts.push([[x, y]]),
    lineTo: (x: number, y: number) => parts.at(-1)!.push([x, y]),
    closePath: () => {},
    fill: () => {},
    stroke: () => drawn.push(parts),
  };
  ground.paint(pen as unknown as Pen, view, { ground: '#000', ink: '#000' } as Palette);
  for (const y of view.box.y) expect(Number.isFinite(y)).toBe(true);
  return drawn[0]!;
}

const inSight = ([x, y]: [number, number]): boolean => x >= 0 && x <= 300 && y >= 0 && y <= 200;

it.each<[string, (x: number) => number, parts: number]>([
  ['1e308*x', (x) => 1e308 * x, 1],
  ['-1.7e308*sin(x)', (x) => -1.7e308 * Math.sin(x), 1],
  ['1e-310*x', (x) => 1e-310 * x, 1],
  ['5e-324*x', (x) => 5e-324 * x, 1],
  ['7', () => 7, 1],
  ['0', () => 0, 1],
  ['1e308', () => 1e308, 1],
  ['-1.797e308', () => -Number.MAX_VALUE, 1],
  ['5e-324', () => 5e-324, 1],
  ['sqrt(x)', (x) => Math.sqrt(x), 1],
  ['sqrt(x^2-1)', (x) => Math.sqrt(x * x - 1), 2],
  ['1/x', (x) => 1 / x, 2],
  ['log(x)', (x) => Math.log(x), 1],
])('the finite part of %s is drawn, in sight', async (_, f, count) => {
  const parts = await graph(f);
  expect(parts.length).toBe(count);
  const points = parts.flat();
  expect(points.length).toBeGreaterThan(100);
  expect(points.flat().every(Number.isFinite)).toBe(true);
  expect(points.filter(inSight).length).toBeGreaterThan(0.9 * points.length);
  // Across the picture as far as there are values, and not flat where these differ.
  const [lowest, highest] = [Math.min(...points.map(([, y]) => y)), Math.max(...points.map(([, y]) => y))];
  const varies = new Set(points.map(([x]) => f(x / 50 - 3)).filter(Number.isFinite)).size > 1;
  if (varies) expect(highest - lowest).toBeGreaterThan(50);
});

it.each<[string, (x: number, y: number) => number]>([
  ['1e308*x', (x) => 1e308 * x],
  ['1e308*x*y', (x, y) => 1e308 * x * y],
  ['1e-315*(x^2+y^2)', (x, y) => 1e-315 * (x * x + y * y)],
  ['sqrt(x)', (x) => Math.sqrt(x)],
  ['log(x)', (x) => Math.log(x)],
  ['-1/x^2', (x) => -1 / (x * x)],
  ['1/x', (x) => 1 / x],
])('a map of %s has level sets', async (_, f) => {
  const n = 61;
  const values = Float64Array.from({ length: n * n }, (_, k) => f((k % n) / 10 - 3, Math.floor(k / n) / 10 - 3));
  for (const log of [false, true]) {
    const sets = await levelSets(values, [n, n], log, undefined, () => false);
    const rings = sets!.flatMap((set) => set.rings);
    expect(rings.length, `log: ${log}`).toBeGreaterThan(1);
    for (const ring of rings) expect(ring.every(Number.isFinite)).toBe(true);
  }
});

it('a constant has no level sets, and nothing of it fails', async () => {
  for (const value of [0, 7, 1e308, -Number.MAX_VALUE, 5e-324, Number.NaN, Number.POSITIVE_INFINITY])
    expect(await levelSets(new Float64Array(100).fill(value), [10, 10], false, undefined, () => false)).toEqual([]);
});

it('a place and its pixel are the same, whatever the range', () => {
  const view = new Viewport();
  [view.width, view.height] = [300, 200];
  for (const y of [
    [-Number.MAX_VALUE, Number.MAX_VALUE],
    [0, 1e-320],
    [-1, 1],
  ] as [number, number][]) {
    view.box = { x: [-3, 3], y };
    expect([view.toY(y[0]), view.toY(y[1])]).toEqual([200, 0]);
    for (const py of [0, 50, 100, 200]) expect(view.toY(view.fromY(py))).toBeCloseTo(py, 0);
  }
});
