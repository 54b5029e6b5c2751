// Median and quartiles of several runs along their steps.
import { expect, it } from 'vitest';
import { Trace } from '../../../web/src/core/trace.ts';
import { bandOf } from '../../../web/src/experiment/band.ts';
import type { RunStatus } from '../../../web/src/run/run.ts';

/** A run with a row at each of these steps. */
function run(rows: [step: number, value: number][], status: RunStatus = 'finished', column = 'loss') {
  const trace = new Trace(['step', column]);
  trace.append(Float64Array.from(rows.flat()));
  return { trace, status };
}
const at = (values: number[], status?: RunStatus, column?: string) =>
  run(
    values.map((value, i) => [10 * i, value]),
    status,
    column,
  );
const plain = ({ step, median, q1, q3, runs }: ReturnType<typeof bandOf>) =>
  [...step].map((s, i) => [s, q1[i], median[i], q3[i], runs[i]]);

it('is of the runs that have come so far, and ends where fewer than three have', () => {
  const runs = [at([1, 2, 3, 4]), at([3, 4, 5, 6]), at([5, 6, 7], 'running'), at([9, 8], 'running')];
  expect(plain(bandOf(runs, 'loss'))).toEqual([
    [0, 2.5, 4, 6, 4],
    [10, 3.5, 5, 6.5, 4],
    [20, 4, 5, 6, 3],
  ]);
  expect(plain(bandOf(runs, 'loss', 1)).at(-1)).toEqual([30, 4.5, 5, 5.5, 2]);
});

it('keeps a run that diverged as the worst, from its last row on', () => {
  const gone = run(
    [
      [0, 2],
      [10, 50],
      [13, Infinity],
    ],
    'diverged',
  );
  expect(plain(bandOf([at([1, 1, 1]), at([3, 3, 3]), gone], 'loss'))).toEqual([
    [0, 1.5, 2, 2.5, 3],
    [10, 2, 3, 26.5, 3],
    [20, 2, 3, Infinity, 3], // its own last row, at step 13, is no step of the band
  ]);
});

it('counts a diverged run’s accuracy as 0, and nothing where there was no test', () => {
  const none = Number.NaN;
  const gone = run(
    [
      [0, 0.1],
      [10, none],
    ],
    'diverged',
    'accuracy',
  );
  const tested = [at([0.2, none, 0.8], 'finished', 'accuracy'), at([0.3, none, 0.9], 'finished', 'accuracy')];
  const rows = plain(bandOf([...tested, gone], 'accuracy'));
  expect(rows.map(([step]) => step)).toEqual([0, 20]);
  expect(rows[1]!.slice(1)).toEqual([0.4, 0.8, expect.closeTo(0.85, 12), 3]);
});

it('is empty without runs, and when all diverged at once', () => {
  expect(plain(bandOf([], 'loss'))).toEqual([]);
  const gone = run([[0, Infinity]], 'diverged');
  expect(plain(bandOf([gone, gone, gone], 'loss'))).toEqual([]);
});
