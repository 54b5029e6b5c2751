import { html, nothing, type TemplateResult } from 'lit';
import { redesign } from '../../reader/design.ts';
import { absent, isAbsent } from '../../reader/own.ts';
import type { Stage } from '../../reader/stage.ts';
import { MOST_RUNS } from '../../reader/study.ts';
import { told } from '../../reader/told.ts';
import { count } from '../../toolkit/format.ts';
import { t } from '../../toolkit/i18n.ts';
import * as icons from '../../toolkit/icons.ts';
import { duration } from './duration.ts';
import { StudyElement } from './study-element.ts';

const SECOND = 1000;

/** As how many values each range could have at most, where all have as many, so that a page takes all runs. */
function fitting(runs: number, sizes: readonly number[]): number {
  const others = runs / sizes.reduce((product, size) => product * size, 1);
  return Math.floor((MOST_RUNS / others) ** (1 / Math.max(1, sizes.length)));
}

/** How an experiment goes: run, pause, cancel; how many runs there are, and how long the rest takes. */
class ExperimentBar extends StudyElement {
  protected override attach(stage: Stage): void {
    super.attach(stage);
    const timer = setInterval(() => this.study?.running && this.requestUpdate(), SECOND);
    this.own(() => clearInterval(timer));
  }

  override render(): TemplateResult {
    const { study } = this;
    const { status, results } = study;
    const { count: made, total } = results;
    const going = status === 'running';
    const label = t(going ? 'experiment.pause' : made > 0 && made < total ? 'experiment.goOn' : 'experiment.run');
    return html`<div class="transport experiment-bar" role="group" aria-label=${t('experiment.progress')}>
      <span class="buttons">
        <button type="button" class="play" aria-keyshortcuts="Space" title=${label} aria-label=${label}
          ?disabled=${status === 'finished' || status === 'refused'} @click=${() => study.toggle()}>${going ? icons.pause : icons.play}</button>
        <button type="button" class="quiet" title=${t('experiment.cancel')} aria-label=${t('experiment.cancel')}
          ?disabled=${!going && status !== 'paused'} @click=${() => study.cancel()}>${icons.cross}</button>
      </span>
      <span class="counter" translate="no"><span class="counter-now">${count(made)}</span><span class="counter-all"> / ${t('experiment.runs', { n: count(total) })}${this.#remark()}</span></span>
      <span class="experiment-time">${this.#time()}</span>
      <progress max=${total} .value=${made} aria-label=${t('experiment.progress')}></progress>
    </div>${this.#note()}`;
  }

  #remark(): string {
    const { status, results } = this.study;
    const { diverged } = results;
    return [
      ...(status === 'cancelled' ? [t('experiment.cancelled')] : []),
      ...(status === 'paused' ? [t('experiment.paused')] : []),
      ...(diverged > 0 ? [t('experiment.diverged', { n: count(diverged) })] : []),
    ]
      .map((text) => t('experiment.remark', { text }))
      .join('');
  }

  #time(): string {
    const { study } = this;
    const { status, workers, loading } = study;
    const cores = t(workers === 1 ? 'experiment.core' : 'experiment.cores', { n: workers });
    if (loading) return t('experiment.loading');
    if (status === 'finished')
      return study.spent > 0 ? t('experiment.took', { time: duration(study.spent), cores }) : '';
    const time = duration(study.left);
    return status === 'running' ? t('experiment.left', { time }) : t('experiment.about', { time, cores });
  }

  /** Too much for a page: fewer values, or other machines. */
  #refusal(): TemplateResult {
    const { study, stage } = this;
    const { results, experiment, left } = study;
    const { axes } = experiment;
    const each = fitting(
      results.total,
      axes.map((axis) => axis[0]!.values.length),
    );
    return html`<p class="experiment-note" role="alert"><strong>${t('experiment.many', { n: count(results.total), time: duration(left) })}</strong>
      ${t('experiment.limit', { n: count(MOST_RUNS) })}
      ${each > 1 ? html`<button type="button" class="text-button" @click=${() => redesign(stage, (design, { thinned }) => thinned(design, each, stage.config, stage.catalog))}>${t('experiment.fewer', { n: each })}</button>` : nothing}
      <button type="button" class="text-button" @click=${() => navigator.clipboard?.writeText(`npx sidestep-race sweep '${study.link}' --out runs.ndjson`)}>${t('experiment.command')}</button></p>`;
  }

  private readonly come = (): void => this.requestUpdate();

  /** What a reader has to know or to decide. */
  #note(): TemplateResult | typeof nothing {
    const { study } = this;
    const { error, status, kept, results } = study;
    if (status === 'failed' && error)
      return html`<p class="experiment-note bad" role="alert">${t('experiment.failed', { why: (isAbsent(error) && absent(this.stage)) || told(error, this.stage, this.come) })}
        <button type="button" class="text-button" @click=${() => study.start()}>${t('experiment.goOn')}</button></p>`;
    if (status === 'waiting' && kept > 0 && kept < results.total)
      return html`<p class="experiment-note">${t('experiment.kept', { n: count(kept), all: count(results.total) })}
        <button type="button" class="text-button" @click=${() => study.start()}>${t('experiment.goOn')}</button>
        <button type="button" class="text-button" @click=${() => void study.forget()}>${t('experiment.forget')}</button></p>`;
    if (status === 'refused') return this.#refusal();
    if (status === 'waiting' && !study.starting)
      return html`<p class="experiment-note">${t('experiment.waiting')}
        <button type="button" class="text-button" @click=${() => study.start()}>${t('experiment.run')}</button></p>`;
    const { checksum } = study;
    if (!checksum) return nothing;
    const published = this.stage.published;
    const says = published ? (published === checksum ? 'experiment.same' : 'experiment.other') : 'experiment.checksum';
    return html`<p class="experiment-note" role=${published ? 'status' : nothing}>${t(says, { sum: published ?? checksum })} <code class="checksum" translate="no">${checksum}</code>
      <button type="button" class="text-button" @click=${() => void study.forget()}>${t('experiment.again')}</button></p>`;
  }
}

customElements.define('sidestep-experiment-bar', ExperimentBar);
