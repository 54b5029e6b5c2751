import type { Comparison } from '../../experiment/comparison.ts';
import { interquartileMean, median, spread } from '../../experiment/quantile.ts';
import { isShare } from '../../experiment/sample.ts';
import type { Study } from '../../reader/study.ts';
import { t } from '../../toolkit/i18n.ts';
import type { DotRow } from './dots.ts';
import { type Dots, dotsOf } from './dots.ts';
import { samplesIn } from './memo.ts';
import { valueText, widthText } from './numbers.ts';
import type { Unit } from './scale.ts';

export type ChartId = 'speed' | 'outcome' | 'stability';

/** A chart of the lanes: what it shows, and how that is said. */
export interface Chart {
  id: ChartId;
  title: string;
  /** Which number of each lane it is. */
  aside: string;
  dots: Dots;
  /** Of the axis. */
  unit: Unit;
  /** Where the target stands. */
  line: number | null;
  value(row: DotRow): string;
  /** At the end of a row. */
  note(row: DotRow): string;
  crossed(row: DotRow): boolean;
}

interface Asked {
  study: Study;
  cell: number;
  target: number | null;
  /** Whether the target is at rest: what is about speed takes long. */
  rests: boolean;
  /** More runs are to come: those that there are speak for themselves. */
  running: boolean;
  comparison: Comparison | null;
}

const gone = ({ gone, of }: DotRow): string => (gone > 0 ? t('compare.of', { n: gone, of }) : '');
const isGone = ({ gone }: DotRow): boolean => gone > 0;

export function speedChart({ study, cell, target, rests, running }: Asked): Chart | null {
  if (target === null) return null;
  const { measure, against } = study.choice;
  const by = against === 'seconds' ? 'millis' : 'steps';
  const samples = samplesIn(study.results, cell, measure, { by, target: { metric: measure, value: target } });
  const comparison = rests && !running ? study.comparison(by, cell, target) : null;
  const at = valueText(target, measure);
  return {
    id: 'speed',
    title: t('compare.speed'),
    aside: t('compare.speed.to', { target: at }),
    dots: dotsOf(samples, comparison, { of: (lane) => lane.median, plain: median, strokes: true }, [0]),
    unit: 'plain',
    line: null,
    value: ({ value }) => valueText(value, by),
    note: gone,
    crossed: () => false,
  };
}

export function outcomeChart({ study, cell, target, comparison }: Asked): Chart {
  const { measure } = study.choice;
  const samples = samplesIn(study.results, cell, measure);
  const statistic = { of: (lane) => lane.iqm, plain: interquartileMean, strokes: true } satisfies Parameters<
    typeof dotsOf
  >[2];
  return {
    id: 'outcome',
    title: t(`compare.${measure}`),
    aside: t('compare.iqm'),
    dots: dotsOf(samples, comparison, statistic),
    unit: isShare(measure) ? 'percent' : 'plain',
    line: target,
    value: ({ value }) => valueText(value, measure),
    note: gone,
    crossed: isGone,
  };
}

export function stabilityChart({ study, cell, comparison }: Asked): Chart {
  const { measure } = study.choice;
  const samples = samplesIn(study.results, cell, measure);
  const dots = dotsOf(samples, comparison, { of: (lane) => lane.spread, plain: spread, strokes: false }, [0]);
  return {
    id: 'stability',
    title: t('compare.stability'),
    aside: t(isShare(measure) ? 'compare.stability.points' : 'compare.stability.loss'),
    dots,
    unit: isShare(measure) ? 'points' : 'plain',
    line: null,
    value: ({ value }) => widthText(value, measure),
    note: ({ gone, of }) => (of > 0 ? t('compare.of', { n: gone, of }) : ''),
    crossed: isGone,
  };
}
