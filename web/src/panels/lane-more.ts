import { html, nothing, type TemplateResult } from 'lit';
import { control, fieldGroups } from '../controls/fields.ts';
import type { Field } from '../core/catalog.ts';
import { type LaneConfig, MAX_LANES } from '../core/config.ts';
import { MAX_NAME, nameOf } from '../core/lane-name.ts';
import { StageElement } from '../reader/stage-element.ts';
import { said, t } from '../toolkit/i18n.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import { alternatives } from './conventions.ts';
import { LaneAction } from './lane-action.ts';
import { laneConventions } from './lane-conventions.ts';
import { laneFormula } from './lane-formula.ts';
import { proof } from './proof.ts';
import { rangedControl } from './ranged.ts';

const program = lazyModule('lane.code', () => import('./code.ts'));

const LANE_NAME: Field = {
  id: 'name',
  kind: 'text',
  name: { en: 'name', zh: '名称' },
  doc: {
    en: 'What the lane is called in legends, tables and exports, in place of its rule and settings.',
    zh: '赛道在图例、表格和导出中的名称，代替规则与设置。',
  },
  symbol: '',
  default: '',
  max: MAX_NAME,
};

/** What an opened lane shows: its rule with the source, and every setting. Loaded when the first one is opened. */
class LaneMore extends StageElement {
  static override properties = { index: { type: Number } };
  declare index: number;

  override render(): TemplateResult | typeof nothing {
    const { stage, index } = this;
    const lane = stage.config.lanes[index];
    if (!lane) return nothing;
    const optimizer = stage.optimizer(lane);
    const { doc, cite } = optimizer;
    const full = stage.config.lanes.length >= MAX_LANES;
    const error = stage.lanes[index]?.error;
    const act = (action: LaneAction['action']) => (config: LaneConfig) =>
      this.dispatchEvent(new LaneAction(action, index, config));
    return html`<div class="lane-more">
      <p class="doc">${said(doc)}</p>
      <div class="update-rule" translate="no" tabindex="0" role="group" aria-label=${t('lane.formula')}>${laneFormula(stage, lane)}</div>
      ${this.getRootNode() === document ? html`<p><button type="button" class="twin-chip lane-code" aria-haspopup="dialog" @click=${this.code}>${t('lane.code')}</button></p>` : nothing}
      ${cite ? html`<p class="cite"><a href=${cite.url} rel="noopener" target="_blank">${cite.text}</a></p>` : nothing}
      ${proof(optimizer, lane)}
      ${control(LANE_NAME, nameOf(lane))}
      ${fieldGroups(optimizer.fields.slice(1), (field) =>
        rangedControl(stage, `lanes.${index}.`, field, lane[field.id]!, {
          problem: error?.at.endsWith(`.${field.id}`) ? error.message : undefined,
          twins: full ? [] : alternatives(field, lane[field.id]!, optimizer),
        }),
      )}
      ${laneConventions(lane, optimizer, full, { use: act('become'), compare: act('beside') })}
    </div>`;
  }

  private readonly code = async (): Promise<void> => {
    const { stage, index } = this;
    if (await stage.modules.bring(program)) await (await program()).openCode(stage, index);
  };
}

customElements.define('sidestep-lane-more', LaneMore);
