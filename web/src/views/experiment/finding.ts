import { html, nothing, type TemplateResult } from 'lit';
import type { Comparison } from '../../experiment/comparison.ts';
import { millisOf } from '../../experiment/cost.ts';
import { findingOf } from '../../experiment/finding.ts';
import { isShare } from '../../experiment/sample.ts';
import { sentences, t } from '../../toolkit/i18n.ts';
import { duration } from './duration.ts';
import { roundSeeds, type Said, sayFinding } from './finding-text.ts';
import { measured } from './measured.ts';
import { samplesIn } from './memo.ts';
import { valueText } from './numbers.ts';
import { PictureElement } from './picture-element.ts';
import { roundTarget } from './suggested-target.ts';

/** What an experiment shows, in one sentence, and what was measured. It waits until no more runs come. */
class ExperimentFinding extends PictureElement {
  protected override readonly points = false;
  override render(): TemplateResult | typeof nothing {
    const { study, cell } = this;
    if (!study) return nothing;
    const done = !this.running && study.results.reported > 0;
    const comparison = done ? this.comparison : null;
    const runs = comparison?.lanes.reduce((sum, lane) => sum + lane.runs + lane.missing, 0);
    const said = comparison && runs === this.#runs() ? this.#said(comparison) : null;
    const never = said ? this.#never() : nothing;
    return html`<div class="finding" role="status">
      <p class="finding-sentence">${said?.sentence ?? ''}</p>
      <p class="doc">${said ? sentences(measured(study, cell), said.note) : nothing}
        ${said?.seeds ? html`<button type="button" class="link-button" @click=${() => this.#more(said.seeds!)}>${t('finding.run', { n: said.seeds })}</button> <span data-aside>${this.#time(said.seeds)}</span>` : nothing}
        ${comparison && said ? sentences(...this.#remarks(comparison)) : nothing}
        ${never}</p>
    </div>`;
  }

  /** Where nothing is random, one run of each lane says it all: no statistics, and no need for more seeds. */
  #fixed(): Said | null {
    const { study, stage, names } = this;
    const { measure } = study.choice;
    const hashes = stage.race.lanes[0]?.hashes;
    const runs = names.map((_, lane) => this.runsOf(lane));
    const same = runs.every((own) => new Set(own.map((run) => run.checksum)).size === 1);
    const seeds = Math.min(...runs.map(({ length }) => length));
    if (!same || (seeds < 2 && (!hashes || hashes.order !== '' || hashes.noise !== ''))) return null;
    const ends = samplesIn(study.results, this.cell, measure).map(({ points }) => points[0]!.value);
    const best = isShare(measure) ? Math.max(...ends) : Math.min(...ends);
    const first = ends.indexOf(best);
    const leads = names.length > 1 && ends.every((end, lane) => lane === first || end !== best);
    const said = { name: names[first]!, value: valueText(best, measure) };
    return {
      sentence: Number.isFinite(best)
        ? t(leads ? 'finding.fixed.best' : names.length > 1 ? 'finding.fixed' : 'finding.fixed.alone', said)
        : t('finding.diverged'),
      note: t('finding.fixed.why'),
      seeds: null,
    };
  }

  #runs(): number {
    return this.stage.config.lanes.reduce((sum, _, lane) => sum + this.runsOf(lane).length, 0);
  }

  #said(comparison: Comparison): Said {
    const { choice, results } = this.study;
    const fixed = this.#fixed();
    if (fixed) return fixed;
    const target = valueText(this.target, choice.measure);
    const said = sayFinding(findingOf(comparison), { comparison, names: this.names, target });
    // More than there are: an experiment that was cancelled has seeds that it has not used.
    return said.seeds !== null && said.seeds <= results.seeds.length
      ? { ...said, seeds: roundSeeds(results.seeds.length + 1) }
      : said;
  }

  /** What a reader has to know of the runs. */
  #remarks({ lanes }: Comparison): string[] {
    const { names } = this;
    return [
      ...lanes.flatMap(({ diverged }, lane) =>
        diverged.count > 0 && diverged.count < diverged.of
          ? [t('finding.gone', { name: names[lane]!, n: diverged.count, of: diverged.of })]
          : [],
      ),
    ];
  }

  /** No run meets the target: a nearer one is offered. */
  #never(): TemplateResult | typeof nothing {
    const { study, target, cell } = this;
    const { measure } = study.choice;
    if (target === null) return nothing;
    const reached = samplesIn(study.results, cell, measure, {
      by: 'steps',
      target: { metric: measure, value: target },
    });
    if (reached.some(({ points }) => points.some(({ censored }) => !censored))) return nothing;
    const ends = samplesIn(study.results, cell, measure).flatMap(({ points }) =>
      points.filter(({ censored }) => !censored).map(({ value }) => value),
    );
    const nearer = roundTarget(ends, measure);
    if (nearer === null) return nothing;
    const best = isShare(measure) ? Math.max(...ends) : Math.min(...ends);
    const values = { target: valueText(target, measure), best: valueText(best, measure) };
    return html`${t('finding.never.best', values)}
      <button type="button" class="link-button" @click=${() => study.choose({ target: nearer })}>${t('finding.nearer', { target: valueText(nearer, measure) })}</button>`;
  }

  /** How long so many seeds would take, going by those that there are. */
  #time(seeds: number): string {
    const { study, stage } = this;
    const { lanes } = stage.config;
    const each =
      study.spent > 0
        ? study.spent / study.results.count
        : millisOf(study.experiment.config, 1, stage.catalog) / study.workers;
    return t('finding.takes', { time: duration(each * seeds * lanes.length * study.results.cells) });
  }

  #more(seeds: number): void {
    this.dispatchEvent(new CustomEvent('more-seeds', { detail: seeds, bubbles: true, composed: true }));
  }
}

customElements.define('sidestep-experiment-finding', ExperimentFinding);
