import { html, nothing, type TemplateResult } from 'lit';
import { sameValue } from '../core/value.ts';
import { type Key, t } from '../ui/i18n.ts';
import type { Stage } from '../ui/stage.ts';
import { hasData } from '../ui/traits.ts';
import { type Axes, Curves } from './chart/curves.ts';
import { accuracies, losses, ownQuantities, progress, type Quantity, rate } from './chart/quantities.ts';
import { askForRates, coordinateRates } from './chart/rates.ts';
import type { View } from './view.ts';

const chosen = (among: readonly Quantity[], { problem, config }: Stage, id: string | undefined): Quantity => {
  const fitting = among.filter((quantity) => quantity.fits(problem, config));
  return fitting.find((quantity) => quantity.id === id) ?? fitting[0]!;
};

/** Whether some lane's learning rate changes on the way. */
const scheduled = (stage: Stage): boolean =>
  stage.config.lanes.some((lane) =>
    stage.optimizer(lane).fields.some((f) => f.group === 'schedule' && !sameValue(lane[f.id]!, f.default)),
  );

/** Loss, gradient norm or accuracy of all lanes, against steps, evaluations, epochs or seconds. */
class LossCurves extends Curves {
  protected axes(): Axes {
    const { problem, prefs } = this.stage;
    const { kind } = problem;
    const y = chosen(this.quantities(), this.stage, prefs.metric[kind]);
    const share = accuracies.includes(y);
    return {
      y,
      x: chosen(progress, this.stage, prefs.xAxis[kind]),
      logX: prefs.logX,
      logY: !share && (prefs.logY ?? (problem.logLevels || y.id === 'gap' || coordinateRates.includes(y))),
      smooth: prefs.smooth && y.id === 'loss' && hasData(problem),
      share,
    };
  }

  /** The rates of coordinates are not recorded: they are measured while they are looked at. */
  #askForRates(): void {
    if (coordinateRates.includes(this.axes().y)) askForRates(this.stage, () => this.redraw());
  }

  private quantities(): readonly Quantity[] {
    const { lanes, problem } = this.stage;
    const own = ownQuantities(lanes[0]?.trace, problem);
    return [...losses, ...accuracies, ...own, ...coordinateRates, ...(scheduled(this.stage) ? [rate] : [])];
  }

  override render(): TemplateResult {
    const { stage } = this;
    const { problem, prefs } = stage;
    const axes = this.axes();
    const { kind } = problem;
    return html`<div class="curves" role="group" aria-label=${t('view.curves')}>
      <div class="chart-tools">
        ${this.choices(t('curves.what'), this.quantities(), axes.y, (id) => stage.prefer({ metric: { ...prefs.metric, [kind]: id } }))}
        <span class="against">${this.choices(t('curves.against'), progress, axes.x, (id) => stage.prefer({ xAxis: { ...prefs.xAxis, [kind]: id } }))}</span>
        <span class="toggles">
          ${!hasData(problem) || axes.y.id !== 'loss' ? '' : this.toggle('curves.smooth', axes.smooth, () => stage.prefer({ smooth: !axes.smooth }))}
          ${this.toggle('curves.logY', axes.logY, () => stage.prefer({ logY: !axes.logY }), axes.share)}
          ${this.toggle('curves.logX', axes.logX, () => stage.prefer({ logX: !axes.logX }))}
          <button type="button" class="chip" ?hidden=${!this.zoomed()} @click=${() => this.whole()}>${t('curves.whole')}</button>
        </span>
      </div>
      <div class="chart" tabindex="0" role="application" aria-roledescription=${t('curves.role')} aria-label=${axes.y.label()}
        aria-description=${t('curves.help')} @keydown=${this.keys} @blur=${this.leave}></div>
      <div class="readout" translate="no" hidden aria-hidden="true"></div>
    </div>`;
  }

  private choices(
    label: string,
    all: readonly Quantity[],
    now: Quantity,
    choose: (id: string) => void,
  ): TemplateResult {
    return html`<span class="choices" role="group" aria-label=${label}>${all
      .filter((quantity) => quantity.fits(this.stage.problem, this.stage.config))
      .map(
        ({ id, label: text, doc }) =>
          html`<button type="button" class="choice" aria-pressed=${id === now.id ? 'true' : 'false'} title=${doc?.() ?? nothing}
          @click=${() => choose(id)}>${text()}</button>`,
      )}</span>`;
  }

  private toggle(label: Key, on: boolean, act: () => void, disabled = false): TemplateResult {
    return html`<button type="button" class="chip" aria-pressed=${on ? 'true' : 'false'} ?disabled=${disabled} @click=${act}>${t(label)}</button>`;
  }

  protected override attach(stage: Parameters<Curves['attach']>[0]): void {
    super.attach(stage);
    let prefs = stage.prefs;
    let columns = '';
    this.own(
      stage.on('numbers', () => {
        const now = ownQuantities(stage.lanes[0]?.trace, stage.problem)
          .map(({ id }) => id)
          .join();
        if (now !== columns) this.requestUpdate();
        columns = now;
        this.#askForRates();
      }),
      stage.on('session', () => {
        if (stage.prefs !== prefs) {
          this.requestUpdate();
          this.#askForRates();
        }
        prefs = stage.prefs;
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
