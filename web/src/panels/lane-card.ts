import { html, nothing, type TemplateResult } from 'lit';
import type { FieldChange, FieldRange, FieldTwin } from '../controls/field-base.ts';
import { type LaneConfig, MAX_LANES } from '../core/config.ts';
import { tidied, withName } from '../core/lane-name.ts';
import type { LaneView } from '../engine/race.ts';
import { laneNameParts } from '../reader/lane-names.ts';
import { laneStatus, troubled } from '../reader/lane-status.ts';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { underWay } from '../reader/under-way.ts';
import { fixed } from '../toolkit/format.ts';
import { t } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import { COLOURS } from '../toolkit/palette.ts';
import { isSeen, watchSight } from '../toolkit/sight.ts';
import { swatch } from '../toolkit/swatch.ts';
import { write } from '../toolkit/translated.ts';
import { LaneAction } from './lane-action.ts';
import { withSymbols } from './lane-symbols.ts';
import { beginRange, rangedControl } from './ranged.ts';

/** Nothing changes on the way before the first step. */
const changes = lazyModule('lanes.title', () => import('./lane-changes.ts'), 'later');

const more = lazyModule('lanes.title', () => import('./lane-more.ts'), 'later');

/** What settings change, against another lane: there is nothing to say of it before the first step. */
let twins: typeof import('./lane-twin.ts') | undefined;
const twinModule = lazyModule(
  'lanes.title',
  async () => {
    twins ??= await import('./lane-twin.ts');
  },
  'later',
);

/** One lane: its line, name and loss, its first hyper-parameter, and when opened all of them with the formula. */
class LaneCard extends StageElement {
  static override properties = { index: { type: Number }, open: { state: true } };
  declare index: number;
  declare open: boolean;
  #asked = false;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    let { against } = stage.view;
    void underWay(stage).then(() => stage.modules.bring(changes));
    const refresh = (): void => this.inItsLanguage(() => this.refresh());
    this.own(
      stage.on('numbers', refresh),
      watchSight(this, refresh),
      stage.on('session', () => {
        if (stage.view.against !== against) this.requestUpdate();
        ({ against } = stage.view);
      }),
    );
  }

  private get lane(): LaneConfig | undefined {
    return this.stage.config.lanes[this.index];
  }

  /** What changes all the time is written straight, without rendering the controls again. */
  private refresh(): void {
    const view = this.stage.lanes[this.index];
    const status = this.querySelector('.lane-status');
    if (!view || !status) return;
    if (write(status, laneStatus(view))) this.classList.toggle('troubled', troubled(view));
    if (isSeen(this) || !this.stage.playing) this.#figures(view);
  }

  /** Each lays out and paints: of many lanes those that are seen have theirs. */
  #figures({ step, trace }: LaneView): void {
    const { stage, index } = this;
    const study = stage.experiments?.study;
    write(this.querySelector('.lane-loss')!, study?.endOf(index) ?? fixed(trace.last('loss')));
    this.#loadTwins(step);
    write(this.querySelector('.lane-twin')!, study?.tunedOf(index) || (twins?.laneTwin(stage, index) ?? ''));
  }

  /** Loads once, after the first step, what tells of twins. */
  #loadTwins(step: number): void {
    if (twins || this.#asked || step === 0 || this.index === 0) return;
    this.#asked = true;
    void underWay(this.stage).then(async () => {
      if ((await this.stage.modules.bring(twinModule)) && this.isConnected) this.inItsLanguage(() => this.refresh());
    });
  }

  override updated(): void {
    this.refresh();
  }

  override render(): TemplateResult | typeof nothing {
    const { lane, index, stage } = this;
    if (!lane) return nothing;
    const optimizer = stage.optimizer(lane);
    const parts = laneNameParts(stage)[index]!;
    const name = parts.said;
    const [main] = optimizer.fields;
    const full = stage.config.lanes.length >= MAX_LANES;
    const error = stage.lanes[index]?.error;
    const problem = (id: string) => (error?.at.endsWith(`.${id}`) ? error.message : undefined);
    return html`<div class="lane-card lane-${(stage.swatches[index] ?? index) % COLOURS}" role="group" aria-label=${name} @field-change=${this.set} @field-twin=${this.twin} @field-range=${this.range}>
      <div class="lane-head">
        <button type="button" class="lane-open" aria-expanded=${this.open ? 'true' : 'false'} @click=${this.toggle}>
          ${swatch(stage.swatches[index]!)}<span class="lane-name" translate="no" title=${withSymbols(parts.full, optimizer)}>${parts.name} <span class="lane-marks">${parts.marks}</span></span>${icons.chevron}
        </button>
        <span class="lane-loss" translate="no" title=${t('metric.loss')}></span>
        ${this.button('duplicate', icons.copy, name, full)} ${this.button('remove', icons.cross, name, stage.config.lanes.length < 2)}
      </div>
      ${main ? rangedControl(stage, `lanes.${index}.`, main, lane[main.id]!, { compact: true, problem: problem(main.id) }) : nothing}
      ${optimizer.needsObjective ? this.evaluationsMark() : nothing}
      <sidestep-lane-changes .stage=${stage} .index=${index}></sidestep-lane-changes>
      <p class="lane-status" role="status"></p>
      <p class="lane-twin"></p>
      ${this.open ? html`<sidestep-lane-more .stage=${stage} .index=${index}></sidestep-lane-more>` : nothing}
    </div>`;
  }

  private act(action: LaneAction['action'], config?: LaneConfig): void {
    this.dispatchEvent(new LaneAction(action, this.index, config));
  }

  private button(
    action: 'duplicate' | 'remove',
    icon: TemplateResult,
    name: string,
    disabled: boolean,
  ): TemplateResult {
    const label = t(`lane.${action}`, { name });
    return html`<button type="button" class="quiet" aria-label=${label} title=${label} ?disabled=${disabled}
      @click=${() => this.act(action)}>${icon}</button>`;
  }

  /** A step of this rule costs more than one of the others': the fair x axis is another. */
  private evaluationsMark(): TemplateResult {
    const { stage } = this;
    return html`<p class="lane-mark">${t('lane.fullBatch')}
      <button type="button" class="twin-chip" ?hidden=${stage.view.against === 'evaluations'}
        @click=${() => stage.look({ against: 'evaluations', chart: undefined })}>${t('lane.byEvaluations')}</button></p>`;
  }

  private readonly toggle = (): void => {
    this.open = !this.open;
    if (this.open) void this.stage.modules.bring(more);
  };

  /** The lane with a field changed. */
  private changed({ field, value }: FieldChange | FieldTwin): LaneConfig {
    return field.id === 'name' ? withName(this.lane!, tidied(String(value))) : { ...this.lane!, [field.id]: value };
  }

  private readonly set = (event: Event): void => {
    event.stopPropagation();
    this.act('become', this.changed(event as FieldChange));
  };

  private readonly range = (event: Event): void => {
    void beginRange(this.stage, `lanes.${this.index}.${(event as FieldRange).field.id}`);
  };

  private readonly twin = (event: Event): void => {
    event.stopPropagation();
    this.act('beside', withName(this.changed(event as FieldTwin), '')); // another lane than the one that was named
  };
}

customElements.define('sidestep-lane', LaneCard);
