// One sentence, as data: never more than the intervals say.
import { describe, expect, it } from 'vitest';
import { compareLanes } from '../../../web/src/experiment/comparison.ts';
import { findingOf } from '../../../web/src/experiment/finding.ts';
import { whole } from '../../../web/src/experiment/resample.ts';
import type { Metric } from '../../../web/src/experiment/sample.ts';
import { sample, X, Y } from './support.ts';

const finding = (lanes: (number | null)[][], metric: Metric = 'loss') =>
  findingOf(
    whole(
      compareLanes(
        lanes.map((values) => sample(values, metric)),
        1,
      ),
    ),
  );
const up = (by: number, of = X) => of.map((x) => x + by);
const never = X.map(() => null);

describe('a lane leads', () => {
  it('whatever the seed: with the numbers of the one that comes nearest', () => {
    const found = finding([up(2), X, up(1)]);
    expect(found).toMatchObject({ id: 'apart', metric: 'loss', lane: 1, over: [0, 2], nearest: 2, seeds: 10 });
    // A loss is better when less, so the leader's difference is negative, as it is in the pair (1, 2).
    expect(found).toMatchObject({ probability: 1, probabilityInterval: [1, 1], difference: expect.closeTo(-1, 12) });
  });

  it('seed by seed: told of the lane that it leads in that way only', () => {
    const found = finding([up(2), Y, X]);
    expect(found).toMatchObject({ id: 'ahead', lane: 2, over: [0, 1], nearest: 1 });
    // Seen from lane 2, of which the pair (1, 2) has the contrary: P 0.675, −0.13 (−0.21 to −0.02).
    if (found.id !== 'ahead') throw new Error(found.id);
    expect(found.probability).toBeCloseTo(0.675, 12);
    expect(found.difference).toBeCloseTo(-0.13, 12);
    expect(found.differenceInterval[1]).toBeLessThan(0);
    expect(found.differenceInterval[0]).toBeLessThan(found.differenceInterval[1]);
    expect(found.probabilityInterval[0]).toBeLessThan(0.5);
    expect(found.probabilityInterval[1]).toBeGreaterThan(0.675);
  });

  it('seed by seed: even if it beats a lane with more runs less often', () => {
    const lane = whole(compareLanes([sample(X)], 1)).lanes[0]!;
    const pair = (b: number, kind: 'apart' | 'ahead', value: number, interval: [number, number]) => ({
      ...{ a: 0, b, runs: [10, 10] as const, common: 10, wins: 0.9, verdict: { kind, leader: 0 as const } },
      probability: { value, interval },
      difference: { value: -1, interval: [-2, -1] as const },
    });
    const pairs = [pair(1, 'apart', 0.75, [0.6, 0.9]), pair(2, 'ahead', 0.8, [0.4, 1])];
    expect(findingOf({ lanes: [lane, lane, lane], pairs })).toMatchObject({ id: 'ahead', lane: 0, nearest: 2 });
  });

  it('over one that never got there', () => {
    expect(finding([never, X], 'steps')).toMatchObject({ id: 'apart', lane: 1, difference: -Infinity });
    expect(finding([never, X], 'accuracy')).toMatchObject({ id: 'apart', lane: 1, probability: 1 });
  });
});

describe('no lane is shown to lead', () => {
  it('names those that can’t be told apart, and how many seeds would', () => {
    // Of ten seeds the first wins six.
    const mixed = X.map((x, i) => x + (i < 6 ? 0.01 : -0.01));
    expect(finding([up(1), X, mixed])).toEqual({
      id: 'undecided',
      metric: 'loss',
      lanes: [1, 2],
      over: [0],
      seeds: 10,
      needed: 197,
    });
  });

  it('says no number where none can be said', () => {
    const even = X.map((x, i) => x + (i % 2 ? 0.01 : -0.01));
    expect(finding([X, even])).toMatchObject({ id: 'undecided', needed: null });
  });

  it('since all are the same', () => {
    expect(finding([X, X, X])).toEqual({ id: 'tied', metric: 'loss', lanes: [0, 1, 2], seeds: 10 });
  });
});

describe('where nothing can be compared', () => {
  it.each([
    ['no lane', [], { id: 'nothing' }],
    ['no run', [[], []], { id: 'nothing' }],
    ['one lane', [X], { id: 'alone', lane: 0, runs: 10 }],
    ['one lane with runs', [[], X], { id: 'alone', lane: 1, runs: 10 }],
    ['one seed', [[1], [2]], { id: 'one-seed' }],
    ['all diverged', [never, never], { id: 'all-censored', runs: 10 }],
  ] as const)('%s: says that', (_, lanes, expected) => {
    expect(finding(lanes as unknown as number[][])).toEqual({ metric: 'loss', ...expected });
  });

  it('of lanes without a seed in common nothing is claimed', () => {
    const [a, b] = [sample(X), sample(up(5))];
    const others = { ...b, points: b.points.map((point) => ({ ...point, seed: point.seed + 1000 })) };
    expect(findingOf(whole(compareLanes([a, others], 1)))).toMatchObject({ id: 'undecided', seeds: 0, needed: null });
  });
});
