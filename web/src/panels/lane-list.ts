import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { MAX_LANES } from '../core/config.ts';
import { withName } from '../core/lane-name.ts';
import { redesign } from '../reader/design.ts';
import { withLane, withNewLane, withoutLane } from '../reader/edits.ts';
import { t } from '../toolkit/i18n.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import type { LaneAction } from './lane-action.ts';
import './lane-card.ts';
import { optimizerName } from '../reader/lane-names.ts';
import { swatchesWith, swatchesWithout } from '../reader/lane-swatches.ts';
import { StageElement } from '../reader/stage-element.ts';

const begin = lazyModule('settings.title', () => import('../reader/begin.ts'));

const tuning = lazyModule('lanes.tune', () => import('../controls/budget-control.ts'));

/** All lanes of the race, and the way to one more. */
class LaneList extends StageElement {
  override render(): TemplateResult {
    const { stage } = this;
    const { lanes } = stage.config;
    const full = lanes.length >= MAX_LANES;
    return html`<section role=${this.partRole} aria-label=${t('lanes.title')}>
      <h2>${t('lanes.title')} <span class="aside">${lanes.length}</span></h2>
      <ul class="lanes" @lane-action=${this.act}>
        ${repeat(
          lanes,
          (_, i) => stage.swatches[i],
          (_, i) => html`<li><sidestep-lane .stage=${stage} .index=${i}></sidestep-lane></li>`,
        )}
      </ul>
      <div class="lane-ways">
        <label class="add-lane">
          <span class="visually-hidden">${t('lanes.add')}</span>
          <select class="quiet-select" ?disabled=${full} @change=${this.add} title=${full ? t('lanes.full', { n: MAX_LANES }) : ''}>
            <option value="" selected>${full ? t('lanes.full', { n: MAX_LANES }) : `+ ${t('lanes.add')}`}</option>
            ${stage.catalog.optimizers.map((one) => html`<option value=${one.id}>${optimizerName(one)}</option>`)}
          </select>
        </label>
        ${stage.design?.tune ? '' : html`<button type="button" class="text-button" @click=${this.tune}>${t('lanes.tune')}</button>`}
      </div>
      ${stage.design?.tune ? this.tuning() : ''}
    </section>`;
  }

  private readonly add = async (event: Event): Promise<void> => {
    const { stage } = this;
    const select = event.target as HTMLSelectElement;
    const optimizer = stage.catalog.optimizers.find(({ id }) => id === select.value);
    select.value = '';
    if (!optimizer || !(await stage.modules.bring(begin))) return;
    const { laneOn } = await begin();
    const { config, swatches, catalog } = stage;
    if (config.lanes.length < MAX_LANES)
      stage.edit(
        withNewLane(config, laneOn(config.problem, optimizer.id, catalog)),
        swatchesWith(swatches, config.lanes.length),
      );
  };

  private tuning(): TemplateResult {
    void this.stage.modules.bring(tuning);
    return html`<sidestep-budget .stage=${this.stage}></sidestep-budget>`;
  }

  /** The same number of trials for every lane; what is found is reported on as many seeds as tell luck from skill. */
  private readonly tune = (): void =>
    void redesign(this.stage, ({ seeds }, { TUNING }) => ({ seeds: Math.max(seeds, 10), tune: TUNING }));

  private readonly act = (event: LaneAction): void => {
    const { stage } = this;
    const { config, swatches } = stage;
    const { action, lane } = event;
    if (action === 'become' && event.config) stage.edit(withLane(config, lane, event.config));
    if (action === 'remove' && config.lanes.length > 1)
      stage.edit(withoutLane(config, lane), swatchesWithout(swatches, lane));
    if ((action === 'duplicate' || action === 'beside') && config.lanes.length < MAX_LANES)
      stage.edit(
        withNewLane(config, event.config ?? withName(config.lanes[lane]!, ''), lane + 1),
        swatchesWith(swatches, lane + 1),
      );
  };
}

customElements.define('sidestep-lanes', LaneList);
