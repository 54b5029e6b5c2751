// What is claimed of an experiment, against values worked out by hand.
import { describe, expect, it } from 'vitest';
import { cellCount, settingsOf } from '../../../web/src/experiment/cells.ts';
import { parseExperimentClaim } from '../../../web/src/experiment/claim.ts';
import type { Runs } from '../../../web/src/experiment/claimed.ts';
import type { Line } from '../../../web/src/experiment/line.ts';
import { parseExperiment } from '../../../web/src/experiment/link.ts';
import { whole } from '../../../web/src/experiment/resample.ts';
import { seedsOf } from '../../../web/src/experiment/seeds.ts';
import { catalog } from '../support/module.ts';

/** Of each cell, each lane's losses in the order in which seeds are drawn; null: it diverged. `chosen`: by a tuning, of each lane. */
function made(link: string, losses: (number | null)[][][], chosen: Record<string, number>[] = []): Runs {
  const experiment = parseExperiment(link, catalog).experiment!;
  const seeds = seedsOf(experiment.config.seed, experiment.seeds);
  const of = (lane: number, cell: number): Line[] =>
    losses[cell]![lane]!.map((loss, i) => ({
      cell,
      lane,
      seed: seeds[i]!,
      set: { ...settingsOf(experiment, cell), ...chosen[lane] },
      optimizer: experiment.config.lanes[lane]!.optimizer,
      status: loss === null ? 'diverged' : 'finished',
      link: '',
      checksum: '',
      final: { step: 9, loss, accuracy: loss === null ? null : 1 - loss / 100 },
    }));
  return { experiment, catalog, cells: cellCount(experiment), of };
}

const check = (runs: Runs, claim: string) => whole(parseExperimentClaim(claim).check(runs));

const eight = made('#v=1&p=rosenbrock&o=sgd&o=adam&o=lion&seeds=8', [
  [
    [1, 2, 3, 4, 5, 6, 7, 8],
    [11, 12, 13, 14, 15, 16, 17, null],
    [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5],
  ],
]);

describe('claims of the seeds of an experiment', () => {
  it.each([
    'median(sgd).loss = 4.5', // between 4 and 5
    'iqm(sgd).loss = 4.5', // of 3, 4, 5 and 6
    'spread(sgd).loss = 3.5', // 6.25 − 2.75
    'median(adam).loss = 14.5 and iqm(adam).loss = 14.5', // ∞ is cut away
    'median(sgd).accuracy = 0.955',
    'runs(adam) = 8 and diverged(adam) = 1 and diverged(sgd) = 0',
    'runs(sgd, loss <= 3) = 3 and runs(adam, loss < 100) = 7',
    'runs(adam, accuracy > 0.5) = 7', // what diverged has none
    'runs(sgd, lr > 0) = 8',
    'probability(sgd, adam).loss = 1 and probability(adam, sgd).loss = 0',
    // Of 64 pairs sgd's i-th run beats lion's from its own place on: 8 + 7 + … + 1 = 36.
    'probability(sgd, lion).loss = 0.5625 and probability(lion, sgd).loss = 0.4375',
    'difference(sgd, lion).loss = -0.5 and difference(lion, sgd).loss = 0.5',
    'apart(sgd, adam).loss',
    'ahead(sgd, lion).loss', // half a unit on each seed, and more than that from seed to seed
    'median(sgd, first 3).loss = 2',
    'undecided(sgd, lion, first 5).loss', // of five seeds one lane wins all by chance too often
    'seeds(sgd, lion).loss = 6',
    'seeds(lion, sgd).loss = never',
    'seeds(sgd, adam).loss = 4', // as 4 of 4 before 4 of 4 others are from four on
  ])('finds that %s', (claim) => {
    expect(check(eight, claim)).toMatchObject({ holds: true });
  });

  it.each([
    'apart(adam, sgd).loss',
    'apart(sgd, lion).loss',
    'ahead(lion, sgd).loss',
    'ahead(sgd, adam).loss',
    'undecided(sgd, lion).loss',
    'spread(adam).loss < 3',
  ])('does not find that %s', (claim) => {
    expect(check(eight, claim).holds).toBe(false);
  });

  it('tells the numbers that it took, once', () => {
    expect(check(eight, 'median(sgd).loss < 5 and median(sgd).loss > 4 and apart(sgd, adam).loss').measured).toEqual([
      { text: 'median(sgd).loss', value: 4.5 },
      { text: 'apart(sgd, adam).loss', value: true },
    ]);
  });
});

