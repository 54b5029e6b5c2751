// The sentence of a finding, in both languages: never more than the intervals say.
import { beforeAll, describe, expect, it } from 'vitest';
import { compareLanes } from '../../../web/src/experiment/comparison.ts';
import { findingOf } from '../../../web/src/experiment/finding.ts';
import { whole } from '../../../web/src/experiment/resample.ts';
import type { Metric } from '../../../web/src/experiment/sample.ts';
import { enumerated, type Lang, loadLanguage, loadWords, sentences, speaking } from '../../../web/src/toolkit/i18n.ts';
import { roundSeeds, sayFinding } from '../../../web/src/views/experiment/finding-text.ts';
import { rangeText, valueText } from '../../../web/src/views/experiment/numbers.ts';
import { sample, X, Y } from '../experiment/support.ts';

beforeAll(async () => {
  await Promise.all([loadLanguage('en'), loadLanguage('zh')]);
  await loadWords('experiment');
});

type Lanes = (number | null)[][];
const up = (by: number, of: readonly number[] = X) => of.map((x) => x + by);
const names = ['A', 'B', 'C', 'D'];
function say(lanes: Lanes, metric: Metric = 'loss', lang: Lang = 'en') {
  const comparison = whole(
    compareLanes(
      lanes.map((values) => sample(values, metric)),
      1,
    ),
  );
  const finding = findingOf(comparison);
  return { ...speaking(lang, () => sayFinding(finding, { comparison, names, target: '0.5' })), id: finding.id };
}
const gone = X.map(() => null);
/** Of ten seeds this wins six against X. */
const mixed = X.map((x, i) => x + (i < 6 ? 0.01 : -0.01));
const even = X.map((x, i) => x + (i % 2 ? 0.01 : -0.01));

describe('each finding has a sentence in each language', () => {
  const cases: [string, Lanes, Metric?][] = [
    ['alone', [X]],
    ['alone', [[1]]],
    ['one-seed', [[1], [2]]],
    ['all-censored', [gone, gone]],
    ['all-censored', [gone, gone], 'steps'],
    ['tied', [X, X]],
    ['apart', [X, up(1)]],
    ['apart', [X, up(1)], 'accuracy'],
    ['apart', [X, gone]],
    ['apart', [X, up(100)], 'steps'],
    ['apart', [X, up(100)], 'millis'],
    ['ahead', [X, Y]],
    ['ahead', [X, Y], 'steps'],
    ['ahead', [X, Y], 'millis'],
    ['ahead', [Y, X], 'accuracy'],
    ['undecided', [X, mixed]],
    ['undecided', [X, even]],
    ['undecided', [up(1), X, mixed]],
  ];
  it.each(cases)('%s', (id, lanes, metric) => {
    for (const lang of ['en', 'zh'] as const) {
      const said = say(lanes, metric, lang);
      expect(said.id).toBe(id);
      expect(said.sentence).toMatch(lang === 'en' ? /^[A-Z0-9].*\.$/ : /。$/);
      for (const text of [said.sentence, said.note]) expect(text).not.toMatch(/[{}]|finding\.|compare\.|undefined|NaN/);
    }
  });

  it('but one of nothing', () => expect(say([[], []]).sentence).toBe(''));
});

describe('a sentence', () => {
  it('names the lane that beats all others, and how far the nearest is', () => {
    const { sentence, note, seeds } = say([up(2), X, up(1)]);
    expect(sentence).toBe('B beats C and A here.'.replace('C and A', 'A and C'));
    expect(note).toBe('C comes nearest: on the same seeds B ends 1 below it.');
    expect(seeds).toBeNull();
    expect(say([X, up(1), up(2), up(3)]).sentence).toBe('A beats all others here.');
  });

  it('says of a lead seed by seed that it is less than another seed changes', () => {
    const { sentence, note } = say([up(2), Y, X]);
    expect(sentence).toBe('C leads A and B here, seed by seed.');
    expect(note).toMatch(
      /^On the same seeds it ends 0\.13 below B \(0\.0\d+ to 0\.\d+\), less than results differ between seeds\.$/,
    );
  });

  it('tells points of percent as points', () => {
    expect(say([up(1), X], 'accuracy').note).toBe('On the same seeds it ends 100 percentage points above.');
  });

  it('says what cannot be told, of whom, and how many seeds would', () => {
    const { sentence, note, seeds } = say([X, mixed]);
    expect(sentence).toBe('10 seeds cannot tell A and B apart.');
    expect(note).toBe('To tell A from B, about 197 seeds would be needed.');
    expect(seeds).toBe(200);
    expect(say([X, even])).toMatchObject({ note: '', seeds: null });
  });

  it('of several that cannot be told apart says together what all of them beat', () => {
    expect(say([up(1), X, mixed]).sentence).toBe('B and C beat A here. Which of them is best, 10 seeds cannot tell.');
  });

  it('claims only of the leader what is shown of the leader only', () => {
    // B leads C seed by seed; of A, which is spread wide, nothing is shown against B, and it does not lead C.
    const wide = X.map((x, i) => x + (i % 2 ? 0.9 : -0.9));
    const { sentence } = say([wide, X, up(0.02)]);
    expect(sentence).not.toContain('A and B');
    expect(sentence).toMatch(/cannot tell/);
  });
});

it('asks for round numbers of seeds, and for no more than there may be', () => {
  expect([7, 22, 41, 197, 785, 5000].map(roundSeeds)).toEqual([7, 30, 50, 200, 800, 1000]);
});

it('puts sentences one after another as each language does', () => {
  speaking('zh', () => expect(sentences('损失更低。', '', '步数更少。')).toBe('损失更低。步数更少。'));
  speaking('en', () => expect(sentences('Less loss.', '', 'Fewer steps.')).toBe('Less loss. Fewer steps.'));
});

it('writes lists, ranges and what is never', () => {
  speaking('en', () => {
    expect([enumerated(['A']), enumerated(['A', 'B']), enumerated(['A', 'B', 'C'])]).toEqual([
      'A',
      'A and B',
      'A, B and C',
    ]);
    expect(rangeText([0.881, 0.894], 'accuracy')).toBe('88.1–89.4%');
    expect(rangeText([0.2, Infinity], 'loss')).toBe('0.2–∞');
    expect(rangeText([400, Infinity], 'steps')).toBe('400–never');
    expect(rangeText([1, 1], 'loss')).toBe('1');
    expect(valueText(1234.5, 'millis')).toBe('1.2 s');
  });
});

it('a range of powers of ten keeps both powers, one of shares says its sign once', () => {
  speaking('en', () => {
    expect(rangeText([1.16e-4, 9.62e-4], 'loss')).toBe('1.16×10⁻⁴–9.62×10⁻⁴');
    expect(rangeText([0.825, 0.832], 'accuracy')).toBe('82.5–83.2%');
  });
});
