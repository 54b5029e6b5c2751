// What is pointed at in the curves of an experiment, and where arrow keys lead.
import { describe, expect, it } from 'vitest';
import { distance, moved, pointedAt } from '../../../web/src/views/experiment/pointing.ts';

const line = (...ys: number[]) => ys.map((y, i) => ({ x: 10 * i, y }));
const lanes = [
  { lane: 0, points: line(50, 50, 50) },
  { lane: 1, points: line(100, 100, Number.NaN) },
];
const runs = [
  { lane: 0, seed: 7, points: line(50, 60, 90) },
  { lane: 0, seed: 9, points: line(50, 40, 40) },
];

it('measures straight up and down, between the points as well; ∞ where a line is not', () => {
  expect(distance(line(0, 10), { x: 5, y: 8 })).toBe(3);
  expect(distance(line(0, 10), { x: 11, y: 8 })).toBe(Infinity);
  expect(distance(line(0, Number.NaN, 4), { x: 15, y: 8 })).toBe(Infinity);
});

describe('a pointer', () => {
  it('means the nearest lane, and none far from all', () => {
    expect(pointedAt({ x: 5, y: 70 }, lanes, [])).toEqual({ lane: 0, seed: null });
    expect(pointedAt({ x: 5, y: 80 }, lanes, [])).toEqual({ lane: 1, seed: null });
    expect(pointedAt({ x: 15, y: 200 }, lanes, [])).toEqual({ lane: null, seed: null });
  });

  it('means a run of the lane that is looked at, even near another lane', () => {
    expect(pointedAt({ x: 10, y: 62 }, lanes, runs)).toEqual({ lane: 0, seed: 7 });
    expect(pointedAt({ x: 20, y: 88 }, lanes, runs)).toEqual({ lane: 0, seed: 7 });
  });

  it('on the line of another lane means that one', () => {
    const near = [{ lane: 0, seed: 7, points: line(98, 98, 98) }];
    expect(pointedAt({ x: 5, y: 100 }, lanes, near)).toEqual({ lane: 1, seed: null });
    expect(pointedAt({ x: 5, y: 94 }, lanes, near)).toEqual({ lane: 0, seed: 7 });
  });
});

describe('arrow keys', () => {
  const seedsOf = (lane: number) => (lane === 2 ? [5] : [5, 7, 9]);
  const press = (key: string, lane: number | null, seed: number | null = null) =>
    moved(key, { lane, seed }, [0, 2, 3], seedsOf);

  it('go through the lanes that have runs, and stop at the ends', () => {
    expect(press('ArrowDown', null)).toEqual({ lane: 0, seed: null });
    expect(press('ArrowUp', null)).toEqual({ lane: 3, seed: null });
    expect(press('ArrowDown', 0)).toEqual({ lane: 2, seed: null });
    expect(press('ArrowDown', 3)).toEqual({ lane: 3, seed: null });
  });

  it('keep the seed where the next lane has it: the runs are paired', () => {
    expect(press('ArrowDown', 0, 5)).toEqual({ lane: 2, seed: 5 });
    expect(press('ArrowDown', 0, 9)).toEqual({ lane: 2, seed: null });
  });

  it('go through the seeds of a lane', () => {
    expect(press('ArrowRight', 0)).toEqual({ lane: 0, seed: 5 });
    expect(press('ArrowRight', 0, 5)).toEqual({ lane: 0, seed: 7 });
    expect(press('ArrowLeft', 0, 5)).toEqual({ lane: 0, seed: 5 });
    expect(press('ArrowLeft', 3)).toEqual({ lane: 3, seed: 9 });
  });

  it('leave other keys alone', () => {
    expect(press('a', 0)).toBeNull();
    expect(moved('ArrowUp', { lane: null, seed: null }, [], seedsOf)).toBeNull();
  });
});
