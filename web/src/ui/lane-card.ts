import { html, nothing, type TemplateResult } from 'lit';
import type { LaneConfig } from '../core/config.ts';
import type { FieldChange } from './field-base.ts';
import { control, fieldGroups } from './fields.ts';
import { fixed } from './format.ts';
import { said, t } from './i18n.ts';
import * as icons from './icons.ts';
import { laneNameParts } from './lane-names.ts';
import { laneStatus, troubled } from './lane-status.ts';
import { math } from './math.ts';
import { COLOURS } from './palette.ts';
import { Piece } from './piece.ts';
import type { Stage } from './stage.ts';
import { swatch } from './swatch.ts';

/** What the lane list is asked for. */
export class LaneAction extends Event {
  constructor(
    readonly action: 'duplicate' | 'remove' | 'set',
    readonly lane: number,
    readonly change?: FieldChange,
  ) {
    super('lane-action', { bubbles: true });
  }
}

/** One lane: its line, name and loss, its first hyper-parameter, and when opened all of them with the formula. */
class LaneCard extends Piece {
  static override properties = { index: { type: Number }, open: { state: true } };
  declare index: number;
  declare open: boolean;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.own(stage.on('numbers', () => this.refresh()));
  }

  private get lane(): LaneConfig | undefined {
    return this.stage.config.lanes[this.index];
  }

  /** The numbers change all the time: they are written straight, without rendering the controls again. */
  private refresh(): void {
    const view = this.stage.lanes[this.index];
    const loss = this.querySelector('.lane-loss');
    if (!view || !loss) return;
    const text = fixed(view.trace.last('loss'));
    if (loss.textContent !== text) loss.textContent = text;
    const status = this.querySelector('.lane-status')!;
    const says = laneStatus(view);
    if (status.textContent !== says) {
      status.textContent = says;
      this.classList.toggle('troubled', troubled(view));
    }
  }

  override updated(): void {
    this.refresh();
  }

  override render(): TemplateResult | typeof nothing {
    const { lane, index, stage } = this;
    if (!lane) return nothing;
    const optimizer = stage.optimizer(lane);
    const parts = laneNameParts(stage)[index]!;
    const name = parts.marks ? `${parts.name} ${parts.marks}` : parts.name;
    const [main, ...others] = optimizer.fields;
    const error = stage.lanes[index]?.error;
    const problem = (id: string) => (error?.at.endsWith(`.${id}`) ? error.message : undefined);
    return html`<div class="lane-card lane-${(stage.slots[index] ?? index) % COLOURS}" role="group" aria-label=${name} @field-change=${this.set}>
      <div class="lane-head">
        <button type="button" class="lane-open" aria-expanded=${this.open ? 'true' : 'false'} @click=${this.toggle}>
          ${swatch(stage.slots[index]!)}<span class="lane-name">${parts.name} <span class="lane-marks">${parts.marks}</span></span>${icons.chevron}
        </button>
        <span class="lane-loss" title=${t('metric.loss')}></span>
        ${this.act('duplicate', icons.copy, name)} ${this.act('remove', icons.cross, name, stage.config.lanes.length < 2)}
      </div>
      ${main ? control(main, lane[main.id]!, { compact: true, problem: problem(main.id) }) : nothing}
      <p class="lane-status" role="status"></p>
      ${
        this.open
          ? html`<div class="lane-more">
              <p class="doc">${said(optimizer.doc)}</p>
              <div class="update-rule" tabindex="0" role="group" aria-label=${t('lane.formula')}>${math(optimizer.tex)}</div>
              <p class="cite"><a href=${optimizer.cite.url} rel="noopener" target="_blank">${optimizer.cite.text}</a></p>
              ${fieldGroups(others, (field) => control(field, lane[field.id]!, { problem: problem(field.id) }))}
            </div>`
          : nothing
      }
    </div>`;
  }

  private act(action: 'duplicate' | 'remove', icon: TemplateResult, name: string, disabled = false): TemplateResult {
    const label = t(`lane.${action}`, { name });
    return html`<button type="button" class="quiet" aria-label=${label} title=${label} ?disabled=${disabled}
      @click=${() => this.dispatchEvent(new LaneAction(action, this.index))}>${icon}</button>`;
  }

  private readonly toggle = (): void => {
    this.open = !this.open;
  };

  private readonly set = (event: Event): void => {
    event.stopPropagation();
    this.dispatchEvent(new LaneAction('set', this.index, event as FieldChange));
  };
}

customElements.define('sidestep-lane', LaneCard);
