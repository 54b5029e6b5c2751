import { html, nothing, type TemplateResult } from 'lit';
import type { FieldChange } from '../controls/field-base.ts';
import { control } from '../controls/fields.ts';
import type { Field, Optimizer } from '../core/catalog.ts';
import { type Change, changesOf, laneAt, withChanges } from '../core/changes.ts';
import { type LaneConfig, MAX_LANES } from '../core/config.ts';
import { withName } from '../core/lane-name.ts';
import { sameValue } from '../core/value.ts';
import { branched, FromHere, withChangesOf } from '../reader/from-here.ts';
import { optimizerName } from '../reader/lane-names.ts';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { count } from '../toolkit/format.ts';
import { said, t } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { math } from '../toolkit/math.ts';
import { plainSymbol } from '../toolkit/symbol.ts';
import { LaneAction } from './lane-action.ts';

const branch = html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M4 14V2m0 9c0-5 2-7 8-7m0 0-2.5-2M12 4 9.5 6" /></svg>`;

/** What a lane does differently from a step on, and the ways to such changes: a setting that holds from here on, a branch. */
class LaneChanges extends StageElement {
  static override properties = { index: { type: Number } };
  declare index: number;
  /** Of changes by their steps: the settings that the reader has asked for. */
  readonly #open = new Map<number, string[]>();

  protected override attach(stage: Stage): void {
    super.attach(stage);
    const from = FromHere.of(stage);
    let shown = '';
    const look = (): void => {
      const { kept } = stage.race.lanes[this.index] ?? {};
      const now = `${this.#branchAt()} ${JSON.stringify(kept)} ${from.offer?.lane === this.index ? from.offer.at : ''}`;
      if (now !== shown) this.requestUpdate();
      shown = now;
    };
    this.own(stage.on('numbers', look), stage.on('rows', look));
  }

