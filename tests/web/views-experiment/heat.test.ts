// What the map of a sweep over two axes shows: its cells, its lines of equal value, and what is said of it.
import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../web/src/experiment/link.ts';
import { alongOf } from '../../../web/src/views/experiment/along.ts';
import {
  bestSpot,
  type HeatMap,
  heatMaps,
  levelsOf,
  smoothed,
  tintOf,
} from '../../../web/src/views/experiment/heat.ts';
import { heatFinding } from '../../../web/src/views/experiment/heat-finding.ts';
import { between, heatScene, sideOf, spotOf, spotUnder } from '../../../web/src/views/experiment/heat-scene.ts';
import { isoLines } from '../../../web/src/views/experiment/iso-lines.ts';
import type { Asked, Tally } from '../../../web/src/views/experiment/tally.ts';
import { catalog } from '../support/module.ts';

const LOSS: Asked = { what: 'final', measure: 'loss', target: null };
const tally = (median: number, rest: Partial<Tally> = {}): Tally => ({
  ...{ runs: 3, lost: 0, idle: 0, met: 0, median, q1: median, q3: median, start: 100 },
  ...rest,
});
const LOST = tally(Infinity, { lost: 3 });
const IDLE = tally(200, { idle: 3 });

/** A map of these tallies, the lowest row first. */
const mapOf = (rows: readonly (readonly (number | Tally)[])[], lane = 0): HeatMap => ({
  lane,
  across: rows[0]!.map((_, i) => 10 ** i),
  up: rows.map((_, i) => i),
  rows: rows.map((cells, r) =>
    cells.map((one, c) => ({ cell: 100 * r + c, tally: typeof one === 'number' ? tally(one) : one })),
  ),
});
const grid = (f: (x: number, y: number) => number, width = 6, height = 5): HeatMap =>
  mapOf(Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => f(x, y))));

describe('maps', () => {
  it('are of the lanes that move along one of the two axes, each at its own values; the others stay', () => {
    const { experiment } = parseExperiment(
      '#p=rosenbrock,rotate=0_45&o=sgd,lr=.1_1,momentum=0_.5_.9&o=adam,lr=2_3&o=rmsprop',
      catalog,
    );
    expect(experiment!.axes.map((axis) => axis[0]!.at)).toEqual(['problem.rotate', 'lanes.0.lr', 'lanes.0.momentum']);
    const maps = heatMaps(experiment!, [1, 2], [1, 0, 0], (cell) => tally(cell));
    expect(maps.map(({ lane, across, up }) => [lane, across, up])).toEqual([
      [0, [0.1, 1], [0, 0.5, 0.9]],
      [1, [2, 3], [0, 0.5, 0.9]],
    ]);
    expect(maps[0]!.rows.map((cells) => cells.map(({ cell }) => cell))).toEqual([
      [6, 9],
      [7, 10],
      [8, 11],
    ]);
    expect(
      heatMaps(experiment!, [2, 1], [0, 0, 0], (cell) => tally(cell))[0]!.rows[1]!.map(({ cell }) => cell),
    ).toEqual([3, 4, 5]);
  });

  it('are tinted by one scale, a logarithm where values span much; the best is faint', () => {
    const maps = [mapOf([[1, 10, LOST]]), mapOf([[100, IDLE, 1000]], 1)];
    const tint = tintOf(maps, LOSS);
    expect([tint.log, tint.place(1), tint.place(1000)]).toEqual([true, 0, 1]);
    expect(tint.place(10)).toBeCloseTo(1 / 3, 12);
    const share = tintOf([mapOf([[0.8, 0.9]])], { ...LOSS, measure: 'accuracy' });
    expect([share.log, share.place(0.9), share.place(0.8)]).toEqual([false, 0, 1]);
    expect(tintOf([mapOf([[2, 2]])], LOSS).place(2)).toBe(0);
  });

  it('have their best where something is of use', () => {
    expect(
      bestSpot(
        mapOf([
          [LOST, 5],
          [3, IDLE],
        ]),
        true,
      ),
    ).toEqual({ row: 1, column: 0, median: 3 });
    expect(bestSpot(mapOf([[LOST, IDLE]]), true)).toBeNull();
  });
});

describe('cells', () => {
  const along = alongOf({ scale: 'oneMinus', kind: 'real' }, [0, 0.9, 0.99]);

  it('lie around their values on the axis, as wide as these are apart', () => {
    const { edges, middles, place } = sideOf(along, [0, 0.9, 0.99], 0, 300, 7);
    expect(edges.map(Math.round)).toEqual([0, 100, 200, 300]);
    expect(middles.map(Math.round)).toEqual([50, 150, 250]);
    expect(place!(0.9)).toBeCloseTo(150, 6);
  });

  it('are all as large where values crowd', () => {
    const near = alongOf({ kind: 'real' }, [0, 1, 1.001, 5]);
    expect(sideOf(near, [0, 1, 1.001, 5], 400, 0, 13)).toEqual({
      ...{ edges: [400, 300, 200, 100, 0], middles: [350, 250, 150, 50], place: null },
    });
  });

  it('are at least 17 pixels high, and found under a pointer', () => {
    const map = grid((x) => x + 1, 5, 40);
    const scene = heatScene(
      [map, { ...map, lane: 1 }],
      340,
      alongOf({ scale: 'log', kind: 'real' }, map.across),
      alongOf({ kind: 'real' }, map.up),
    );
    const [first, second] = scene.maps;
    expect((first!.bottom - first!.top) / 40).toBe(17);
    expect(second!.top).toBeGreaterThan(first!.bottom);
    expect(spotUnder(scene, { x: second!.x.middles[3]!, y: second!.y.middles[7]! })).toMatchObject({
      map: { lane: 1 },
      row: 7,
      column: 3,
    });
    expect(spotUnder(scene, { x: 2, y: 2 })).toBeNull();
    expect(spotOf(map, 703)).toEqual({ row: 7, column: 3 });
    expect(
      heatScene([map, map], 640, alongOf({ kind: 'real' }, [0, 1]), alongOf({ kind: 'real' }, [0, 1])).maps[1]!.top,
    ).toBe(first!.top);
  });
});

