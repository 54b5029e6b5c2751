import { html, nothing, type TemplateResult } from 'lit';
import { ascending, interquartileMean, median, quantile } from '../../experiment/quantile.ts';
import type { Interval } from '../../experiment/resample.ts';
import type { Sample } from '../../experiment/sample.ts';
import { laneNameParts } from '../../reader/lane-names.ts';
import { t } from '../../toolkit/i18n.ts';
import { swatch } from '../../toolkit/swatch.ts';
import { type DotRow, dotsOf } from './dots.ts';
import { samplesIn } from './memo.ts';
import { rangeText, stepTime, valueText } from './numbers.ts';
import { PictureElement } from './picture-element.ts';

/** What the pictures show, in numbers. */
class ExperimentTable extends PictureElement {
  override render(): TemplateResult | typeof nothing {
    const { study, stage, target, cell } = this;
    if (!study || study.results.reported === 0) return nothing;
    const { results, choice } = study;
    const { measure } = choice;
    const samples = samplesIn(results, cell, measure);
    const means = dotsOf(samples, this.comparison, {
      of: (lane) => lane.iqm,
      plain: interquartileMean,
      strokes: false,
    }).rows;
    const reached =
      target === null
        ? null
        : samplesIn(results, cell, measure, { by: 'steps', target: { metric: measure, value: target } });
    const head = [
      t('compare.table.runs'),
      t('compare.table.median'),
      t('compare.table.half'),
      t('compare.iqm'),
      t('compare.table.interval'),
      ...(target === null ? [] : [t('compare.table.reached', { target: valueText(target, measure) })]),
      t('compare.diverged'),
      t('compare.table.millis'),
    ];
    const caption = t('compare.table', { what: t(`metric.${measure}`) });
    return html`<div class="table-scroll" tabindex="0" role="group" aria-label=${caption}><table class="live">
      <caption class="visually-hidden">${caption}</caption>
      <thead><tr><th scope="col">${t('table.lane')}</th>${head.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead>
      <tbody translate="no">${laneNameParts(this.stage).map(({ name, marks, full }, lane) => {
        const cells = this.#cells(samples[lane]!, means[lane]!, reached?.[lane]?.points);
        return html`<tr class=${study.choice.lane === lane ? 'leads' : ''} @pointerenter=${() => this.pointer.look({ lane, seed: null })} @pointerleave=${this.pointer.leave}>
          <th scope="row" title=${full}>${swatch(stage.swatches[lane]!)}<span>${name} <span class="lane-marks">${marks}</span></span></th>${cells.map((text) => html`<td>${text}</td>`)}</tr>`;
      })}</tbody></table></div>`;
  }

  #cells({ points }: Sample, mean: DotRow, reached: readonly { censored: boolean }[] | undefined): string[] {
    const { measure } = this.study.choice;
    const runs = this.runsOf(mean.lane);
    const ends = ascending(points.map(({ value }) => value));
    const diverged = runs.filter(({ status }) => status === 'diverged').length;
    const millis = median(ascending(runs.map(({ rows, final }) => rows.last('millis') / Math.max(1, final.step))));
    const half: Interval | null = points.length > 1 ? [quantile(ends, 0.25), quantile(ends, 0.75)] : null;
    return [
      String(runs.length),
      valueText(median(ends), measure),
      rangeText(half, measure),
      valueText(mean.value, measure),
      rangeText(mean.interval, measure),
      ...(reached
        ? [t('compare.of', { n: reached.filter(({ censored }) => !censored).length, of: reached.length })]
        : []),
      String(diverged),
      stepTime(millis),
    ];
  }
}

customElements.define('sidestep-experiment-table', ExperimentTable);
