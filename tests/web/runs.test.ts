// Views draw the runs of a lane: of a race one each, of an experiment as many as there are seeds.
import { expect, it } from 'vitest';
import { normalize } from '../../web/src/core/config.ts';
import { Trace } from '../../web/src/core/trace.ts';
import { runsOf } from '../../web/src/engine/runs.ts';
import type { RunView } from '../../web/src/run/run.ts';
import { curveOf } from '../../web/src/views/chart/quantities.ts';
import { Replay } from '../../web/src/views/export/moment.ts';
import { headsOf } from '../../web/src/views/plane/heads.ts';
import { everything } from '../../web/src/views/plane/reach.ts';
import { nearestRow } from '../../web/src/views/plane/readout.ts';
import { Trails } from '../../web/src/views/plane/trails.ts';
import { Viewport } from '../../web/src/views/plane/viewport.ts';
import { catalog } from './support/module.ts';

/** Straight ahead from (0, y), a step at a time. */
function along(y: number, steps: number): RunView {
  const trace = new Trace(['step', 'loss', 'x0', 'x1']);
  for (let step = 0; step <= steps; step++) trace.append(Float64Array.of(step, y - step / 100, step / 10, y));
  return { trace, step: steps, status: 'running' };
}

const [a, b, c] = [along(0.1, 4), along(0.3, 4), along(0.5, 8)];
/** A lane of one run, and a lane of two. */
const lanes = [a, { ...b, runs: [b, c] }];
const columns = ['x0', 'x1'] as const;
const view = new Viewport();
[view.width, view.height, view.box] = [100, 100, { x: [0, 1], y: [0, 1] }];
const { config } = normalize({ lanes: [{ optimizer: 'sgd' }, { optimizer: 'adam' }] }, catalog);
const stage = { lanes, swatches: [0, 5], hover: null, config, problem: catalog.problems[0]! } as never;

it('a lane without a list is its own run; of a list each is named by its place', () => {
  expect(
    runsOf<RunView>(lanes).map(({ lane, index, run }) => [lane, index, run === a || run === b || run === c]),
  ).toEqual([
    [0, 0, true],
    [1, 0, true],
    [1, 1, true],
  ]);
  expect(runsOf([])).toEqual([]);
});

it('each run has a mark and a trail, in the colour of its lane', () => {
  const marks = headsOf(stage, columns).map(({ lane, run, swatch, x, y }) => [lane, run, swatch, x, y]);
  expect(marks).toEqual([
    [0, 0, 0, 0.4, 0.1],
    [1, 0, 5, 0.4, 0.3],
    [1, 1, 5, 0.8, 0.5],
  ]);
  const drawn: number[][] = [];
  const pen = new Proxy({} as never, {
    get:
      (_, name) =>
      (...args: number[]) =>
        name === 'moveTo' && drawn.push(args),
  });
  const palette = { lanes: Array.from({ length: 16 }, () => '#123456'), bold: 1, unit: 1 } as never;
  const trails = new Trails();
  expect(trails.draw(pen, stage, view, palette, columns)).toBe(false);
  expect(new Set(drawn.map(([, y]) => Math.round(100 - y!)))).toEqual(new Set([10, 30, 50]));
});

it('a pointer finds the row of any run, and the others are shown at its step', () => {
  const hover = nearestRow(stage, view, columns, [], { x: view.toX(0.6), y: view.toY(0.5) });
  expect(hover).toEqual({ lane: 1, run: 1, row: 6 });
  const all = headsOf({ lanes, swatches: [0, 5], hover: { lane: 1, run: 1, row: 2, all: true } }, columns);
  expect(all.filter(({ now }) => !now).map(({ lane, run, row }) => [lane, run, row])).toEqual([
    [0, 0, 2],
    [1, 0, 2],
    [1, 1, 2],
  ]);
  expect(all.filter(({ now, radius }) => now && radius > 5).map(({ run }) => run)).toEqual([1]);
});

it('the map reaches to every run', () => {
  const home = { x: [0, 0.3], y: [0, 0.2] } as { x: [number, number]; y: [number, number] };
  const { x, y } = everything(lanes, columns, home);
  expect([x[1] > 0.8, y[1] > 0.5]).toEqual([true, true]);
});

it('each run is a curve', () => {
  const read = (name: string) => ({ read: (trace: Trace) => (row: number) => trace.column(name)[row]! }) as never;
  const curves = runsOf<RunView>(lanes).map(({ run }) => curveOf(run, { x: read('step'), y: read('loss') }, stage));
  expect(curves.map(({ length, y }) => [length, Number(y(2).toFixed(9))])).toEqual([
    [5, 0.08],
    [5, 0.28],
    [9, 0.48],
  ]);
});

it('a film shows every run as it was', () => {
  const replay = new Replay(lanes);
  expect(replay.last).toBe(8);
  replay.to(3);
  expect(runsOf(replay.lanes).map(({ run }) => run.trace.length)).toEqual([4, 4, 4]);
  replay.to(8);
  expect(runsOf(replay.lanes).map(({ run }) => run.trace.length)).toEqual([5, 5, 9]);
});
