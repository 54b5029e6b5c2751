import { html, type nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { chosen, fitting, plain } from '../toolkit/format.ts';
import { said, t } from '../toolkit/i18n.ts';
import { STOPS, sliderOf } from '../toolkit/scale.ts';
import { parseNumber } from './check.ts';
import { Entry } from './entry.ts';
import { FieldControl } from './field-base.ts';

/** Characters for which a number's input has room. */
const ROOM = 8;

/** A real or an integer: a slider for the hand and an input for the exact number. */
class NumberControl extends FieldControl {
  readonly #entry = new Entry<number>(
    () => Number(this.value),
    (text) => parseNumber(text, this.field),
    (value, full) => (full || this.field.kind === 'integer' ? plain(value) : fitting(value, ROOM)),
  );
  protected override readonly entries = [this.#entry];

  protected control(describedBy: string | typeof nothing): TemplateResult {
    const value = Number(this.value);
    const slider = sliderOf(this.field);
    return html`${
      slider
        ? html`<input type="range" min="0" max=${STOPS} .value=${String(slider.position(value))}
            aria-label=${t('field.slider', { name: said(this.field.name) })} aria-valuetext=${chosen(value)}
            @pointerdown=${this.grab} @change=${this.grab} @input=${this.slide}>`
        : html`<span class="no-slider"></span>`
    }<input id=${this.base} class="number" type="text" inputmode="decimal" autocomplete="off" spellcheck="false" title=${plain(value)}
        .value=${live(this.#entry.text(this.full))} aria-invalid=${this.#entry.refusal || this.problem ? 'true' : 'false'}
        aria-describedby=${describedBy} @input=${this.read} @keydown=${this.nudge}>`;
  }

  /** The value between two stops at which the slider was taken hold of: dragged back, and taken back, it is that again. */
  #grabbed: number | null = null;

  private readonly grab = ({ type }: Event): void => {
    this.#grabbed = type === 'change' ? null : Number(this.value);
  };

  private readonly slide = (event: Event): void => {
    const slider = sliderOf(this.field)!;
    const at = Number((event.target as HTMLInputElement).value);
    const isBack = this.#grabbed !== null && slider.position(this.#grabbed) === at;
    this.accept(isBack ? this.#grabbed! : slider.value(at));
  };

  private readonly read = (event: Event): void =>
    this.typed(this.#entry, (event.target as HTMLInputElement).value, (value) => value);

  /** Arrow keys move the value by a stop or so of its slider, or by one. */
  private readonly nudge = (event: KeyboardEvent): void => {
    const way = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (way === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const slider = sliderOf(this.field);
    const value = Number(this.value);
    const parsed = parseNumber(
      String(slider ? slider.value(slider.position(value) + way * (event.shiftKey ? 20 : 4)) : value + way),
      this.field,
    );
    if ('value' in parsed) this.accept(parsed.value);
  };
}

customElements.define('sidestep-field-number', NumberControl);
