import { html, type TemplateResult } from 'lit';
import { t } from '../ui/i18n.ts';
import { isTested } from '../ui/traits.ts';
import { type Axes, Curves } from './chart/curves.ts';
import { accuracies, progress } from './chart/quantities.ts';
import type { View } from './view.ts';

const quantity = accuracies[0]!;

/** The share of right answers on unseen data, wherever it was measured. */
class AccuracyCurves extends Curves {
  protected axes(): Axes {
    const { problem, config, prefs } = this.stage;
    const fitting = progress.filter((axis) => axis.fits(problem, config));
    const x = fitting.find(({ id }) => id === prefs.xAxis[problem.kind]) ?? fitting[0]!;
    return { y: quantity, x, logX: prefs.logX, logY: false, smooth: false, share: true };
  }

  override render(): TemplateResult {
    return html`<div class="curves" role="group" aria-label=${t('view.accuracy')}>
      <div class="chart-tools"><span class="chart-title">${t('view.accuracy')}</span>
        <span class="toggles"><button type="button" class="chip" ?hidden=${!this.zoomed()} @click=${() => this.whole()}>${t('curves.whole')}</button></span></div>
      <div class="chart" tabindex="0" role="application" aria-roledescription=${t('curves.role')} aria-label=${t('view.accuracy')}
        aria-description=${t('curves.help')} @keydown=${this.keys} @blur=${this.leave}></div>
      <div class="readout" translate="no" hidden aria-hidden="true"></div>
    </div>`;
  }
}

customElements.define('sidestep-accuracy-curves', AccuracyCurves);

export const accuracyCurves: View = {
  id: 'accuracy',
  title: 'view.accuracy',
  fits: isTested,
  render: (stage) => html`<sidestep-accuracy-curves .stage=${stage}></sidestep-accuracy-curves>`,
};
