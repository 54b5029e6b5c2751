import { html, type nothing, type TemplateResult } from 'lit';
import { parseNumber } from './check.ts';
import { FieldControl } from './field-base.ts';
import { num, plain } from './format.ts';
import { said, t } from './i18n.ts';
import { STOPS, sliderOf } from './scale.ts';

/** A real or an integer: a slider for the hand and an input for the exact number. */
class NumberControl extends FieldControl {
  protected control(describedBy: string | typeof nothing): TemplateResult {
    const value = Number(this.value);
    const slider = sliderOf(this.field);
    return html`${
      slider
        ? html`<input type="range" min="0" max=${STOPS} .value=${String(slider.position(value))}
            aria-label=${t('field.slider', { name: said(this.field.name) })} aria-valuetext=${num(value, 8)}
            @input=${(event: Event) => this.accept(slider.value(Number((event.target as HTMLInputElement).value)))}>`
        : html`<span class="no-slider"></span>`
    }<input id=${this.base} class="number" type="text" inputmode="decimal" autocomplete="off" spellcheck="false"
        .value=${this.shown(value)} aria-invalid=${this.reason || this.problem ? 'true' : 'false'}
        aria-describedby=${describedBy} @input=${this.read} @keydown=${this.nudge} @blur=${this.settle}>`;
  }

  private typed: string | undefined;

  /** What is being typed stays as typed, as long as it says the value or why it cannot. */
  private shown(value: number): string {
    if (this.typed === undefined) return plain(value);
    const parsed = parseNumber(this.typed, this.field);
    return 'value' in parsed && parsed.value !== value ? plain(value) : this.typed;
  }

  private readonly read = (event: Event): void => {
    const text = (event.target as HTMLInputElement).value;
    this.typed = text;
    const parsed = parseNumber(text, this.field);
    if ('value' in parsed) this.accept(parsed.value);
    else this.refuse(this.aloud(() => t(parsed.reason, parsed.values)));
  };

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

  /** Leaving a refused input brings the last good value back. */
  private readonly settle = (): void => {
    this.typed = undefined;
    this.reason = '';
    this.requestUpdate();
  };
}

customElements.define('sidestep-field-number', NumberControl);
