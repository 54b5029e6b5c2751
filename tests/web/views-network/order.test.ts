// Which items are shown first, and what is said of them.
import { expect, it } from 'vitest';
import {
  Answers,
  accuracyOf,
  commonest,
  confusedItems,
  confusion,
  FILTERS,
  mistakes,
  ordered,
  orderedByError,
  tally,
} from '../../../web/src/views/network/order.ts';

type Told = [right: number, answer: number, sure: number, next?: number, nextSure?: number];
const lane = (...items: Told[]): Answers =>
  new Answers(
    Float64Array.from(
      items.flatMap(([right, answer, sure, next = 9, nextSure = 0]) => [right, answer, sure, next, nextSure]),
    ),
  );

//                 0: all right  1: both wrong   2: divided, sure  3: divided, less   4: unsure, right
const one = lane([0, 0, 1], [1, 2, 0.99], [2, 2, 0.6], [3, 4, 0.7], [4, 4, 0.4, 1, 0.35]);
const two = lane([0, 0, 1], [1, 3, 0.6], [2, 0, 0.9], [3, 3, 0.9], [4, 4, 0.9]);
const diverged = lane(
  [0, 0, Number.NaN],
  [1, 0, Number.NaN],
  [2, 0, Number.NaN],
  [3, 0, Number.NaN],
  [4, 0, Number.NaN],
);

it('items that divide the lanes come first, the surest mistakes on top', () => {
  expect(ordered([one, two], 'mistakes')).toEqual([2, 3, 1]);
  expect(ordered([one, two], 'disagree')).toEqual([2, 3]);
  expect(ordered([one, two], 'all')).toEqual([1]);
  expect(ordered([one, two], 'one')).toEqual([2, 3]);
  expect(ordered([one, two], 'unsure')).toEqual([4]);
  expect(ordered([one], 'mistakes')).toEqual([1, 3]);
  expect(ordered([one], 'one')).toEqual([]);
});

it('a lane that diverged has no say', () => {
  expect(tally([one, two, diverged])).toEqual(tally([one, two]));
  for (const filter of FILTERS) expect(ordered([one, diverged, two], filter)).toEqual(ordered([one, two], filter));
  expect(ordered([diverged], 'mistakes')).toEqual([]);
  expect(tally([diverged]).lanes).toBe(0);
});

it('counts what divides the lanes and what fools all of them', () => {
  expect(tally([one, two])).toEqual({ items: 5, lanes: 2, divided: 2, fooled: 1 });
  expect([mistakes(one), mistakes(two)]).toEqual([2, 2]);
});

it('a confusion matrix holds every item once, and its diagonal is what is right', () => {
  const table = confusion(one, 5);
  expect(table.flat().reduce((a, b) => a + b)).toBe(5);
  expect(table[1]![2]).toBe(1);
  expect(accuracyOf(table)).toBe(1 - mistakes(one) / 5);
  expect(
    commonest([
      [5, 1, 0],
      [0, 2, 3],
      [0, 0, 1],
    ]),
  ).toEqual([
    { right: 1, answer: 2, count: 3 },
    { right: 0, answer: 1, count: 1 },
  ]);
});

it('a cell’s items are those that the lane takes so, the surest on top', () => {
  const its = lane([1, 2, 0.5], [1, 2, 0.9], [1, 1, 0.9], [2, 1, 0.9], [3, 2, 0.9]);
  expect(confusedItems([undefined, its], { lane: 1, right: 1, answer: 2 })).toEqual([1, 0]);
  expect(confusedItems([undefined, its], { lane: 0, right: 1, answer: 2 })).toEqual([]);
});

it('of numbers the largest errors come first, or where lanes tell the most different ones', () => {
  const nan = Number.NaN;
  const first = lane([1, 1.1, nan], [2, 5, nan], [3, 3, nan]);
  const second = lane([1, 4, nan], [2, 5.5, nan], [3, 2, nan]);
  expect(orderedByError([first, second], 'error')).toEqual([1, 0, 2]);
  expect(orderedByError([first, second], 'spread')).toEqual([0, 2, 1]);
});

it('a list of ten thousand items has each of them once', () => {
  const many = Array.from({ length: 4 }, (_, l) =>
    lane(
      ...Array.from(
        { length: 10_000 },
        (_, i): Told => [i % 10, (i + (i % (7 + l) === 0 ? 1 : 0)) % 10, (i % 97) / 97],
      ),
    ),
  );
  const order = ordered(many, 'mistakes');
  expect(new Set(order).size).toBe(order.length);
});
