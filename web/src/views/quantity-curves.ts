import { html, type TemplateResult } from 'lit';
import type { Stage } from '../reader/stage.ts';
import { t } from '../toolkit/i18n.ts';
import { axesOf, quantitiesOf } from './chart/chosen.ts';
import { type Axes, Curves } from './chart/curves.ts';

/** One quantity of all lanes, whatever else is looked at. */
class QuantityCurves extends Curves {
  static override properties = { ...Curves.properties, quantity: {}, heading: {} };
  /** Its id, or several: the first one that the race has is shown. */
  declare quantity: string | readonly string[];
  /** What the first is called here, where that is more than its label. */
  declare heading: string | undefined;

  protected axes(): Axes {
    const ids = [this.quantity].flat();
    const all = quantitiesOf(this.stage, ids[0]);
    return axesOf(this.stage, ids.find((asked) => all.some(({ id }) => id === asked)) ?? ids[0]);
  }

  protected override attach(stage: Stage): void {
    super.attach(stage);
    let seen = '';
    this.own(
      stage.on('numbers', () => {
        const { id } = this.axes().y; // what a race measures is known once its lanes are made
        if (id !== seen) this.requestUpdate();
        seen = id;
      }),
    );
  }

  override render(): TemplateResult {
    const { y } = this.axes();
    const name = (y.id === [this.quantity].flat()[0] && this.heading) || y.label();
    return html`<div class="curves" role="group" aria-label=${name}>
      <div class="chart-tools"><span class="chart-title">${name}</span>
        <span class="toggles"><button type="button" class="chip" ?hidden=${!this.zoomed()} @click=${() => this.whole()}>${t('curves.whole')}</button></span></div>
      <div class="chart" tabindex="0" role="application" aria-roledescription=${t('curves.role')} aria-label=${name}
        aria-description=${t('curves.help')} @keydown=${this.keys} @blur=${this.leave}></div>
      <div class="readout" translate="no" hidden aria-hidden="true"></div>
    </div>`;
  }
}

customElements.define('sidestep-quantity-curves', QuantityCurves);
