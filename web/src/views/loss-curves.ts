import { html, nothing, type TemplateResult } from 'lit';
import { hasData } from '../reader/traits.ts';
import { type Key, t } from '../toolkit/i18n.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import { axesOf, progressOf, quantitiesOf, suitsLog } from './chart/chosen.ts';
import { type Axes, Curves } from './chart/curves.ts';
import type { Quantity } from './chart/quantities.ts';
import { coordinateRates } from './chart/rates.ts';
import type { View } from './view.ts';

/** What measures rates comes where somebody looks at them. */
let ask: typeof import('./chart/rates-ask.ts').askForRates | undefined;
const rates = lazyModule('view.curves', async () => {
  ask ??= (await import('./chart/rates-ask.ts')).askForRates;
});

/** Loss, gradient norm or accuracy of all lanes, against steps, evaluations, epochs or seconds. */
class LossCurves extends Curves {
  protected axes(): Axes {
    return axesOf(this.stage);
  }

  /** The rates of coordinates are not recorded: they are measured while they are looked at. */
  #askForRates(): void {
    if (!coordinateRates.includes(this.axes().y)) return;
    void this.stage.modules.bring(rates).then(() => ask?.(this.stage, () => this.redraw()));
  }

  override render(): TemplateResult {
    const { stage } = this;
    const { problem } = stage;
    const axes = this.axes();
    const suited = suitsLog(stage, axes.y);
    // What is as suits the problem is left out: links stay short.
    const scale = (log: boolean, own: boolean) => (log === own ? undefined : log ? 'log' : 'linear');
    return html`<div class="curves" role="group" aria-label=${t('view.curves')}>
      <div class="chart-tools">
        ${this.choices(t('curves.what'), quantitiesOf(stage), axes.y, (id) => stage.look({ quantity: id === 'loss' ? undefined : id, axis: undefined, chart: undefined }))}
        <span class="against">${this.choices(t('curves.against'), progressOf(stage), axes.x, (id) => stage.look({ against: id === 'step' ? undefined : id, chart: undefined }))}</span>
        <span class="toggles">
          ${!hasData(problem) || axes.y.id !== 'loss' ? '' : this.toggle('curves.smooth', axes.smooth, () => stage.look({ smooth: axes.smooth ? false : undefined }))}
          ${this.toggle('curves.logY', axes.logY, () => stage.look({ axis: scale(!axes.logY, suited) }), axes.share)}
          ${this.toggle('curves.logX', axes.logX, () => stage.look({ xaxis: scale(!axes.logX, false) }))}
          <button type="button" class="chip" ?hidden=${!this.zoomed()} @click=${() => this.whole()}>${t('curves.whole')}</button>
        </span>
      </div>
      <div class="chart" tabindex="0" role="application" aria-roledescription=${t('curves.role')} aria-label=${axes.y.label()}
        aria-description=${t('curves.help')} @keydown=${this.keys} @blur=${this.leave}></div>
      <div class="readout" translate="no" hidden aria-hidden="true"></div>
    </div>`;
  }

  /** On a phone the one that is chosen may be outside of the line. */
  override updated(): void {
    super.updated();
    for (const chosen of this.querySelectorAll<HTMLElement>('.choice[aria-pressed=true]:not(:first-child)'))
      chosen.parentElement!.scrollLeft = chosen.offsetLeft - chosen.parentElement!.offsetLeft - 24;
  }

  private choices(
    label: string,
    all: readonly Quantity[],
    now: Quantity,
    choose: (id: string) => void,
  ): TemplateResult {
    return html`<span class="choices" role="group" aria-label=${label}>${all.map(
      ({ id, label: text, doc }) =>
        html`<button type="button" class="choice" aria-pressed=${id === now.id ? 'true' : 'false'} title=${doc?.(this.stage) ?? nothing}
          @click=${() => choose(id)}>${text()}</button>`,
    )}</span>`;
  }

  private toggle(label: Key, on: boolean, act: () => void, disabled = false): TemplateResult {
    return html`<button type="button" class="chip" aria-pressed=${on ? 'true' : 'false'} ?disabled=${disabled} @click=${act}>${t(label)}</button>`;
  }

  protected override attach(stage: Parameters<Curves['attach']>[0]): void {
    super.attach(stage);
    let { view } = stage;
    let columns = '';
    this.own(
      stage.on('numbers', () => {
        const now = quantitiesOf(stage)
          .map(({ id }) => id)
          .join();
        if (now !== columns) this.requestUpdate();
        columns = now;
        this.#askForRates();
      }),
      stage.on('session', () => {
        if (stage.view !== view) {
          this.requestUpdate();
          this.#askForRates();
        }
        ({ view } = stage);
      }),
    );
  }
}

customElements.define('sidestep-loss-curves', LossCurves);

export const lossCurves: View = {
  id: 'curves',
  title: 'view.curves',
  fits: () => true,
  render: (stage) => html`<sidestep-loss-curves .stage=${stage}></sidestep-loss-curves>`,
};
