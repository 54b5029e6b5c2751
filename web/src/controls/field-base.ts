import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Field, Value } from '../core/catalog.ts';
import { sameValue } from '../core/value.ts';
import { StageElement } from '../reader/stage-element.ts';
import { caret } from '../toolkit/caret.ts';
import { chosen } from '../toolkit/format.ts';
import { labelled, said, t } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { math } from '../toolkit/math.ts';
import { reason } from '../toolkit/reasons.ts';
import type { AnyEntry, Entry } from './entry.ts';

/** A value in words. */
export const sayValue = (value: Value): string =>
  typeof value === 'boolean'
    ? t(value ? 'value.on' : 'value.off')
    : typeof value === 'number'
      ? chosen(value)
      : `${value}`;

/** The value of a control changed to a valid one. Who does not take it prevents the event's default. */
export class FieldChange extends Event {
  constructor(
    readonly field: Field,
    readonly value: Value,
  ) {
    super('field-change', { bubbles: true, cancelable: true });
  }
}

/** A range is wanted in place of the number. */
export class FieldRange extends Event {
  constructor(readonly field: Field) {
    super('field-range', { bubbles: true });
  }
}

/** The same lane with this value is wanted beside it. */
export class FieldTwin extends Event {
  constructor(
    readonly field: Field,
    readonly value: Value,
  ) {
    super('field-twin', { bubbles: true });
  }
}

/** What a field is, beside whose symbol there is no room for its name. */
export const named = ({ name, doc }: Field): string => (said(doc) ? labelled(said(name), said(doc)) : said(name));

let serial = 0;

/** What is typed into, letter by letter. */
const TYPED = 'input:not([type=checkbox], [type=range])';

