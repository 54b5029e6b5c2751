import { html, type nothing, type TemplateResult } from 'lit';
import { parseNumber } from './check.ts';
import { FieldControl } from './field-base.ts';
import { plain } from './format.ts';
import { said, t } from './i18n.ts';

const axes = ['x', 'y', 'z'];

/** A point: one input for each coordinate. */
class VectorControl extends FieldControl {
  protected override readonly single = false;
  private readonly typed = new Map<number, string>();
  private readonly bad = new Set<number>();

  private get vector(): number[] {
    return Array.isArray(this.value) ? this.value : [];
  }

  protected control(describedBy: string | typeof nothing): TemplateResult {
    return html`<span class="vector" role="group" aria-labelledby="${this.base}-label">${this.vector.map(
      (x, i) => html`<input class="number" type="text" inputmode="decimal" autocomplete="off" spellcheck="false"
        aria-label="${said(this.field.name)} ${axes[i] ?? i + 1}" aria-describedby=${describedBy}
        aria-invalid=${this.bad.has(i) ? 'true' : 'false'} .value=${this.shown(i, x)}
        @input=${(event: Event) => this.read(i, (event.target as HTMLInputElement).value)} @blur=${() => this.settle(i)}>`,
    )}</span>`;
  }

  private shown(i: number, x: number): string {
    const text = this.typed.get(i);
    if (text === undefined) return plain(round(x));
    return this.bad.has(i) || Number(text) === x ? text : plain(round(x));
  }

  private read(i: number, text: string): void {
    const parsed = parseNumber(text, this.field);
    this.typed.set(i, text);
    if ('value' in parsed) {
      this.bad.delete(i);
      this.accept(this.vector.map((x, k) => (k === i ? parsed.value : x)));
    } else {
      this.bad.add(i);
      this.refuse(this.aloud(() => t(parsed.reason, parsed.values)));
    }
  }

  private settle(i: number): void {
    this.typed.delete(i);
    this.bad.delete(i);
    if (this.bad.size === 0) this.reason = '';
    this.requestUpdate();
  }
}

/** Points set by hand are rounded already; this hides only the noise of binary fractions. */
const round = (x: number): number => Number(x.toPrecision(12));

customElements.define('sidestep-field-vector', VectorControl);
