import { html, nothing, type TemplateResult } from 'lit';
import design from '../../../styles/design.css?inline';
import compare from '../../../styles/experiment.css?inline';
import sweep from '../../../styles/sweep.css?inline';
import type { Design } from '../../experiment/spec.ts';
import { experiments, redesign } from '../../reader/design.ts';
import type { Stage } from '../../reader/stage.ts';
import { StageElement } from '../../reader/stage-element.ts';
import type { Study } from '../../reader/study.ts';
import { adopt } from '../../toolkit/adopt.ts';
import { t } from '../../toolkit/i18n.ts';
import { shownViews } from '../shown.ts';
import './bands.ts';
import './bar.ts';
import './charts.ts';
import './finding.ts';
import './pairs.ts';
import './summary-table.ts';
import type { Wider } from './edge-warning.ts';
import './sweep-one.ts';
import './sweep-table.ts';
import './sweep-two.ts';
import './tuning.ts';

type Part = (stage: Stage, study: Study) => TemplateResult | typeof nothing;

const finding: Part = (stage, study) =>
  html`<sidestep-experiment-finding .stage=${stage} .study=${study}></sidestep-experiment-finding>`;
const bands: Part = (stage, study) =>
  html`<sidestep-experiment-bands .stage=${stage} .study=${study}></sidestep-experiment-bands>`;
const bar: Part = (stage, study) =>
  html`<sidestep-experiment-bar .stage=${stage} .study=${study}></sidestep-experiment-bar>`;
const charts =
  (only?: string): Part =>
  (stage, study) =>
    html`<sidestep-experiment-charts .stage=${stage} .study=${study} .only=${only}></sidestep-experiment-charts>`;
const pairs: Part = (stage, study) =>
  html`<sidestep-experiment-pairs .stage=${stage} .study=${study}></sidestep-experiment-pairs>`;
const table: Part = (stage, study) =>
  html`<sidestep-experiment-table .stage=${stage} .study=${study}></sidestep-experiment-table>`;
const sweeps: Part = (stage, study) =>
  study.experiment.axes.length === 1
    ? html`<sidestep-sweep-one .stage=${stage} .study=${study}></sidestep-sweep-one>`
    : html`<sidestep-sweep-two .stage=${stage} .study=${study}></sidestep-sweep-two>`;
const values: Part = (stage, study) =>
  html`<sidestep-sweep-table .stage=${stage} .study=${study}></sidestep-sweep-table>`;
/** While nothing is reported yet, the trials are what there is to see; then they stand below everything else. */
const tuning =
  (when: 'before' | 'after' | 'always'): Part =>
  (stage, study) =>
    study.experiment.tune
      ? html`<sidestep-experiment-tuning .stage=${stage} .study=${study} .when=${when}></sidestep-experiment-tuning>`
      : nothing;

/** What an experiment of one cell shows, and one of several, by the name of the view. A name that does not fit shows all. */
const ONE: Readonly<Record<string, readonly Part[]>> = {
  experiment: [tuning('before'), finding, bands, bar, charts(), pairs, table, tuning('after')],
  compare: [finding, bands, bar],
  speed: [charts('speed'), bar],
  final: [charts('outcome'), bar],
  stability: [charts('stability'), bar],
  pairs: [pairs, bar],
  tuning: [tuning('always'), bar],
};
const MANY: Readonly<Record<string, readonly Part[]>> = {
  experiment: [tuning('before'), sweeps, bar, values, tuning('after')],
  sweep: [sweeps, bar],
  tuning: [tuning('always'), bar],
};

/** Wider ranges of all places that move together, or wider spans of a tuning. */
function widened(
  now: Design,
  { places }: Wider,
  withRange: (design: Design, range: Wider['places'][number]) => Partial<Design>,
): Design {
  let design = now;
  for (const { at, from, to, ...counted } of places) {
    const { tune } = design;
    if (counted.in !== undefined) design = { ...design, ...withRange(design, { at, from, to, ...counted }) };
    else if (tune)
      design = {
        ...design,
        tune: { ...tune, spans: [...tune.spans.filter((span) => span.at !== at), { at, from, to }] },
      };
  }
  return design;
}

/** An experiment: what it shows, how it goes, and everything that came of it. Or one part of that, by the name of its view. */
class ExperimentView extends StageElement {
  static override properties = { ...StageElement.properties, shows: { attribute: false } };
  declare shows: string;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.own(
      stage.on('study', () => this.requestUpdate()),
      stage.on('numbers', () => this.requestUpdate()), // what is there decides what is shown
    );
    if (!stage.experiments) void this.#begin();
  }

  protected override placed(): void {
    super.placed();
    for (const css of [design, compare, sweep]) adopt(this, css);
  }

  async #begin(): Promise<void> {
    const { stage } = this;
    if (!(await stage.modules.bring(experiments))) return;
    await (await experiments()).Experiments.attach(stage);
    this.requestUpdate();
  }

  override render(): TemplateResult | typeof nothing {
    const { stage } = this;
    const study = stage.experiments?.study;
    if (!study) return nothing;
    const all = study.results.cells > 1 ? MANY : ONE;
    const whole = study.status === 'refused' ? [bar] : (all[this.shows] ?? all.experiment!);
    // Of several parts, the first has the bar of all.
    const [first] = shownViews(stage, stage.view.views);
    const parts = first?.id === this.shows ? whole : whole.filter((part) => part !== bar);
    if (parts.length === 0) return nothing;
    return html`<div class="experiment" role="group" aria-label=${t('experiment.title')} @more-seeds=${this.#seeds} @wider=${this.#wider}>
      ${parts.map((part) => part(stage, study))}
    </div>`;
  }

  readonly #seeds = ({ detail }: CustomEvent<number>): void => {
    void redesign(this.stage, () => ({ seeds: detail }));
  };

  readonly #wider = ({ detail }: CustomEvent<Wider>): void => {
    const { config, catalog } = this.stage;
    void redesign(this.stage, (now, { withRange }) =>
      widened(now, detail, (design, { at, from, to, in: count }) =>
        withRange(design, at, { from, to, count: count! }, config, catalog),
      ),
    );
  };
}

customElements.define('sidestep-experiment', ExperimentView);
