import type { Comparison } from '../../experiment/comparison.ts';
import type { Finding } from '../../experiment/finding.ts';
import { type Metric, wordsOf } from '../../experiment/sample.ts';
import { MAX_SEEDS } from '../../experiment/spec.ts';
import { enumerated, sentences, t } from '../../toolkit/i18n.ts';
import { chanceText, differenceText, rangeText, valueText, within } from './numbers.ts';

/** What a comparison shows, in words. */
export interface Said {
  /** Empty where nothing follows. */
  sentence: string;
  /** What it rests on, and what would be needed to say more. */
  note: string;
  /** With how many seeds more could be said. */
  seeds: number | null;
}

interface Told {
  comparison: Comparison;
  names: readonly string[];
  /** As it is written: what speed is measured to. */
  target: string;
}

/** Seeds that one would ask for: round, and no more than there may be. */
export function roundSeeds(needed: number): number {
  const grain = needed <= 20 ? 1 : needed <= 100 ? 10 : needed <= 500 ? 50 : 100;
  return Math.min(MAX_SEEDS, Math.ceil(needed / grain) * grain);
}

/** Whether one lane is shown to lead another; `apart`: whatever their seeds. */
function leads({ pairs }: Comparison, lane: number, other: number): 'apart' | 'ahead' | null {
  const pair = pairs.find(({ a, b }) => (a === lane && b === other) || (a === other && b === lane));
  if (!pair || pair.verdict.kind === 'undecided') return null;
  return (pair.verdict.leader === 0) === (pair.a === lane) ? pair.verdict.kind : null;
}

/** How far ahead: 0.3 points lower, 200 steps fewer. */
const by = (difference: number, metric: Metric): string =>
  differenceText(Math.abs(difference), metric).replace('+', '');

const unsigned = ([from, to]: readonly [number, number], metric: Metric): string => {
  // A lead in loss or steps is below 0; told as how much, from the smaller to the larger.
  const ends: [number, number] = from + to < 0 ? [0 - to, 0 - from] : [from, to];
  return within(ends, metric);
};

function undecided(finding: Extract<Finding, { id: 'undecided' }>, { comparison, names }: Told): Said {
  const { lanes, over, seeds, needed } = finding;
  const [leader = 0, ...open] = lanes;
  const all = enumerated(lanes.map((lane) => names[lane]!));
  const behind = enumerated(over.map((lane) => names[lane]!));
  const shown = over.map((other) => lanes.map((lane) => leads(comparison, lane, other)));
  const together = over.length > 0 && shown.every((each) => each.every(Boolean));
  const apart = shown.every((each) => each.every((kind) => kind === 'apart'));
  const values = {
    leader: names[leader]!,
    open: enumerated(open.map((lane) => names[lane]!)),
    all,
    over: behind,
    n: seeds,
  };
  const head =
    over.length === 0 ? '' : t(together ? (apart ? 'finding.beat' : 'finding.lead') : 'finding.leads.some', values);
  const best = t(
    over.length === 0 ? 'finding.undecided' : together ? 'finding.undecided.among' : 'finding.undecided.rest',
    values,
  );
  const note =
    needed === null
      ? ''
      : needed > MAX_SEEDS
        ? t('finding.needs.many', { n: MAX_SEEDS })
        : t('finding.needs', { ...values, n: needed });
  return {
    sentence: sentences(head, best),
    note,
    seeds: needed !== null && needed <= MAX_SEEDS ? roundSeeds(needed) : null,
  };
}

/** The sentence of a finding, what it rests on, and how many seeds would tell more. */
export function sayFinding(finding: Finding, told: Told): Said {
  const { comparison, names, target } = told;
  const { metric } = finding;
  const plain = (sentence: string, note = ''): Said => ({ sentence, note, seeds: null });
  switch (finding.id) {
    case 'nothing':
      return plain('');
    case 'one-seed':
      return { sentence: t('finding.one-seed'), note: '', seeds: 10 };
    case 'all-censored':
      return plain(t(metric === 'steps' || metric === 'millis' ? 'finding.never' : 'finding.diverged', { target }));
    case 'alone': {
      const { median, q1, q3 } = comparison.lanes[finding.lane]!;
      const values = { name: names[finding.lane]!, value: valueText(median.value, metric), n: finding.runs };
      if (finding.runs === 1 || q1 === null || q3 === null)
        return { sentence: t('finding.alone.one', values), note: '', seeds: 10 };
      return plain(t('finding.alone', { ...values, half: rangeText([q1, q3], metric) }));
    }
    case 'tied':
      return plain(t('finding.tied', { n: finding.seeds }));
    case 'undecided':
      return undecided(finding, told);
    default: {
      const { lane, over, nearest, probability, difference, differenceInterval, id } = finding;
      const others = over.length > 1 && over.length === comparison.lanes.filter(({ runs }) => runs > 0).length - 1;
      const values = {
        name: names[lane]!,
        over: others && over.length > 2 ? t('finding.others') : enumerated(over.map((other) => names[other]!)),
        nearest: names[nearest]!,
        chance: chanceText(probability),
        difference: by(difference, metric),
        between: unsigned(differenceInterval, metric),
      };
      const finite = Number.isFinite(difference) && differenceInterval.every(Number.isFinite);
      // Of two lanes nothing needs to be called the nearest.
      const which = id === 'apart' && over.length === 1 ? 'apart.pair' : id;
      const note = finite ? t(`finding.${which}.note.${wordsOf(metric)}`, values) : t('finding.note.chance', values);
      return plain(t(`finding.${id}`, values), note);
    }
  }
}
