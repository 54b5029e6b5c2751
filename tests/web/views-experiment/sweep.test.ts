// What the picture of a sweep over one axis shows: where values lie, what counts as good, lost or of no use, and what is said of it.
import { describe, expect, it } from 'vitest';
import { Trace } from '../../../web/src/core/trace.ts';
import { distance } from '../../../web/src/experiment/axes.ts';
import { parseExperiment } from '../../../web/src/experiment/link.ts';
import { type Result, Results } from '../../../web/src/experiment/results.ts';
import { alongOf, ticksAlong, widthOf } from '../../../web/src/views/experiment/along.ts';
import { cellAt, curvesAlong } from '../../../web/src/views/experiment/axis-values.ts';
import { alike, edgeOf } from '../../../web/src/views/experiment/edges.ts';
import { type AtValue, bestPoint, goodRanges, type LaneCurve, widest } from '../../../web/src/views/experiment/good.ts';
import { placed } from '../../../web/src/views/experiment/label-places.ts';
import { lostWords } from '../../../web/src/views/experiment/lost-words.ts';
import { oneFinding } from '../../../web/src/views/experiment/sweep-finding.ts';
import { targetBetween } from '../../../web/src/views/experiment/sweep-target.ts';
import { type Asked, kindOf, Tallies, type Tally, tallyOf } from '../../../web/src/views/experiment/tally.ts';
import { catalog } from '../support/module.ts';

const LOSS: Asked = { what: 'final', measure: 'loss', target: 0.5 };

/** A run with these losses, one a step; ∞ at the end: it diverged. */
function run(losses: readonly number[], place: Partial<Result> = {}): Result {
  const rows = new Trace(['step', 'loss']);
  rows.append(Float64Array.from(losses.flatMap((loss, step) => [step, loss])));
  const last = losses.at(-1)!;
  const finite = Number.isFinite(last);
  return {
    ...{ cell: 0, lane: 0, seed: 1, set: {}, optimizer: 'sgd', link: '', checksum: '0123456789abcdef', rows },
    status: finite ? 'finished' : 'diverged',
    final: { step: losses.length - 1, loss: finite ? last : null, accuracy: null },
    ...place,
  };
}

const tally = (median: number, { runs = 10, lost = 0, idle = 0, met = median <= 0.5 ? 10 : 0 } = {}): Tally => ({
  ...{ runs, lost, idle, met, median, q1: median, q3: median, start: 10 },
});
const gone = (lost = 10): Tally => tally(2 * lost >= 10 ? Infinity : 1, { lost, met: 0 });
const along = alongOf({ scale: 'log', kind: 'real' }, [1, 10, 100, 1000, 10_000]);
const points = (...tallies: Tally[]): AtValue[] => tallies.map((one, i) => ({ cell: i, value: 10 ** i, tally: one }));
const curve = (lane: number, ...tallies: Tally[]): LaneCurve => ({ lane, varied: true, points: points(...tallies) });

describe('an axis', () => {
  it('has equal factors at equal distances, of the value or of what it lacks to 1', () => {
    expect([1, 10, 100].map(along.place)).toEqual([0, 0.25, 0.5]);
    const rest = alongOf({ scale: 'oneMinus', kind: 'real' }, [0.9, 0.99, 0.999]);
    expect(rest.place(0.99)).toBeCloseTo(0.5, 12);
    expect(rest.value(0.5)).toBeCloseTo(0.99, 12);
    expect(ticksAlong(rest, 4).map(({ label }) => label)).toContain('0.99');
    expect(widthOf(rest, 0.9, 0.99)).toEqual({ decades: expect.closeTo(1, 9), factor: expect.closeTo(10, 9) });
    expect(widthOf(alongOf({ kind: 'real' }, [1, 2]), 1, 2)).toBe(1);
    expect(distance('log', 1, 1000)).toBeCloseTo(3, 12);
  });

  it('has a place for what its scale has none for, beside the next value', () => {
    const zero = alongOf({ scale: 'log', kind: 'real' }, [0, 0.1, 1, 10]);
    expect([0, 0.1, 1, 10].map(zero.place)).toEqual([0, 1 / 3, 2 / 3, 1].map((x) => expect.closeTo(x, 12)));
    expect(ticksAlong(zero, 5)[0]).toEqual({ at: 0, label: '0' });
    const one = alongOf({ scale: 'oneMinus', kind: 'real' }, [0, 0.9, 1]);
    expect(one.place(1)).toBe(1);
  });

  it('says values in no more digits than tell them apart', () => {
    expect(alongOf({ scale: 'log', kind: 'real' }, [0.05623, 0.07499, 0.1]).say(0.05623)).toBe('0.056');
    expect(alongOf({ scale: 'log', kind: 'real' }, [0.05, 0.0501, 0.0502]).say(0.0501)).toBe('0.0501');
    expect(alongOf({ scale: 'oneMinus', kind: 'real' }, [0.5, 0.7158, 0.9991]).say(0.9991)).toBe('0.9991');
    expect(alongOf({ kind: 'integer' }, [10, 12_345, 99_999]).say(12_345)).toBe('12,345');
  });
});

