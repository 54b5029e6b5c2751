import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Field } from '../core/catalog.ts';
import { type Place, writeAxis } from '../experiment/axes.ts';
import { redesign } from '../reader/design.ts';
import { inAllLanes, placeAt, withoutRange, withRange } from '../reader/ranges.ts';
import { StageElement } from '../reader/stage-element.ts';
import { fitting, plain } from '../toolkit/format.ts';
import { type Key, said, t } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { math } from '../toolkit/math.ts';
import { reason } from '../toolkit/reasons.ts';
import { parseNumber } from './check.ts';
import { named } from './field-base.ts';

type End = 'from' | 'to' | 'count';

const COUNT: Field = { id: 'in', kind: 'integer', min: 2, max: 10_000 } as Field;

/** A range in place of a number: from, to, in how many; where a lane is tuned, from and to alone. */
class RangeControl extends StageElement {
  static override properties = {
    ...StageElement.properties,
    field: { attribute: false },
    at: { attribute: false },
    compact: { type: Boolean },
  };
  declare field: Field;
  /** The place in the config: `lanes.0.lr`, `problem.start.1`. */
  declare at: string;
  declare compact: boolean;
  #why = '';

  override render(): TemplateResult | typeof nothing {
    const { field, at, stage } = this;
    const design = stage.design;
    const place = design && placeAt(design, at);
    const span = design?.tune?.spans.find((it) => it.at === at);
    if (!design || (!place && !span)) return nothing;
    const [from, to] = place ? [place.values[0]!, place.values.at(-1)!] : [span!.from, span!.to];
    const name = said(field.name);
    const input = (end: End, value: number, label: string) =>
      html`<input class="number" type="text" inputmode="decimal" autocomplete="off" spellcheck="false" aria-label=${t(label as 'range.from', { name })}
        title=${plain(value)} .value=${live(fitting(value, 7))} @change=${(event: Event) => this.#set(end, event.target as HTMLInputElement)}>`;
    const listed = place && !isRange(place, field);
    return html`<div class="field range ${this.compact ? 'compact' : ''} ${this.#why ? 'bad' : ''}" data-range=${at}>
      <span class="label" title=${this.compact ? named(field) : said(field.doc)}>${field.symbol ? html`<span class="symbol" translate="no">${math(field.symbol)}</span>` : nothing}<span
        class=${this.compact && field.symbol ? 'visually-hidden' : 'field-name'}>${name}${/\.\d+$/.test(this.#elementOf()) ? html` <span translate="no">${'xyz'[Number(at.split('.').at(-1))] ?? ''}</span>` : nothing}</span></span>
      <span class="range-ends" role="group" aria-label=${t('range.of', { name })}>
        ${
          listed
            ? html`<span class="range-list" translate="no">${place.values.map(plain).join(' · ')}</span>`
            : html`${input('from', from, 'range.from')}<span>${t('range.to.word')}</span>${input('to', to, 'range.to')}`
        }
        ${place && !listed ? html`<span>${t('range.in')}</span>${input('count', place.values.length, 'range.count')}` : nothing}
      </span>
      <button type="button" class="quiet range-drop" aria-label=${t('range.drop', { name })} title=${t('range.drop', { name })} @click=${this.#drop}>${icons.cross}</button>
      ${place ? this.#offers(place) : nothing}
      ${this.#why ? html`<p class="why" role="alert">${this.#why}</p>` : nothing}
    </div>`;
  }

  /** What of the path belongs to an element of a vector. */
  #elementOf(): string {
    return this.field.kind === 'vector' ? this.at : '';
  }

  #offers({ at }: Place): TemplateResult | typeof nothing {
    const { stage } = this;
    if (!at.startsWith('lanes.') || stage.config.lanes.length < 2) return nothing;
    const design = stage.design!;
    const all = inAllLanes(design, at, stage.config, stage.catalog).axes ?? [];
    if (all.flat().length === design.axes.flat().length && sameValues(all.flat(), design.axes.flat())) return nothing;
    return html`<button type="button" class="twin-chip range-all" @click=${() => redesign(stage, (now) => inAllLanes(now, at, stage.config, stage.catalog))}>${t('range.all')}</button>`;
  }

  #set(end: End, input: HTMLInputElement): void {
    const { stage, at, field } = this;
    const { config, catalog } = stage;
    const scalar = field.kind === 'vector' ? { ...field, kind: 'real' as const } : field;
    const parsed = parseNumber(input.value, end === 'count' ? COUNT : scalar);
    if (!('value' in parsed)) {
      this.#refuse(t(parsed.reason, parsed.values));
      return;
    }
    const design = stage.design!;
    const place = placeAt(design, at);
    const span = design.tune?.spans.find((it) => it.at === at);
    const now = place
      ? { from: place.values[0]!, to: place.values.at(-1)!, count: place.values.length }
      : { from: span!.from, to: span!.to, count: 2 };
    const next = { ...now, [end]: parsed.value };
    const mistake = mistakeIn(next, scalar);
    if (mistake) {
      this.#refuse(t(mistake));
      return;
    }
    this.#why = '';
    void redesign(stage, (all) => {
      if (place) return withRange(all, at, next, config, catalog);
      const spans = all.tune!.spans.map((it) => (it.at === at ? { at, from: next.from, to: next.to } : it));
      return { tune: { ...all.tune!, spans } };
    }).then(() => this.requestUpdate());
  }

  #refuse(why: string): void {
    this.#why = reason(why);
    this.requestUpdate();
  }

  readonly #drop = (): void => {
    const { stage, at } = this;
    void redesign(stage, (design) => withoutRange(design, at));
  };
}

/** What is wrong with two ends on the field's scale. */
function mistakeIn({ from, to }: { from: number; to: number }, { scale }: Field): Key | null {
  if (from >= to) return 'range.order';
  if (scale === 'log' && from <= 0) return 'range.positive';
  return scale === 'oneMinus' && to >= 1 ? 'range.below' : null;
}

const isRange = ({ values }: Place, field: Field): boolean =>
  values.length === 2 ||
  writeAxis(values, field.kind === 'vector' ? { ...field, kind: 'real' } : field, String).includes(':');

const sameValues = (a: readonly Place[], b: readonly Place[]): boolean =>
  a.every(({ at, values }) => b.some((other) => other.at === at && other.values.join() === values.join()));

customElements.define('sidestep-range', RangeControl);