/** A control made from a field of the catalog. Invalid input turns it red with the reason; the last good value stays. */
export abstract class FieldControl extends StageElement {
  static override properties = {
    field: { attribute: false },
    value: { attribute: false },
    compact: { type: Boolean },
    problem: { attribute: false },
    twins: { attribute: false },
    rangeable: { type: Boolean },
  };
  declare field: Field;
  declare value: Value;
  declare compact: boolean;
  /** What the race said about this value, though it looked valid. */
  declare problem: string | undefined;
  /** Values to compare this one with, each at a click. */
  declare twins: readonly Value[] | undefined;
  declare rangeable: boolean;
  protected reason = '';
  /** The texts of its inputs. */
  protected readonly entries: readonly AnyEntry[] = [];
  /** The input that has the focus and shows its value in full. */
  #entered: HTMLInputElement | undefined;
  protected readonly base = `f${++serial}`;

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('field') || (changed.has('value') && !sameValue(changed.get('value') as Value, this.value)))
      this.reason = '';
  }

  /** An input that says its value to the last digit. */
  protected get full(): boolean {
    return this.#entered !== undefined;
  }

  /** Whether there is text that is not the value: it is the field's own, to correct or to undo. */
  protected get isDraft(): boolean {
    return this.entries.some(({ isDraft }) => isDraft);
  }

  /** A text came into an entry; what can be read is the value from now on. */
  protected typed<T extends Value>(entry: Entry<T>, text: string, whole: (part: T) => Value, take = true): void {
    const parsed = entry.type(text, take);
    if (take && 'value' in parsed) this.accept(whole(parsed.value));
    else this.requestUpdate();
  }

  private readonly enter = ({ target }: Event): void => {
    const input = target as HTMLInputElement;
    if (!input.matches(TYPED)) return;
    const shown = input.value;
    this.#entered = input;
    this.requestUpdate();
    // Where the full value takes the place of a rounded one, what was selected is gone.
    void this.updateComplete.then(() => {
      if (this.#entered === input && input.value !== shown) input.select();
    });
    // A finger means the whole number, and hardly ever a place in it. The tap itself puts the caret somewhere first.
    if (matchMedia('(pointer: coarse)').matches) setTimeout(() => this.#entered === input && input.select());
  };

  private readonly leave = (): void => {
    this.#entered = undefined;
    for (const entry of this.entries) entry.leave();
    this.requestUpdate();
  };

  private readonly escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.isDraft) return;
    event.preventDefault();
    this.drop();
  };

  /** What is no value goes, and the value is on show again. */
  protected drop(): void {
    for (const entry of this.entries) entry.drop();
    this.reason = '';
    this.requestUpdate();
  }

  /** What a message about a text is about. */
  protected get text(): string {
    return String(this.value);
  }

  protected accept(value: Value): void {
    this.reason = '';
    this.requestUpdate();
    if (sameValue(value, this.value)) return;
    const before = this.value;
    this.value = value; // so that nothing is rendered meanwhile that is no longer so
    if (!this.dispatchEvent(new FieldChange(this.field, value))) this.value = before;
  }

  private get trouble(): string {
    const refusal = this.entries.map((entry) => entry.refusal).find((it) => it);
    if (!refusal) return this.reason || this.problem || '';
    const why = t(refusal.reason, refusal.values);
    return typeof this.value === 'number' ? t('invalid.stays', { why, value: sayValue(this.value) }) : why;
  }

  protected abstract control(describedBy: string | typeof nothing): TemplateResult;

  /** Whether the label names one native control; a group of several is named by aria-labelledby instead. */
  protected readonly single: boolean = true;

  override render(): TemplateResult {
    const { field, trouble } = this;
    const title = this.compact ? named(field) : said(field.doc);
    const name = html`${field.symbol ? html`<span class="symbol" translate="no">${math(field.symbol)}</span>` : nothing}<span
        class=${this.compact && field.symbol ? 'visually-hidden' : 'field-name'}>${said(field.name)}</span>`;
    return html`<div class="field ${trouble ? 'bad' : ''} ${this.compact ? 'compact' : ''}" data-field=${field.id} ?data-draft=${this.isDraft}
      @focusin=${this.enter} @focusout=${this.leave} @keydown=${this.escape}>
      ${
        this.single
          ? html`<label id="${this.base}-label" for=${this.base} title=${title}>${name}</label>`
          : html`<span class="label" id="${this.base}-label" title=${title}>${name}</span>`
      }
      ${this.control(trouble ? `${this.base}-why` : nothing)}
      ${this.compact ? nothing : this.resetButton()}
      ${this.rangeable ? this.rangeButton() : nothing}
      ${this.twins?.length ? this.twinButtons(this.twins) : nothing}
      ${trouble && field.kind === 'text' ? caret(this.text, trouble) : nothing}
      ${trouble ? html`<p class="why" id="${this.base}-why" role="alert">${reason(trouble)}</p>` : nothing}
    </div>`;
  }

  private twinButtons(twins: readonly Value[]): TemplateResult {
    const name = said(this.field.name);
    return html`<span class="twins">${twins.map((value) => {
      const label = t('field.twin', { name, value: sayValue(value) });
      return html`<button type="button" class="twin-chip" aria-label=${label} title=${label}
        @click=${() => this.dispatchEvent(new FieldTwin(this.field, value))}>${t('field.vs', { value: sayValue(value) })}</button>`;
    })}</span>`;
  }

  private rangeButton(): TemplateResult {
    const label = t('field.range', { name: said(this.field.name) });
    return html`<button type="button" class="quiet to-range" aria-label=${label} title=${label}
      @click=${() => this.dispatchEvent(new FieldRange(this.field))}>${icons.range}</button>`;
  }

  private resetButton(): TemplateResult {
    const same = sameValue(this.value, this.field.default) && !this.reason && !this.isDraft;
    const label = t('field.reset', { name: said(this.field.name) });
    return html`<button type="button" class="quiet reset" ?hidden=${same} aria-label=${label} title=${label}
      @click=${this.reset}>${icons.undo}</button>`;
  }

  private readonly reset = (): void => {
    this.drop();
    this.accept(this.field.default);
  };
}
