import { html, nothing, type TemplateResult } from 'lit';
import design from '../../../styles/design.css?inline';
import sheet from '../../../styles/experiment.css?inline';
import sweep from '../../../styles/sweep.css?inline';
import { experiments } from '../../reader/design.ts';
import type { Stage } from '../../reader/stage.ts';
import { StageElement } from '../../reader/stage-element.ts';
import type { Study } from '../../reader/study.ts';
import { adopt } from '../../toolkit/adopt.ts';
import { t } from '../../toolkit/i18n.ts';
import './bar.ts';
import './bands.ts';
import './charts.ts';
import './pairs.ts';
import './summary-table.ts';
import './sweep-one.ts';

/** An experiment: what it shows, how it goes, and everything that came of it. Or one part of that, by the name of its view. */
class ExperimentView extends StageElement {
  static override properties = { ...StageElement.properties, shows: { attribute: false } };
  declare shows: string;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.own(stage.on('study', () => this.requestUpdate()));
    if (!stage.experiments) void this.#begin();
  }

  protected override placed(): void {
    super.placed();
    for (const css of [design, sheet, sweep]) adopt(this, css);
  }

  async #begin(): Promise<void> {
    const { stage } = this;
    if (!(await stage.modules.bring(experiments))) return;
    await (await experiments()).Experiments.attach(stage);
    this.requestUpdate();
  }

  override render(): TemplateResult | typeof nothing {
    const study = this.stage.experiments?.study;
    if (!study) return nothing;
    return html`<div class="experiment" role="group" aria-label=${t('experiment.title')}>
      ${this.#main(study)}
      <sidestep-experiment-bar .stage=${this.stage} .study=${study}></sidestep-experiment-bar>
      ${this.#below(study)}
    </div>`;
  }

  /** The picture above the bar. */
  #main(study: Study): TemplateResult {
    const { stage } = this;
    return study.experiment.axes.length > 0
      ? html`<sidestep-sweep-one .stage=${stage} .study=${study}></sidestep-sweep-one>`
      : html`<sidestep-experiment-bands .stage=${stage} .study=${study}></sidestep-experiment-bands>`;
  }

  /** What follows from it, and its numbers. */
  #below(study: Study): TemplateResult | typeof nothing {
    const { stage } = this;
    if (study.experiment.axes.length > 0) return nothing;
    return html`<sidestep-experiment-charts .stage=${stage} .study=${study}></sidestep-experiment-charts>
      <sidestep-experiment-pairs .stage=${stage} .study=${study}></sidestep-experiment-pairs>
      <sidestep-experiment-table .stage=${stage} .study=${study}></sidestep-experiment-table>`;
  }
}

customElements.define('sidestep-experiment', ExperimentView);