describe('the runs of a lane in a cell', () => {
  it('are lost from half of them on, and of no use when they end no better than they began', () => {
    const start = 4;
    const of = (...ends: number[]) =>
      tallyOf(
        ends.map((end) => run([start, end])),
        LOSS,
      );
    expect(kindOf(of(1, 2, Infinity))).toBe('fine');
    expect(kindOf(of(1, Infinity))).toBe('lost');
    expect(kindOf(of(1, 5, 6))).toBe('idle');
    expect(kindOf(of(1, 5, Infinity))).toBe('idle');
    expect(kindOf(of())).toBe('open');
    expect(of(1, 2, Infinity)).toMatchObject({ runs: 3, lost: 1, met: 0, median: 2, q3: Infinity, start });
    expect(of(0.5, 0.1, 3).met).toBe(2);
  });

  it('count their best whatever came after it, and their steps to the target', () => {
    const runs = [run([4, 0.2, Infinity]), run([4, 1, 2]), run([4, 3, 0.4])];
    expect(tallyOf(runs, { ...LOSS, what: 'best' })).toMatchObject({ lost: 0, median: 0.4 });
    expect(tallyOf(runs, { ...LOSS, what: 'steps' })).toMatchObject({ lost: 1, met: 2, median: 2, idle: 0 });
    expect(tallyOf(runs, { ...LOSS, what: 'spread' }).median).toBe(Infinity);
  });

  it('are counted anew until all are there', () => {
    const { experiment } = parseExperiment('#p=rosenbrock&o=sgd,lr=.1_1&seeds=2', catalog);
    const results = new Results(experiment!, catalog);
    const tallies = new Tallies(results);
    expect(tallies.of(0, 0, LOSS).runs).toBe(0);
    results.add(run([4, 1], { seed: results.seeds[0]! }));
    expect(tallies.of(0, 0, LOSS).median).toBe(1);
    results.add(run([4, 3], { seed: results.seeds[1]! }));
    expect(tallies.of(0, 0, LOSS)).toBe(tallies.of(0, 0, LOSS));
    expect(tallies.of(0, 0, LOSS).median).toBe(2);
    expect(tallies.of(0, 0, { ...LOSS, target: 2 }).met).toBe(1);
  });
});

describe('lanes along an axis', () => {
  it('stand at their own values, and one without a part in it at those of the others', () => {
    const { experiment } = parseExperiment(
      '#p=rosenbrock&o=sgd,lr=.1_1&o=adam,lr=2_3&o=rmsprop&steps=10_20_30',
      catalog,
    );
    const curves = curvesAlong(experiment!, 0, [0, 2], (cell) => tally(cell));
    expect(curves.map(({ varied, points: own }) => [varied, own.map(({ value }) => value)])).toEqual([
      [true, [0.1, 1]],
      [true, [2, 3]],
      [false, [0.1, 1]],
    ]);
    expect(curves[0]!.points.map(({ cell }) => cell)).toEqual([2, 5]);
    expect(cellAt(experiment!, [1, 0])).toBe(3);
  });
});