  /** The step in mid-race that is looked at, where a branch can begin; 0: none. */
  #branchAt(): number {
    const { at, config, playing } = this.stage;
    return !playing && at < config.steps && config.lanes.length < MAX_LANES ? at : 0;
  }

  override render(): TemplateResult | typeof nothing {
    const { stage, index } = this;
    const lane = stage.config.lanes[index];
    if (!lane) return nothing;
    const at = this.#branchAt();
    return html`${this.#offer()}
      ${changesOf(lane).map((change, i) => this.#change(lane, change, i))}
      ${at ? html`<button type="button" class="text-button branch" @click=${() => this.#branch(lane, at)}>${branch} ${t('change.branch', { step: count(at), symbol: this.#mainOf(lane, at) })}</button>` : nothing}`;
  }

  /** The symbol of what a branch has a tenth of. */
  #mainOf(lane: LaneConfig, at: number): string {
    const [main] = this.stage.optimizer(laneAt(lane, at)).fields;
    return main ? plainSymbol(main.symbol) : '';
  }

  #offer(): TemplateResult | typeof nothing {
    const from = FromHere.of(this.stage);
    const { offer, here } = from;
    if (offer?.lane !== this.index) return nothing;
    const choice = (is: boolean, text: string): TemplateResult =>
      html`<button type="button" class="choice" aria-pressed=${is === here} @click=${() => from.choose(is)}>${text}</button>`;
    return html`<span class="choices from-here" role="group" aria-label=${t('change.when')}>
      ${choice(false, t('change.fromStart'))} ${choice(true, t('change.fromHere', { step: count(offer.at) }))}
    </span>`;
  }

  #change(lane: LaneConfig, change: Change, i: number): TemplateResult {
    const { catalog, config } = this.stage;
    const before = changesOf(lane)
      .slice(0, i)
      .reduce((id, { optimizer }) => optimizer ?? id, lane.optimizer);
    const rule = this.stage.optimizer({ optimizer: change.optimizer ?? before });
    const held = laneAt(lane, change.at);
    const isTold = (field: Field): boolean =>
      this.#open.get(change.at)?.includes(field.id) ||
      (field.id in change &&
        (change.optimizer === undefined || field === rule.fields[0] || !sameValue(change[field.id]!, field.default)));
    const told = rule.fields.filter(isTold);
    const others = rule.fields.filter((field) => !told.includes(field));
    const set = (more: Record<string, unknown>): void => this.#set(lane, i, { ...change, ...more } as Change);
    return html`<fieldset class="change" @field-change=${(event: FieldChange) => {
      event.stopPropagation();
      set({ [event.field.id]: event.value });
    }}>
      <legend class="visually-hidden">${t('change.title', { step: count(change.at) })}</legend>
      <div class="change-head">
        <label>${t('change.from')} <input class="number" type="text" inputmode="numeric" .value=${String(change.at)}
          @change=${(event: Event) => this.#move(event.target as HTMLInputElement, lane, i)}></label>
        <select class="quiet-select" aria-label=${t('change.rule')} @change=${(event: Event) => this.#become(lane, i, (event.target as HTMLSelectElement).value, before)}>
          ${catalog.optimizers.map((one) => html`<option value=${one.id} ?selected=${one.id === rule.id}>${optimizerName(one)}</option>`)}
        </select>
        <button type="button" class="quiet" aria-label=${t('change.remove')} title=${t('change.remove')} @click=${() => this.#set(lane, i, null)}>${icons.cross}</button>
      </div>
      ${told.map((field) => control(field, held[field.id]!, { compact: true }))}
      <div class="change-more">
        <label><input type="checkbox" .checked=${change.fresh === true}
          @change=${(event: Event) => set({ fresh: (event.target as HTMLInputElement).checked || undefined })}> ${t('change.fresh')}</label>
        ${this.#add(others, change)}
      </div>
      ${change.optimizer === undefined || change.fresh ? nothing : this.#kept(rule, i)}
      ${change.at >= config.steps ? html`<p class="aside">${t('change.late')}</p>` : nothing}
    </fieldset>`;
  }

  /** What the next rule remembers of what the last one did. */
  #kept({ slots }: Optimizer, i: number): TemplateResult | typeof nothing {
    const kept = this.stage.race.lanes[this.index]?.kept?.[i];
    if (!kept) return nothing;
    const told = slots.filter(({ id }) => kept.includes(id));
    return html`<p class="aside">${t(told.length > 0 ? 'change.keeps' : 'change.anew')}${told.length > 0 ? ' ' : ''}${told.map(({ symbol }) => math(symbol))}</p>`;
  }

  /** Another setting, at first as it holds; it is the change's once it differs. */
  #add(others: readonly Field[], change: Change): TemplateResult {
    const add = (event: Event): void => {
      const select = event.target as HTMLSelectElement;
      this.#open.set(change.at, [...(this.#open.get(change.at) ?? []), select.value]);
      select.value = '';
      this.requestUpdate();
    };
    return html`<select class="quiet-select" aria-label=${t('change.add')} @change=${add}>
      <option value="" selected>+ ${t('change.add')}</option>
      ${others
        .filter(({ kind }) => kind !== 'vector' && kind !== 'text')
        .map((field) => html`<option value=${field.id}>${said(field.name)}</option>`)}
    </select>`;
  }

  #move(input: HTMLInputElement, lane: LaneConfig, i: number): void {
    const at = Math.round(Number(input.value));
    const change = changesOf(lane)[i]!;
    const taken = changesOf(lane).some((other) => other !== change && other.at === at);
    if (at >= 1 && at <= 1e7 && !taken) this.#set(lane, i, { ...change, at });
    else input.value = String(change.at);
  }

  #become(lane: LaneConfig, i: number, optimizer: string, before: string): void {
    const { at, fresh } = changesOf(lane)[i]!;
    const change = { at, ...(fresh && { fresh }), ...(optimizer !== before && { optimizer }) };
    const rates = this.stage.optimizer({ optimizer }).fields[0]!;
    // The same rule again would change nothing: it is as a branch begins.
    if (optimizer === before)
      this.#set(lane, i, { ...change, [rates.id]: Number(lane[rates.id] ?? rates.default) / 10 });
    else this.#set(lane, i, change);
  }

  /** Another change in the place of one, or none. */
  #set(lane: LaneConfig, i: number, change: Change | null): void {
    const changes = changesOf(lane).flatMap((old, k) => (k !== i ? [old] : change ? [change] : []));
    const next = withChangesOf(withChanges(lane, []), changes, this.stage.catalog);
    this.dispatchEvent(new LaneAction('become', this.index, next));
  }

  #branch(lane: LaneConfig, at: number): void {
    const next = withName(branched(lane, at, this.stage.catalog), '');
    this.dispatchEvent(new LaneAction('beside', this.index, next));
  }
}

customElements.define('sidestep-lane-changes', LaneChanges);
