import { html, nothing, type TemplateResult } from 'lit';
import sheet from '../../../styles/network.css?inline';
import { explainCatalog } from '../../reader/explain.ts';
import type { Stage } from '../../reader/stage.ts';
import { StageElement } from '../../reader/stage-element.ts';
import { adopt } from '../../toolkit/adopt.ts';
import { count } from '../../toolkit/format.ts';
import { between, t } from '../../toolkit/i18n.ts';
import './confusion.ts';
import './draw.ts';
import './gates.ts';
import './items.ts';
import './layers.ts';
import { Sight } from './sight.ts';
import './weights.ts';
import { finding, findingOfNumbers, itemsWord } from './words.ts';

type Part = (stage: Stage) => TemplateResult;

const items: Part = (stage) => html`<sidestep-network-items .stage=${stage}></sidestep-network-items>`;
const confusion: Part = (stage) => html`<sidestep-network-confusion .stage=${stage}></sidestep-network-confusion>`;
const told: Part = (stage) => html`<sidestep-network-finding .stage=${stage}></sidestep-network-finding>`;

/** What is shown by the name of a view: of the one that has all of them, this. */
const both: Part = (stage) => html`${told(stage)}<div class="net-beside">${items(stage)}${confusion(stage)}</div>`;

/** Of the others. */
const PARTS: Readonly<Record<string, Part>> = {
  items: (stage) => html`${told(stage)}${items(stage)}`,
  confusion,
  weights: (stage) => html`<sidestep-network-weights .stage=${stage}></sidestep-network-weights>`,
  gates: (stage) => html`<sidestep-network-gates .stage=${stage}></sidestep-network-gates>`,
  layers: (stage) => html`<sidestep-network-layers .stage=${stage}></sidestep-network-layers>`,
  draw: (stage) => html`<sidestep-network-draw .stage=${stage}></sidestep-network-draw>`,
};

/** What a network makes of its data, or a part of that by the name of its view. */
class NetworkView extends StageElement {
  static override properties = { ...StageElement.properties, shows: { attribute: false } };
  declare shows: string;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    explainCatalog(stage.catalog).catch(() => {}); // which has the words for items and classes; else they are numbers
  }

  protected override placed(): void {
    super.placed();
    adopt(this, sheet);
  }

  override render(): TemplateResult {
    const to = (name: string) => () => this.querySelector<HTMLElement>(name)?.focus();
    return html`<div class="net-view" @to-confusion=${to('sidestep-network-confusion')} @to-items=${to('.net-pick[tabindex="0"]')}>${(PARTS[this.shows] ?? both)(this.stage)}</div>`;
  }
}

/** What the answers come to, in a sentence, and what was measured. */
class NetworkFinding extends StageElement {
  #sight!: Sight;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.#sight = Sight.of(stage);
    const renew = (): void => this.requestUpdate();
    this.own(this.#sight.join(), this.#sight.on('answers', renew), stage.on('numbers', renew));
  }

  override render(): TemplateResult | typeof nothing {
    const sight = this.#sight;
    if (!sight) return nothing;
    const { stage } = this;
    const step = sight.step ?? stage.at;
    const of = String(stage.config.problem.testOn) === 'validation' ? 'validation' : 'test';
    const values = { items: itemsWord(stage), step: count(step) };
    return html`<div class="finding" aria-live=${stage.playing ? 'off' : 'polite'}>
      <p class="finding-sentence">${step === 0 ? t('network.finding.start') : sight.numbers ? findingOfNumbers(sight) : finding(sight)}</p>
      <p class="doc">${t(`network.measured.${of}`, values)}${between()}${t(sight.numbers ? 'network.measured.errors' : 'network.measured.order')}</p>
    </div>`;
  }
}

customElements.define('sidestep-network-finding', NetworkFinding);
customElements.define('sidestep-network', NetworkView);