describe('a good range', () => {
  it('has the neighbours at which half of the runs are good, and knows where it may go on or ends in divergence', () => {
    const all = points(tally(0.1), tally(0.4), tally(3), tally(0.2), gone());
    expect(goodRanges(all)).toEqual([
      { from: 1, to: 10, opens: [true, false], breaks: null },
      { from: 1000, to: 1000, opens: [false, false], breaks: 10_000 },
    ]);
    expect(widest(goodRanges(all), along)).toMatchObject({ from: 1, to: 10 });
    expect(goodRanges(points(tally(1, { met: 5 }), tally(1, { met: 4 })))).toHaveLength(1);
    expect(widest([], along)).toBeUndefined();
  });

  it('is none of what has not run', () => {
    expect(goodRanges(points(tally(Number.NaN, { runs: 0, met: 0 })))).toEqual([]);
  });

  it('leaves the best point out where all is lost or of no use', () => {
    expect(bestPoint(points(gone(), tally(20, { idle: 10 })), true)).toBeNull();
    expect(bestPoint(points(tally(2), tally(1), tally(1)), true)).toBe(1);
    expect(bestPoint(points(tally(2), tally(1)), false)).toBe(0);
  });
});

describe('the sentence', () => {
  const good = tally(0.1);
  const bad = tally(2);

  it('names the lane whose range is wider by more than the grid, if the others are seen whole', () => {
    const wide = curve(0, bad, good, good, good, bad);
    const less = tally(0.2);
    const narrow = curve(1, bad, good, bad, gone(), gone());
    expect(oneFinding([wide, narrow], along, true, true)).toMatchObject({
      id: 'forgives',
      lane: 0,
      good: { from: 10, to: 1000 },
    });
    expect(oneFinding([wide, curve(1, bad, less, less, bad, bad)], along, true, true)?.id).toBe('best');
    expect(oneFinding([wide, curve(1, less, bad, bad, bad, bad)], along, true, true)?.id).toBe('best');
    // The best of all is named only where it is one.
    expect(oneFinding([wide, curve(1, bad, good, good, bad, bad)], along, true, true)).toBeNull();
  });

  it('says where a good range ends in divergence', () => {
    const finding = oneFinding([curve(0, bad, good, good, gone(), gone())], along, true, true);
    expect(finding).toMatchObject({ id: 'good', breaks: { lane: 0, value: 1000 } });
  });

  it('says that a target is missed, that all is lost, or of no use', () => {
    expect(oneFinding([curve(0, bad, tally(1), bad)], along, true, true)).toMatchObject({
      id: 'missed',
      value: 10,
      median: 1,
    });
    expect(oneFinding([curve(0, gone(), gone())], along, true, true)).toEqual({ id: 'hopeless', lost: true });
    const idle = tally(20, { idle: 10 });
    expect(oneFinding([curve(0, idle, gone())], along, true, true)).toEqual({ id: 'hopeless', lost: false });
  });

  it('is none while values have not run, and where nothing is chosen', () => {
    expect(oneFinding([curve(0, good, tally(Number.NaN, { runs: 0 }))], along, true, true)).toBeNull();
    expect(oneFinding([{ ...curve(0, good), varied: false }], along, true, true)).toBeNull();
    expect(oneFinding([curve(0, bad, good)], along, true, false, false)).toBeNull();
  });
});

describe('what is lost', () => {
  const known = (...all: Tally[]) => lostWords(points(...all));
  const fine = tally(1);

  it('is told by where it begins, and by what leads up to it', () => {
    expect(known(fine, fine)).toEqual({ id: 'none' });
    expect(known(gone(), gone())).toEqual({ id: 'everywhere' });
    expect(known(fine, gone(1), gone())).toEqual({
      id: 'from',
      all: 100,
      some: { lost: 1, runs: 10, value: 10, more: false },
    });
    expect(known(fine, gone(1), gone(4), gone())).toMatchObject({ id: 'from', some: { value: 10, more: true } });
    expect(known(gone(), fine)).toEqual({ id: 'to', all: 1, some: null });
    expect(known(fine, gone(2), fine)).toMatchObject({ id: 'some', lost: 2, value: 10 });
    expect(known(gone(1), fine, fine, gone())).toEqual({ id: 'scattered', lost: 11, runs: 40 });
  });
});

