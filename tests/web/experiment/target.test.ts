// The first recorded row that meets a target.
import { expect, it } from 'vitest';
import { Trace } from '../../../web/src/core/trace.ts';
import { reachedAt } from '../../../web/src/experiment/target.ts';

const made = (columns: string[], ...rows: number[][]): Trace => {
  const trace = new Trace(columns);
  trace.append(Float64Array.from(rows.flat()));
  return trace;
};
const none = Number.NaN;
const trace = made(
  ['step', 'loss', 'millis', 'accuracy'],
  [0, 2.3, 0, none],
  [10, 0.5, 1.5, 0.9],
  [20, 0.7, 2.5, none],
  [30, 0.2, 4, 0.95],
  [31, Infinity, 5, none],
);

it('is where the loss is at it or below it, for the first time', () => {
  expect(reachedAt(trace, { metric: 'loss', value: 0.5 })).toEqual({ step: 10, millis: 1.5 });
  expect(reachedAt(trace, { metric: 'loss', value: 0.49 })).toEqual({ step: 30, millis: 4 });
  expect(reachedAt(trace, { metric: 'loss', value: 5 }), 'the start').toEqual({ step: 0, millis: 0 });
});

it('is where the accuracy is at it or above it; rows without a test are no answer', () => {
  expect(reachedAt(trace, { metric: 'accuracy', value: 0.9 })).toEqual({ step: 10, millis: 1.5 });
  expect(reachedAt(trace, { metric: 'accuracy', value: 0.91 })).toEqual({ step: 30, millis: 4 });
  expect(reachedAt(trace, { metric: 'accuracy', value: 0 })).toEqual({ step: 10, millis: 1.5 });
});

it('is nowhere when no row meets it, or nothing is measured', () => {
  expect(reachedAt(trace, { metric: 'loss', value: 0.1 })).toBeNull();
  expect(reachedAt(trace, { metric: 'accuracy', value: 0.96 })).toBeNull();
  expect(reachedAt(trace, { metric: 'loss', value: none })).toBeNull();
  expect(reachedAt(made(['step', 'loss'], [0, 1]), { metric: 'accuracy', value: 0.5 })).toBeNull();
  expect(reachedAt(new Trace(['step', 'loss']), { metric: 'loss', value: 1 })).toBeNull();
});

it('is told in steps where no time was taken', () => {
  expect(reachedAt(made(['step', 'loss'], [0, 2], [5, 1]), { metric: 'loss', value: 1 })).toEqual({
    step: 5,
    millis: none,
  });
});
