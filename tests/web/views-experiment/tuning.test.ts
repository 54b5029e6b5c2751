// What the pictures of a tuning show: its trials, the best of so many, and what was chosen.
import { beforeAll, describe, expect, it } from 'vitest';
import { Trace } from '../../../web/src/core/trace.ts';
import { BestEnds } from '../../../web/src/experiment/best-ends.ts';
import { settingsOf } from '../../../web/src/experiment/cells.ts';
import { trialPoints } from '../../../web/src/experiment/jobs.ts';
import { parseExperiment } from '../../../web/src/experiment/link.ts';
import { Results } from '../../../web/src/experiment/results.ts';
import { saySetting } from '../../../web/src/reader/settings-text.ts';
import { tunedText } from '../../../web/src/reader/tuned-text.ts';
import { loadLanguage, loadWords } from '../../../web/src/toolkit/i18n.ts';
import { laneTunings, tuningFinding } from '../../../web/src/views/experiment/trials-data.ts';
import { catalog } from '../support/module.ts';

/** The trials of each lane come to these losses, the same on both tuning seeds; ∞: they diverged. */
function tuned(link: string, ...losses: readonly (readonly number[])[]): Results {
  const { experiment } = parseExperiment(link, catalog);
  const results = new Results(experiment!, catalog);
  const points = trialPoints(experiment!, catalog);
  losses.forEach((own, lane) => {
    own.forEach((loss, trial) => {
      const rows = new Trace(['step', 'loss']);
      rows.append(Float64Array.of(0, 9, 5, loss));
      const finite = Number.isFinite(loss);
      for (const seed of results.trialSeeds)
        results.add({
          ...{
            cell: 0,
            lane,
            trial,
            seed,
            set: points[lane]![trial]!,
            optimizer: '',
            link: '',
            checksum: '0'.repeat(16),
            rows,
          },
          status: finite ? 'finished' : 'diverged',
          final: { step: 5, loss: finite ? loss : null, accuracy: null },
        });
    });
  });
  return results;
}

const TWO = '#p=rosenbrock&o=sgd,lr=.001:1&o=adam&seeds=3&tune=5,sampler=grid';
const findingOf = (...losses: readonly (readonly number[])[]) =>
  tuningFinding(laneTunings(tuned(TWO, ...losses), 0, catalog), 5, 'loss');

describe('the trials of a lane', () => {
  it('have a best so far, of equals the first; what diverged is none', () => {
    const [sgd] = laneTunings(tuned(TWO, [Infinity, 3, 5, 2, 2], []), 0, catalog);
    expect(sgd!.trials.map(({ best }) => best)).toEqual([Number.NaN, 3, 3, 2, 2]);
    expect([sgd!.best!.trial, sgd!.best!.set['lanes.0.lr']]).toEqual([3, sgd!.trials[3]!.set['lanes.0.lr']]);
    expect(sgd!.profile.map(({ k }) => k)).toEqual([1, 2, 3, 4, 5]);
    expect(sgd!.profile[4]!.median).toBe(2);
  });

  it('are as many as have ended', () => {
    const [sgd, adam] = laneTunings(tuned(TWO, [1, 2]), 0, catalog);
    expect([sgd!.trials.length, adam!.trials.length, adam!.best, adam!.chosen]).toEqual([2, 0, null, []]);
  });

  it('say where the best is the outermost that was tried, and what to try then', () => {
    const [sgd] = laneTunings(tuned(TWO, [5, 4, 3, 2, 1], []), 0, catalog);
    expect(sgd!.chosen).toEqual([
      {
        at: 'lanes.0.lr',
        value: 1,
        edge: { value: 1, side: 'high', wider: [{ at: 'lanes.0.lr', from: 0.001, to: 10 }] },
      },
    ]);
    expect(laneTunings(tuned(TWO, [5, 4, 1, 2, 3], []), 0, catalog)[0]!.chosen[0]!.edge).toBeNull();
  });
});

describe('the sentence', () => {
  it('says whether the budget decides who is ahead', () => {
    expect(findingOf([1, 2, 3, 4, 5], [6, 7, 8, 9, 10])).toEqual({ id: 'leads', lane: 0, trials: 5 });
    const flips = findingOf([4, 4, 4, 4, 4], [1, 9, 9, 9, 9]);
    expect(flips).toEqual({ id: 'flips', first: 0, last: 1, from: 3 }); // the one good trial is among k of 5 in a share k / 5
    expect(findingOf([4, 4, 4, 4, 4], [4, 4, 4, 4, 4])).toBeNull();
  });

  it('is none while a lane has no trial, and says that all diverged', () => {
    expect(findingOf([1, 2, 3, 4, 5], [])).toBeNull();
    const gone = [Infinity, Infinity];
    expect(findingOf(gone, gone)).toEqual({ id: 'lost' });
  });
});

it('a setting near 1 is told by what it lacks', () => {
  expect(saySetting({ scale: 'oneMinus', kind: 'real' }, 0.99961234)).toBe('0.999612');
  expect(saySetting({ scale: 'log', kind: 'real' }, 0.0123456)).toBe('0.0123');
});

describe('what a card says was tuned', () => {
  beforeAll(async () => {
    await loadLanguage('en');
    await loadWords('experiment');
  });

  const said = (link: string, ...cells: readonly (readonly [cell: number, loss: number, lr: number])[]): string => {
    const { experiment } = parseExperiment(link, catalog);
    const results = new Results(experiment!, catalog);
    for (const [cell, loss, lr] of cells) {
      const rows = new Trace(['step', 'loss']);
      rows.append(Float64Array.of(0, 9, 5, loss));
      const set = { ...settingsOf(experiment!, cell), 'lanes.0.lr': lr };
      const line = {
        cell,
        lane: 0,
        seed: results.seeds[0]!,
        set,
        optimizer: '',
        link: '',
        checksum: '0'.repeat(16),
        rows,
      };
      results.add({ ...line, status: 'finished', final: { step: 5, loss, accuracy: null } });
    }
    const best = new BestEnds(results).of(0, 'loss');
    return best ? tunedText(results, 0, best.cell, catalog) : '';
  };

  it('is what its reported runs have', () => {
    expect(said(TWO, [0, 3, 0.0123])).toBe('Tuned: η 0.0123');
    expect(said(TWO)).toBe('');
  });

  it('is that of the cell whose loss it shows, without what the cell itself sets', () => {
    const link = '#p=rosenbrock,noise=0_1&o=sgd,lr=.001:1&seeds=3&tune=5';
    expect(said(link, [0, 3, 0.5], [1, 2, 0.25])).toBe('Tuned, for the best cell: η 0.25');
  });
});
