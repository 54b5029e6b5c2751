// What may be said of two lanes, and how many seeds would decide.
import { describe, expect, it } from 'vitest';
import { compare } from '../../../web/src/experiment/pair.ts';
import { whole } from '../../../web/src/experiment/resample.ts';
import type { Metric } from '../../../web/src/experiment/sample.ts';
import { type Evidence, seedsToDecide, verdictOf } from '../../../web/src/experiment/verdict.ts';
import { sample, X, Y } from './support.ts';

const verdict = (a: (number | null)[], b: (number | null)[], metric: Metric = 'loss') =>
  whole(compare(sample(a, metric), sample(b, metric), 1)).verdict;
const up = (by: number) => X.map((x) => x + by);

/** What a pair of lanes came to, by its intervals. */
const evidence = (
  probability: [number, number],
  difference: [number, number],
  { seeds = 10, wins = 0.8 } = {},
): Evidence => ({
  probability: { value: 0.7, interval: probability },
  difference: { value: difference[0], interval: difference },
  wins,
  runs: [seeds, seeds],
  common: seeds,
});

describe('the verdict', () => {
  it('is “apart” when both intervals exclude chance, for either lane', () => {
    expect(verdict(X, up(1))).toEqual({ kind: 'apart', leader: 0 });
    expect(verdict(up(1), X)).toEqual({ kind: 'apart', leader: 1 });
    expect(verdict(up(1), X, 'accuracy')).toEqual({ kind: 'apart', leader: 0 });
  });

  it('is “ahead” when only the same seeds show it', () => {
    expect(verdict(X, Y)).toEqual({ kind: 'ahead', leader: 0 });
    expect(verdict(Y, X)).toEqual({ kind: 'ahead', leader: 1 });
    expect(verdict(X, up(1e-6)), 'however little').toEqual({ kind: 'ahead', leader: 0 });
  });

  it('is “undecided” when neither shows it, when only all pairs do, and when they contradict each other', () => {
    expect(verdictOf(evidence([0.4, 0.9], [-1, 0.1]), 'loss')).toEqual({ kind: 'undecided', seeds: 22 });
    expect(verdictOf(evidence([0.6, 0.9], [-1, 0.1]), 'loss').kind).toBe('undecided');
    expect(verdictOf(evidence([0.6, 0.9], [0.1, 1]), 'loss').kind).toBe('undecided');
    expect(verdictOf(evidence([0.6, 0.9], [0.1, 1]), 'accuracy')).toEqual({ kind: 'apart', leader: 0 });
  });

  it('does not take an end that is chance itself', () => {
    expect(verdictOf(evidence([0.5, 0.9], [-1, -0.1]), 'loss').kind).toBe('ahead');
    expect(verdictOf(evidence([0.6, 0.9], [-1, 0]), 'loss').kind).toBe('undecided');
  });

  it('needs four runs for “apart” and six seeds for “ahead”: chance alone does it with fewer', () => {
    // All of three beat all of three with probability 2 / 20, of four 2 / 70. Six seeds all one way: 2 / 64, five: 2 / 32.
    const kinds = [3, 4, 5, 6].map((seeds) => [
      verdictOf(evidence([1, 1], [-2, -1], { seeds }), 'loss').kind,
      verdictOf(evidence([0.4, 1], [-2, -1], { seeds }), 'loss').kind,
    ]);
    expect(kinds).toEqual([
      ['undecided', 'undecided'],
      ['apart', 'undecided'],
      ['apart', 'undecided'],
      ['apart', 'ahead'],
    ]);
    expect(verdict([1, 2, 3], [7, 8, 9])).toEqual({ kind: 'undecided', seeds: 8, why: 'few' });
  });

  it('of lanes that are the same says so', () => {
    expect(verdict(X, X)).toEqual({ kind: 'undecided', seeds: null, why: 'tied' });
    expect(verdict([null, null, null], [null, null, null])).toEqual({ kind: 'undecided', seeds: null, why: 'tied' });
  });

  it('of lanes that win as often promises no number of seeds', () => {
    expect(verdict([1, 2, 3, 4], [2, 1, 4, 3])).toEqual({ kind: 'undecided', seeds: null, why: 'even' });
  });

  it('holds with censored runs', () => {
    const never = X.map(() => null);
    expect(verdict(X, never, 'steps')).toEqual({ kind: 'apart', leader: 0 });
    expect(verdict(never, X, 'accuracy')).toEqual({ kind: 'apart', leader: 1 });
  });
});

describe('the seeds that would decide', () => {
  it('are those of Noether’s formula', () => {
    // (norm.ppf(.975) + norm.ppf(.8))**2 / (4 * (w - .5)**2), SciPy 1.10.1: 196.22, 49.06, 21.80, 12.26, 7.85
    expect([0.6, 0.7, 0.8, 0.9, 1].map(seedsToDecide)).toEqual([197, 50, 22, 13, 8]);
    expect([0.4, 0.3, 0.2, 0.1, 0].map(seedsToDecide)).toEqual([197, 50, 22, 13, 8]);
    expect(seedsToDecide(0.5)).toBe(Infinity);
  });

  it('are more than there were', () => {
    const many = evidence([0.4, 0.9], [-1, 0.1], { seeds: 30, wins: 0.8 });
    expect(verdictOf(many, 'loss')).toEqual({ kind: 'undecided', seeds: 31 });
  });
});
