import { html, nothing, type TemplateResult } from 'lit';
import { readReference } from '../core/own.ts';
import { t } from '../toolkit/i18n.ts';
import { FieldControl } from './field-base.ts';

/** Which file of the reader's own the race learns from, and another one. */
class OwnField extends FieldControl {
  protected override readonly single = false;

  protected control(describedBy: string | typeof nothing): TemplateResult {
    const file = readReference(String(this.value));
    return html`<span class="own-field" role="group" aria-labelledby="${this.base}-label">
      ${file ? html`<span title=${file.hash}>${file.name}</span>` : nothing}
      <button type="button" class="text-button" aria-describedby=${describedBy}
        @click=${() => this.stage.emit('own', undefined)}>${t('own.choose')}</button></span>`;
  }
}

customElements.define('sidestep-own-field', OwnField);
