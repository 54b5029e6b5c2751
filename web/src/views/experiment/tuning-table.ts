import { html, type TemplateResult } from 'lit';
import type { Catalog } from '../../core/catalog.ts';
import type { Results } from '../../experiment/results.ts';
import { settingsText } from '../../reader/settings-text.ts';
import { t } from '../../toolkit/i18n.ts';
import { swatch } from '../../toolkit/swatch.ts';
import { valueText } from './numbers.ts';
import { kindOf } from './tally.ts';
import type { LaneTuning } from './trials-data.ts';

/** What each lane's tuning came to. */
export function tuningTable(
  lanes: readonly LaneTuning[],
  names: readonly string[],
  swatches: readonly number[],
  results: Results,
  catalog: Catalog,
  label: string,
): TemplateResult {
  const { by } = results.experiment.tune!;
  const caption = t('tuning.table');
  const head = [
    t('table.lane'),
    t('tuning.table.best', { label }),
    t('tuning.table.at'),
    t('tuning.table.chosen'),
    t('tuning.table.lost'),
  ];
  return html`<div class="table-scroll" tabindex="0" role="group" aria-label=${caption}><table class="live">
    <caption class="visually-hidden">${caption}</caption>
    <thead><tr>${head.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead>
    <tbody translate="no">${lanes.map(({ lane, best, chosen, trials }) => {
      const lost = trials.filter(({ tally }) => kindOf(tally) === 'lost').length;
      const cells = [
        best ? valueText(best.best, by) : '–',
        best ? t('compare.of', { n: best.trial + 1, of: trials.length }) : '–',
        settingsText(chosen, results, catalog) || '–',
        t('compare.of', { n: lost, of: trials.length }),
      ];
      return html`<tr><th scope="row">${swatch(swatches[lane]!)}<span>${names[lane]!}</span></th>${cells.map((text) => html`<td>${text}</td>`)}</tr>`;
    })}</tbody></table></div>`;
}
