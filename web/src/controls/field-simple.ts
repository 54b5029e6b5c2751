import { html, type nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { tidied } from '../core/lane-name.ts';
import { said } from '../toolkit/i18n.ts';
import { Entry } from './entry.ts';
import { FieldControl } from './field-base.ts';

class ToggleControl extends FieldControl {
  protected control(describedBy: string | typeof nothing): TemplateResult {
    return html`<input id=${this.base} type="checkbox" .checked=${this.value === true} aria-describedby=${describedBy}
      @change=${(event: Event) => this.accept((event.target as HTMLInputElement).checked)}>`;
  }
}

class ChoiceControl extends FieldControl {
  /** A choice that came to nothing is undone. */
  override updated(): void {
    this.querySelector('select')!.value = String(this.value);
  }

  protected control(describedBy: string | typeof nothing): TemplateResult {
    return html`<select id=${this.base} aria-describedby=${describedBy}
      @change=${(event: Event) => this.accept((event.target as HTMLSelectElement).value)}>${this.field.choices?.map(
        ({ id, name }) => html`<option value=${id} ?selected=${id === this.value}>${said(name)}</option>`,
      )}</select>`;
  }
}

class TextControl extends FieldControl {
  readonly #entry = new Entry<string>(
    () => String(this.value),
    (text) => ({ value: tidied(text) }),
    (value) => value,
  );
  protected override readonly entries = [this.#entry];

  protected control(describedBy: string | typeof nothing): TemplateResult {
    return html`<input id=${this.base} class="text" type="text" autocomplete="off" spellcheck="false" .value=${live(this.#entry.text(this.full))}
      maxlength=${this.field.max ?? 1000} aria-invalid=${this.problem ? 'true' : 'false'} aria-describedby=${describedBy}
      @input=${this.read} @compositionend=${this.read}>`;
  }

  /** Letters that are still being composed are none yet. */
  private readonly read = (event: Event): void =>
    this.typed(
      this.#entry,
      (event.target as HTMLInputElement).value,
      (text) => text,
      (event as InputEvent).isComposing !== true,
    );
}

customElements.define('sidestep-field-toggle', ToggleControl);
customElements.define('sidestep-field-choice', ChoiceControl);
customElements.define('sidestep-field-text', TextControl);