describe('lines of equal value', () => {
  it('are open where the grid ends, and closed around a hollow', () => {
    const slope = isoLines(
      [
        [0, 1, 2],
        [0, 1, 2],
        [0, 1, 2],
      ],
      0.5,
    );
    expect(slope).toHaveLength(1);
    expect(slope[0]!.map(({ x, y }) => [x, y]).sort((a, b) => a[1]! - b[1]!)).toEqual([
      [0.5, 0],
      [0.5, 1],
      [0.5, 2],
    ]);
    const hollow = isoLines(
      [
        [2, 2, 2],
        [2, 0, 2],
        [2, 2, 2],
      ],
      1,
    );
    expect(hollow).toHaveLength(1);
    expect(hollow[0]![0]).toEqual(hollow[0]!.at(-1));
    expect(hollow[0]).toHaveLength(5);
  });

  it('keep off what is not known, and cross no saddle', () => {
    expect(
      isoLines(
        [
          [0, 1, null],
          [0, 1, null],
        ],
        0.5,
      ),
    ).toHaveLength(1);
    expect(
      isoLines(
        [
          [0, null],
          [null, 1],
        ],
        0.5,
      ),
    ).toEqual([]);
    // The middle, 0.6, is above: so are the ways between the two high corners, and each line goes around a low one.
    const saddle = isoLines(
      [
        [1, 0.2],
        [0.2, 1],
      ],
      0.5,
    );
    const ends = saddle.map((line) => line.map(({ x, y }) => [Number(x.toFixed(9)), Number(y.toFixed(9))]));
    expect(ends).toEqual([
      [
        [0.625, 0],
        [1, 0.375],
      ],
      [
        [0.375, 1],
        [0, 0.625],
      ],
    ]);
    expect(
      isoLines(
        [
          [1, 0.2],
          [0.2, 1],
        ],
        0.7,
      )[0]!.map(({ x, y }) => x + y),
    ).toEqual([0.375, 0.375].map((sum) => expect.closeTo(sum, 9)));
  });

  it('have every crossing of the grid’s sides once, whatever the heights are', () => {
    const heights = Array.from({ length: 9 }, (_, y) =>
      Array.from({ length: 11 }, (_, x) => Math.sin(3 * x + y * y) + Math.cos(2 * y)),
    );
    const level = 0.3;
    let crossed = 0;
    heights.forEach((row, y) => {
      row.forEach((h, x) => {
        for (const next of [row[x + 1], heights[y + 1]?.[x]])
          if (next !== undefined && h >= level !== next >= level) crossed++;
      });
    });
    const points = isoLines(heights, level).flatMap((line) => {
      const ring = line[0]!.x === line.at(-1)!.x && line[0]!.y === line.at(-1)!.y;
      return ring ? line.slice(1) : line;
    });
    expect(points.length).toBe(crossed);
  });

  it('are no closer than the seeds are apart', () => {
    const map = grid((x, y) => 10 + x + y);
    const tint = tintOf([map], LOSS);
    expect(tint.log).toBe(false);
    const few = {
      ...map,
      rows: map.rows.map((cells) =>
        cells.map(({ cell, tally: own }) => ({ cell, tally: { ...own, q3: own.median + 4 } })),
      ),
    };
    const [all, far] = [levelsOf([map], tint), levelsOf([few], tint)];
    expect(all.length).toBeGreaterThan(far.length);
    expect(far.every((level, i) => i === 0 || level - far[i - 1]! >= 4)).toBe(true);
    expect(levelsOf([grid(() => 3)], tint)).toEqual([]);
  });

  it('are of medians smoothed once, without what is of no use', () => {
    const heights = smoothed(
      mapOf([
        [1, LOST],
        [3, 5],
      ]),
      (v) => v,
    );
    expect(heights).toEqual([
      [3, null],
      [3, 3],
    ]);
    expect(between([10, 20, 40], 1.5)).toBe(30);
    expect(between([10, 20, 40], 2)).toBe(40);
  });
});

describe('the sentence', () => {
  const finding = (map: HeatMap, chosen = true) => heatFinding([map], tintOf([map], LOSS), true, chosen);

  it('says which axis decides, and between which values the other one hardly matters', () => {
    const across = grid((x, y) => 10 ** Math.abs(x - 2) + 0.01 * y);
    expect(finding(across)).toMatchObject({ id: 'decides', axis: 0, value: 100, from: 0, to: 4, low: 1, high: 1.04 });
    expect(finding(grid((x, y) => 10 ** Math.abs(y - 2) + 0.01 * x))).toMatchObject({
      id: 'decides',
      axis: 1,
      value: 2,
    });
  });

  it('names the best where both matter', () => {
    const bowl = grid((x, y) => 10 ** (Math.abs(x - 2) + Math.abs(y - 3)));
    expect(finding(bowl)).toEqual({ id: 'best', lane: 0, at: [100, 3], median: 1 });
    expect(finding(bowl, false)).toBeNull();
  });

  it('is none while cells have not run', () => {
    const open = tally(Number.NaN, { runs: 0 });
    expect(finding(mapOf([[1, open]]))).toBeNull();
    expect(finding(mapOf([[LOST, LOST]]))).toEqual({ id: 'hopeless', lost: true });
    expect(finding(mapOf([[LOST, IDLE]]))).toEqual({ id: 'hopeless', lost: false });
  });
});