describe('a best value at an end', () => {
  const experiment = (link: string) => parseExperiment(link, catalog).experiment!;
  const edge = (link: string, index: number, lane = 0) => {
    const { axes, config } = experiment(link);
    const id = axes[0]![0]!.at.split('.').at(-1)!;
    const field = catalog.optimizers
      .find(({ id }) => id === config.lanes[0]!.optimizer)!
      .fields.find((one) => one.id === id)!;
    return edgeOf(field, axes[0]!, lane, index);
  };

  it('offers a range that goes on, as dense as before, of every lane that moves with it', () => {
    expect(edge('#o=sgd,lr=.001:1:7', 6)).toEqual({
      ...{ lane: 0, value: 1, side: 'high' },
      wider: [{ at: 'lanes.0.lr', from: 0.001, to: 10, in: 9 }],
    });
    expect(edge('#o=sgd,lr=.001:1:7&o=adam,lr=.001:1:7', 0, 1)!.wider).toEqual([
      { at: 'lanes.1.lr', from: 0.0001, to: 1, in: 9 },
      { at: 'lanes.0.lr', from: 0.0001, to: 1, in: 9 },
    ]);
    expect(edge('#o=sgd,lr=.001:1:7&o=adam,lr=.1:1:7', 0, 1)!.wider).toEqual([
      { at: 'lanes.1.lr', from: 0.01, to: 1, in: 13 },
      { at: 'lanes.0.lr', from: 0.001, to: 1, in: 13 },
    ]);
    expect(edge('#o=rmsprop,rho=0:.99:5', 4)!.wider).toEqual([{ at: 'lanes.0.rho', from: 0, to: 0.999, in: 7 }]);
  });

  it('is said once of lanes in which it lies alike, and not at all where nothing lies beyond', () => {
    const three = '#o=sgd,lr=.001:1:7&o=adam,lr=.001:1:7&o=nadam,lr=.01:1:7';
    const edges = [0, 1, 2].map((lane) => edge(three, 6, lane)!);
    expect(alike(edges).map(({ lanes }) => lanes)).toEqual([[0, 1], [2]]);
    expect(alike([edge('#o=rmsprop,rho=0:.99:5', 0)!])).toEqual([]);
  });

  it('ends where the field ends, and is nothing between the ends', () => {
    expect(edge('#o=rmsprop,rho=0:.99:5', 0)).toMatchObject({ side: 'low', wider: null });
    expect(edge('#o=sgd,lr=.001:1:7', 3)).toBeNull();
    expect(edge('#o=sgd,lr=.001_1', 1)).toBeNull();
  });
});

describe('labels at points', () => {
  const bounds = { x: 0, y: 0, width: 400, height: 200 };
  const crowd = Array.from({ length: 8 }, (_, i) => ({ x: 200 + 4 * i, y: 100 + 3 * i, width: 90, height: 15 }));

  it('stay inside and lie over no other label and no point', () => {
    const boxes = placed([...crowd, { x: 399, y: 199, width: 90, height: 15 }], [], bounds).filter(
      (box) => box !== null,
    );
    expect(boxes.length).toBeGreaterThan(6);
    for (const [i, a] of boxes.entries()) {
      expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= 400 && a.y + a.height <= 200).toBe(true);
      for (const b of boxes.slice(0, i))
        expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(
          true,
        );
    }
  });

  it('keep off lines where there is room beside them', () => {
    const line = Array.from({ length: 60 }, (_, i) => [200 + i * 2, 112] as const);
    const [box] = placed([{ x: 200, y: 100, width: 60, height: 15 }], line, bounds);
    expect(box!.y + box!.height < 112 || box!.y > 112 || box!.x + box!.width < 200).toBe(true);
  });
});

it('a target that nobody has set lies between the start and what the better runs come to', () => {
  expect(targetBetween([24.2], [0.01, 1, 20], 'loss')).toBe(2); // √(24.2 · 0.208) = 2.24
  expect(targetBetween([0.1], [0.5, 0.9, 0.91], 'accuracy')).toBeCloseTo(0.82, 9);
  expect(targetBetween([1], [], 'loss')).toBeNull();
  expect(targetBetween([-1], [-5], 'loss')).toBe(-4.5);
});
