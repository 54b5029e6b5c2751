// The best of k trials, against all draws of k of them, one by one:
//   t = [.5,.2,.9,.3,.7,.4]; b = sorted(min(c) for c in itertools.combinations(t, k)); mean(b), b[ceil(p * len(b)) - 1]   (Python 3.11)
import { expect, it } from 'vitest';
import { type BestOf, bestOfTrials } from '../../../web/src/experiment/trials.ts';

const trials = (values: (number | null)[]) =>
  values.map((value) => ({ value: value ?? Infinity, censored: value === null }));
const six = [0.5, 0.2, 0.9, 0.3, 0.7, 0.4];

it('is what enumeration gives', () => {
  const expected = [
    [1, 0.5, 0.3, 0.4, 0.7],
    [2, 0.34, 0.2, 0.3, 0.4],
    [3, 0.275, 0.2, 0.2, 0.3],
    [4, 0.24, 0.2, 0.2, 0.3],
    [5, 0.21666666666666667, 0.2, 0.2, 0.2],
    [6, 0.2, 0.2, 0.2, 0.2],
  ];
  const curve = bestOfTrials(trials(six), 'loss');
  expect(curve.map(({ k, q1, median, q3 }) => [k, q1, median, q3])).toEqual(
    expected.map(([k, , q1, median, q3]) => [k, q1, median, q3]),
  );
  curve.forEach(({ expected: mean }, i) => {
    expect(mean).toBeCloseTo(expected[i]![1]!, 12);
  });
});

it('is the greatest where more is better', () => {
  const losses = bestOfTrials(trials(six), 'loss');
  const accuracies = bestOfTrials(trials(six.map((x) => 1 - x)), 'accuracy');
  accuracies.forEach(({ k, expected, median, q1, q3 }: BestOf, i) => {
    const loss = losses[i]!;
    expect(k).toBe(loss.k);
    expect(expected).toBeCloseTo(1 - loss.expected!, 12);
    expect([median, q1, q3]).toEqual([1 - loss.median, 1 - loss.q3, 1 - loss.q1]);
  });
});

it('has no mean as long as a draw may hold diverged trials only', () => {
  // Of 1, ∞, ∞: one drawn is ∞ two times of three; of two drawn, {1, ∞} twice and {∞, ∞} once; of three, 1.
  expect(bestOfTrials(trials([1, null, null]), 'loss')).toEqual([
    { k: 1, expected: null, median: Infinity, q1: 1, q3: Infinity },
    { k: 2, expected: null, median: 1, q1: 1, q3: Infinity },
    { k: 3, expected: 1, median: 1, q1: 1, q3: 1 },
  ]);
  const accuracies = [0.9, 0].map((value) => ({ value, censored: value === 0 }));
  expect(bestOfTrials(accuracies, 'accuracy')).toEqual([
    { k: 1, expected: null, median: 0.9, q1: 0, q3: 0.9 },
    { k: 2, expected: 0.9, median: 0.9, q1: 0.9, q3: 0.9 },
  ]);
});

it('holds for one trial, for none, and for many', () => {
  expect(bestOfTrials(trials([3]), 'loss')).toEqual([{ k: 1, expected: 3, median: 3, q1: 3, q3: 3 }]);
  expect(bestOfTrials([], 'loss')).toEqual([]);
  // Of 0 … n − 1 the least of k has the mean (n − k) / (k + 1).
  const n = 300;
  bestOfTrials(trials(Array.from({ length: n }, (_, i) => i)), 'loss').forEach(({ k, expected }) => {
    expect(expected).toBeCloseTo((n - k) / (k + 1), 9);
  });
});
