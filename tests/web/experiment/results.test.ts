// What an experiment has come to so far, whichever of its runs ended first.
import { expect, it } from 'vitest';
import { Trace } from '../../../web/src/core/trace.ts';
import { BestEnds } from '../../../web/src/experiment/best-ends.ts';
import { parseExperiment } from '../../../web/src/experiment/link.ts';
import { type Result, Results } from '../../../web/src/experiment/results.ts';
import { catalog } from '../support/module.ts';

const experiment = parseExperiment('#p=rosenbrock&o=sgd,lr=.001:.1:3&o=adam,lr=.001:.1:3&seeds=3', catalog).experiment!;
const { seeds } = new Results(experiment, catalog);

function ended(cell: number, lane: number, seed: number, loss: number | null, more: Partial<Result> = {}): Result {
  const rows = new Trace(['step', 'loss']);
  rows.append(Float64Array.of(0, 9, 10, loss ?? Number.POSITIVE_INFINITY));
  return {
    ...{ cell, lane, seed, set: {}, optimizer: 'sgd', link: '#', checksum: '0'.repeat(16), rows },
    status: loss === null ? 'diverged' : 'finished',
    final: { step: 10, loss, accuracy: null },
    ...more,
  };
}

it('has the runs of a lane by ascending seed, each once, and counts them', () => {
  const results = new Results(experiment, catalog);
  expect([results.total, results.cells, results.of(0, 1)]).toEqual([18, 3, []]);
  for (const seed of [seeds[2]!, seeds[0]!, seeds[1]!]) results.add(ended(1, 0, seed, 1));
  results.add(ended(1, 0, seeds[1]!, 1)); // again, as a resumed one may come
  results.add(ended(1, 1, seeds[0]!, null));
  results.add(ended(1, 1, seeds[0]!, 2, { trial: 0 }));
  expect(results.of(0, 1).map(({ seed }) => seed)).toEqual(seeds);
  expect([results.count, results.reported, results.diverged]).toEqual([5, 4, 1]);
  expect(results.samples(1, 'loss').map(({ points }) => points.length)).toEqual([3, 1]);
});

it('gives the list of a lane that has a run more as another list', () => {
  const results = new Results(experiment, catalog);
  results.add(ended(0, 0, seeds[0]!, 1));
  const before = results.of(0);
  results.add(ended(0, 1, seeds[0]!, 1));
  expect(results.of(0)).toBe(before);
  results.add(ended(0, 0, seeds[1]!, 1));
  expect(before).toHaveLength(1);
});

it('tells the best median of any cell, as runs come', () => {
  const results = new Results(experiment, catalog);
  const best = new BestEnds(results);
  expect(best.of(0, 'loss')).toBeUndefined();
  results.add(ended(0, 0, seeds[0]!, 5));
  expect(best.of(0, 'loss')).toEqual({ cell: 0, value: 5 });
  results.add(ended(2, 0, seeds[0]!, 1));
  results.add(ended(2, 0, seeds[1]!, 3));
  expect(best.of(0, 'loss')).toEqual({ cell: 2, value: 2 });
  results.add(ended(2, 0, seeds[2]!, null)); // counts as the worst
  expect(best.of(0, 'loss')).toEqual({ cell: 2, value: 3 });
  expect(best.of(0, 'accuracy')?.value).toBe(0); // of the one that diverged
});
