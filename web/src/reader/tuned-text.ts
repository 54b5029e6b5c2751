import type { Catalog } from '../core/catalog.ts';
import { settingsOf } from '../experiment/cells.ts';
import type { Results } from '../experiment/results.ts';
import { t } from '../toolkit/i18n.ts';
import { settingsText } from './settings-text.ts';

/** What a tuning has set for the reported runs of a lane of a cell, which is not what the controls show. Empty where nothing was tuned. */
export function tunedText(results: Results, lane: number, cell: number, catalog: Catalog): string {
  const { experiment, cells } = results;
  const own = settingsOf(experiment, cell);
  const set = Object.entries(results.of(lane, cell)[0]?.set ?? {}).filter(([at]) => !(at in own));
  if (!experiment.tune || set.length === 0) return '';
  const settings = settingsText(
    set.map(([at, value]) => ({ at, value })),
    results,
    catalog,
  );
  return t(cells > 1 ? 'tune.found.best' : 'tune.found', { settings });
}
