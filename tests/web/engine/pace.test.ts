import { describe, expect, it } from 'vitest';
import { workerCount } from '../../../web/src/engine/hosts.ts';
import { Pace, watchable } from '../../../web/src/engine/pace.ts';

const lanes = (...steps: number[]) => steps.map((step) => ({ step, pace: 50 }));

describe('the pace of a race', () => {
  it('is the speed that was asked for', () => {
    const pace = new Pace();
    pace.begin(10);
    expect(pace.target(lanes(10, 10), 60, 0.5)).toBe(22); // not 40: a race that could not keep up forgets the rest
    pace.begin(10);
    expect(pace.target(lanes(10, 10), 60, 0.1)).toBe(16);
    expect(pace.target(lanes(16, 16), 60, 0.1)).toBe(22);
  });

  it('may be slower than a step a frame', () => {
    const pace = new Pace();
    pace.begin(0);
    const targets = Array.from({ length: 60 }, () => pace.target(lanes(0), 2, 1 / 60));
    expect(targets.filter((to) => to === 0).length).toBeGreaterThan(28);
    expect(targets.at(-1)).toBe(1);
  });

  it('is the slowest lane’s when that cannot keep up', () => {
    const pace = new Pace();
    pace.begin(100);
    for (let frame = 0; frame < 100; frame++) {
      expect(pace.target([{ step: 3, pace: 1 }, ...lanes(100)], 100, 0.05)).toBeLessThanOrEqual(23);
    }
  });

  it('at full speed keeps the lanes within two turns of the slowest', () => {
    const pace = new Pace();
    expect(pace.target([...lanes(1000), { step: 40, pace: 10 }], Number.POSITIVE_INFINITY, 0.01)).toBe(60);
    expect(pace.target([...lanes(1000), { step: 40, pace: 1 }], Number.POSITIVE_INFINITY, 0.01)).toBe(42);
  });
});

it('lets a race be over in some ten seconds, whatever its steps', () => {
  expect([0, 100, 600, 20_000, 1_000_000].map(watchable)).toEqual([60, 60, 60, 2000, 100_000]);
});

it('leaves a core to the page', () => {
  expect([1, 2, 4, 16].map((cores) => workerCount(4, cores))).toEqual([1, 1, 3, 4]);
  expect(workerCount(1, 8)).toBe(1);
});
