// Which run counts, and as what: none is dropped silently.
import { describe, expect, it } from 'vitest';
import { type Outcome, pointOf, sampleOf } from '../../../web/src/experiment/sample.ts';

const run = (more: Partial<Outcome>): Outcome => ({ seed: 1, status: 'finished', ...more });
const value = (more: Partial<Outcome>, metric: Parameters<typeof pointOf>[1]) => {
  const point = pointOf(run(more), metric);
  return point && [point.value, point.censored, point.diverged];
};

describe('what a run counts as', () => {
  it('finished: its last loss and accuracy', () => {
    expect(value({ final: { loss: 0.3, accuracy: 0.9 } }, 'loss')).toEqual([0.3, false, false]);
    expect(value({ final: { loss: 0.3, accuracy: 0.9 } }, 'accuracy')).toEqual([0.9, false, false]);
    expect(value({ final: { loss: -7, accuracy: 0 } }, 'loss')).toEqual([-7, false, false]);
    expect(value({ final: { loss: -7, accuracy: 0 } }, 'accuracy'), 'all wrong').toEqual([0, false, false]);
  });

  it('diverged: the worst there is, whatever was measured before', () => {
    const final = { loss: 1e300, accuracy: 0.99 };
    expect(value({ status: 'diverged', final }, 'loss')).toEqual([Infinity, true, true]);
    expect(value({ status: 'diverged', final }, 'accuracy')).toEqual([0, true, true]);
    expect(value({ status: 'diverged' }, 'loss')).toEqual([Infinity, true, true]);
  });

  it('ended at a loss that is no number, or written as null: it diverged', () => {
    for (const loss of [Number.NaN, Infinity, -Infinity, null]) {
      expect(value({ final: { loss, accuracy: 0.99 } }, 'loss'), `${loss}`).toEqual([Infinity, true, true]);
      expect(value({ final: { loss, accuracy: 0.99 } }, 'accuracy'), `${loss}`).toEqual([0, true, true]);
    }
  });

  it('accuracy NaN of a run that finished: it was never tested, so it is missing', () => {
    for (const accuracy of [Number.NaN, null, undefined]) {
      expect(value({ final: { loss: 0.3, accuracy } }, 'accuracy'), `${accuracy}`).toBeNull();
    }
    expect(value({ status: 'diverged', final: { accuracy: Number.NaN } }, 'accuracy')).toEqual([0, true, true]);
  });

  it.each(['loading', 'running', 'failed', 'crashed'] as const)('%s: nothing yet', (status) => {
    for (const metric of ['loss', 'accuracy', 'steps'] as const)
      expect(value({ status, final: { loss: 0.3, accuracy: 0.9 } }, metric)).toBeNull();
  });

  it('the steps and milliseconds to the target; never is ∞', () => {
    const reached = { step: 40, millis: 2.5 };
    expect(value({ reached }, 'steps')).toEqual([40, false, false]);
    expect(value({ reached }, 'millis')).toEqual([2.5, false, false]);
    expect(value({ reached: { step: 0, millis: 0 } }, 'steps'), 'met at the start').toEqual([0, false, false]);
    for (const metric of ['steps', 'millis'] as const) {
      expect(value({ reached: null, final: { loss: 2 } }, metric)).toEqual([Infinity, true, false]);
      expect(value({ reached: null, status: 'diverged' }, metric)).toEqual([Infinity, true, true]);
    }
    expect(value({ reached, status: 'diverged' }, 'steps'), 'and diverged later').toEqual([40, false, true]);
    expect(value({ reached, status: 'running' }, 'steps'), 'still under way').toEqual([40, false, false]);
  });
});

describe('a sample', () => {
  const runs = [3, 1, 2].map((seed) => run({ seed, final: { loss: seed / 10 } }));

  it('is the same in whatever order runs ended', () => {
    expect(sampleOf(runs, 'loss')).toEqual(sampleOf([...runs].reverse(), 'loss'));
    expect(sampleOf(runs, 'loss').points.map(({ seed }) => seed)).toEqual([1, 2, 3]);
  });

  it('has one run a cell and seed: of two the later, as a resumed file holds them', () => {
    const again = [...runs, run({ seed: 2, final: { loss: 9 } }), run({ seed: 2, cell: 1, final: { loss: 8 } })];
    expect(sampleOf(again, 'loss').points.map(({ cell, seed, value }) => [cell, seed, value])).toEqual([
      [0, 1, 0.1],
      [0, 2, 9],
      [0, 3, 0.3],
      [1, 2, 8],
    ]);
  });

  it('counts what is missing', () => {
    const cancelled = [...runs, run({ seed: 4, status: 'running' }), run({ seed: 5, status: 'failed' })];
    expect(sampleOf(cancelled, 'loss')).toMatchObject({ missing: 2, points: { length: 3 } });
    expect(sampleOf([], 'loss')).toEqual({ metric: 'loss', points: [], missing: 0 });
  });
});