const ranges = made('#v=1&p=rosenbrock&o=sgd,lr=.001_.01_.1_1&o=adam,lr=.002_.02_.2_2&seeds=2', [
  [
    [8, 8],
    [9, 9],
  ],
  [
    [3, 5],
    [2, 2],
  ],
  [
    [1, 6],
    [7, 1],
  ],
  [
    [null, null],
    [1, 1],
  ],
]);

describe('claims of ranges', () => {
  it.each([
    'best(sgd, loss).lr = 0.1 and best(sgd, loss).loss = 3.5',
    'best(adam, loss).lr = 2 and best(adam, loss).loss = 1',
    'best(sgd, accuracy).accuracy = 0.965',
    'median(sgd, lr = 0.01).loss = 4',
    'median(adam, lr < 0.1).loss = 5.5', // of 2, 2, 9 and 9
    'width(sgd, loss <= 8) = 2 ± 1e-12', // from .001 to .1
    'width(sgd, loss <= 5) = 1 ± 1e-12', // at .1 it is one of two
    'width(adam, loss <= 2) = 2 ± 1e-12', // from .02 on
    'width(sgd, loss < 0) = 0',
    'diverged(sgd) = 2 and diverged(sgd, lr < 1) = 0 and runs(sgd, lr = 1) = 2',
    'runs(sgd, lr > 0.05 and loss < 2) = 1',
    // In cells 0 to 3: 1, 0, 5/8 (two and a half of four) and 0.
    'probability(sgd, adam).loss = 0.40625',
    'probability(sgd, adam, lr < 0.005).loss = 1',
  ])('finds that %s', (claim) => {
    expect(check(ranges, claim)).toMatchObject({ holds: true });
  });

  it('finds what a tuning chose', () => {
    const tuned = made(
      '#v=1&p=rosenbrock&o=sgd&o=adam&seeds=2&tune=3',
      [
        [
          [1, 2],
          [3, 4],
        ],
      ],
      [{ 'lanes.0.lr': 0.02 }, { 'lanes.1.lr': 0.3 }],
    );
    expect(check(tuned, 'best(sgd, loss).lr = 0.02 and best(adam, loss).lr = 0.3').holds).toBe(true);
  });

  it('finds nothing to measure across two axes', () => {
    const two = made('#v=1&p=rosenbrock&o=adam,lr=.1_1&steps=5_10', [[[1]], [[2]], [[3]], [[4]]]);
    expect(check(two, 'best(adam, loss, steps = 10).lr = 0.1 and best(adam, loss, steps = 10).loss = 2').holds).toBe(
      true,
    );
    expect(() => check(two, 'width(adam, loss < 3) > 1')).toThrow('one axis alone has a width at character 1\n');
  });
});

describe('a claim of an experiment', () => {
  it.each([
    ['final(sgd).loss < 1', 0, "there is no function 'final'"],
    ['median(sgd) < 1', 12, "'.' is missing"],
    ['median(sgd).gradNorm < 1', 12, "runs end at no 'gradNorm'"],
    ['median(sgd).loss', 0, 'this is a number, not a comparison'],
    ['apart(sgd).loss', 9, "',' is missing"],
    ['apart(sgd, adam).loss > 1', 0, 'this is a comparison, not a number'],
    ['median(sgd, first lr).loss < 1', 18, 'a number is missing'],
  ])('is refused where it is wrong: %s', (claim, at, message) => {
    expect(() => parseExperimentClaim(claim)).toThrow(`${message} at character ${at + 1}\n`);
  });

  it.each([
    ['median(adamw).loss < 1', 7, "there is no lane 'adamw'"],
    ['median(sgd, rho = 1).loss < 1', 12, "there is no setting 'rho'"],
    // Which runs count must not depend on what they come to.
    ['median(sgd, loss < 3).loss < 1', 12, "there is no setting 'loss'"],
    ['median(sgd, runs > 1).loss < 1', 12, "there is no setting 'runs'"],
  ])('points at what the experiment does not have: %s', (claim, at, message) => {
    expect(() => check(eight, claim)).toThrow(`${message} at character ${at + 1}\n`);
  });
});
