import { ascending, quantile } from '../../experiment/quantile.ts';
import type { Result } from '../../experiment/results.ts';
import { type Measure, worstOf } from '../../experiment/sample.ts';
import { t } from '../../toolkit/i18n.ts';
import { rangeText, valueText } from './numbers.ts';
import type { Pointed } from './pointing.ts';

/** What a run ends with: a diverged one with the worst there is. */
export const endOf = ({ rows, status }: Result, measure: Measure): number =>
  status === 'diverged' ? worstOf(measure) : rows.last(measure);

/** What is looked at, in words: a run, or a lane in short. */
export function said({ lane, seed }: Pointed, name: string, runs: readonly Result[], measure: Measure): string {
  if (lane === null) return '';
  const run = runs.find((one) => one.seed === seed);
  if (run) {
    const value = run.status === 'diverged' ? t('compare.diverged') : valueText(endOf(run, measure), measure);
    return t('compare.said.run', { name, seed: run.seed, n: runs.indexOf(run) + 1, of: runs.length, value });
  }
  const ends = ascending(runs.map((one) => endOf(one, measure)).filter((end) => !Number.isNaN(end)));
  if (ends.length === 0) return t('compare.said.none', { name });
  const [q1, median, q3] = [0.25, 0.5, 0.75].map((p) => quantile(ends, p)) as [number, number, number];
  const what = t(`metric.${measure}`);
  return t('compare.said.lane', {
    name,
    what,
    n: ends.length,
    median: valueText(median, measure),
    half: rangeText([q1, q3], measure),
  });
}
