import { html, nothing, type TemplateResult } from 'lit';
import type { Field } from '../core/catalog.ts';
import { spansOf, TUNING_FIELDS, type Tuning } from '../experiment/tuning.ts';
import { redesign } from '../reader/design.ts';
import { laneNames } from '../reader/lane-names.ts';
import { StageElement } from '../reader/stage-element.ts';
import { isTested } from '../reader/traits.ts';
import { chosen } from '../toolkit/format.ts';
import { between, type Key, said, t } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { plainSymbol } from '../toolkit/symbol.ts';
import type { FieldChange } from './field-base.ts';
import { control } from './fields.ts';

const SLIDERS: Partial<Record<string, [number, number]>> = { trials: [2, 50], seeds: [1, 5] };

/** How all lanes are tuned: the same number of trials each, where, and by what. */
class TuningControl extends StageElement {
  override render(): TemplateResult | typeof nothing {
    const { stage } = this;
    const { config, catalog, design } = stage;
    const tune = design?.tune;
    if (!tune) return nothing;
    const names = laneNames(stage);
    const taken = design.axes.flat().map(({ at }) => at);
    return html`<section class="tuning-control" role=${this.partRole} aria-label=${t('tune.title')}>
      <h2>${t('tune.title')} <span class="aside">${t('tune.all', { n: config.lanes.length })}</span>
        <button type="button" class="quiet" aria-label=${t('tune.drop')} title=${t('tune.drop')} @click=${this.#drop}>${icons.cross}</button></h2>
      <div class="fields" @field-change=${this.#set}>${this.#fields().map((field) => control(field, tune[field.id as 'trials']))}</div>
      <p class="doc">${t(tune.trials < 10 ? 'tune.few' : tune.trials < 25 ? 'tune.some' : 'tune.many')}${between()}${t('tune.chosen', { n: tune.seeds })}</p>
      <dl class="tuning-spans">${config.lanes.map((_, lane) => {
        const spans = spansOf(config, lane, tune, catalog, taken);
        return html`<div><dt>${names[lane]}</dt><dd translate="no">${spans.map(({ at, from, to }) => `${this.#symbol(at)} ${chosen(from)} … ${chosen(to)}`).join(' · ') || '–'}</dd></div>`;
      })}</dl>
    </section>`;
  }

  #symbol(at: string): string {
    const { stage } = this;
    const [, lane, id] = at.split('.');
    const field = stage.optimizer(stage.config.lanes[Number(lane)]!).fields.find((it) => it.id === id);
    return field ? plainSymbol(field.symbol) || said(field.name) : String(id);
  }

  /** Words for the fields that a link has. What is chosen by accuracy needs tests. */
  #fields(): Field[] {
    const word = (key: string) => ({ en: t(key as Key), zh: t(key as Key) });
    return TUNING_FIELDS.filter(({ id }) => id !== 'by' || isTested(this.stage.problem)).map((field) => ({
      ...field,
      name: word(`tune.${field.id}`),
      ...(SLIDERS[field.id] && { slider: SLIDERS[field.id]! }),
      ...(field.choices && { choices: field.choices.map(({ id }) => ({ id, name: word(`tune.${field.id}.${id}`) })) }),
    }));
  }

  readonly #set = ({ field, value }: FieldChange): void =>
    void redesign(this.stage, ({ tune }) => ({ tune: { ...tune!, [field.id]: value } as Tuning }));

  readonly #drop = (): void => void redesign(this.stage, () => ({ tune: undefined as never }));
}

customElements.define('sidestep-budget', TuningControl);
