import type { Study } from '../../reader/study.ts';
import { hasEpochs } from '../../reader/traits.ts';
import { count, num } from '../../toolkit/format.ts';
import { t } from '../../toolkit/i18n.ts';
import { progressAt } from './curves.ts';

/** What was measured, of how much, on how many seeds. */
export function measured({ stage, choice, results }: Study, cell: number): string {
  const { config, problem } = stage;
  const runs = config.lanes.map((_, lane) => results.of(lane, cell).length);
  const [least, most] = [Math.min(...runs.filter((n) => n > 0)), Math.max(...runs)];
  const epochs = progressAt('epoch', config, config.steps);
  const seeds = least < most ? 'finding.seeds.range' : most === 1 ? 'finding.seed' : 'finding.seeds';
  const length =
    hasEpochs(problem) && epochs >= 1
      ? t('finding.epochs', { n: num(epochs, 2) })
      : t('finding.steps', { n: count(config.steps) });
  return t(`finding.measured.${choice.measure}`, {
    length,
    seeds: t(seeds, { n: most, least, most }),
  });
}
