import { html, type nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { fitting, plain } from '../toolkit/format.ts';
import { said } from '../toolkit/i18n.ts';
import { parseNumber, parseNumbers } from './check.ts';
import { Entry } from './entry.ts';
import { FieldControl } from './field-base.ts';

const axes = ['x', 'y', 'z'];
/** Characters for which the input of a coordinate has room. */
const ROOM = 10;

/** A point: one input for each coordinate. */
class VectorControl extends FieldControl {
  protected override readonly single = false;
  protected override readonly entries: Entry<number>[] = [];

  private get vector(): number[] {
    return Array.isArray(this.value) ? this.value : [];
  }

  #entry(i: number): Entry<number> {
    this.entries[i] ??= new Entry(
      () => this.vector[i]!,
      (text) => parseNumber(text, this.field),
      (x, full) => (full ? plain(round(x)) : fitting(round(x), ROOM)),
    );
    return this.entries[i]!;
  }

  protected control(describedBy: string | typeof nothing): TemplateResult {
    return html`<span class="vector" role="group" aria-labelledby="${this.base}-label">${this.vector.map(
      (
        x,
        i,
      ) => html`<input class="number" type="text" inputmode="decimal" autocomplete="off" spellcheck="false" title=${plain(round(x))}
        aria-label="${said(this.field.name)} ${axes[i] ?? i + 1}" aria-describedby=${describedBy}
        aria-invalid=${this.#entry(i).refusal ? 'true' : 'false'} .value=${live(this.#entry(i).text(this.full))}
        @input=${(event: Event) => this.read(i, (event.target as HTMLInputElement).value)}>`,
    )}</span>`;
  }

  private read(i: number, text: string): void {
    this.typed(this.#entry(i), text, (value) => this.vector.map((x, k) => (k === i ? value : x)));
  }
}

/** A list whose length varies: its numbers in one line, and none where it is left to the problem. */
class ListControl extends FieldControl {
  readonly #entry = new Entry<number[]>(
    () => this.value as number[],
    (text) => parseNumbers(text, this.field),
    (list) => list.map(plain).join(' '),
  );
  protected override readonly entries = [this.#entry];

  /** A list that is half typed is none of the right length yet: it is taken when it is entered. */
  protected control(describedBy: string | typeof nothing): TemplateResult {
    return html`<input id=${this.base} class="text" type="text" autocomplete="off" spellcheck="false"
      .value=${live(this.#entry.text(this.full))} aria-invalid=${this.#entry.refusal || this.problem ? 'true' : 'false'} aria-describedby=${describedBy}
      @input=${(event: Event) => this.read(event, false)} @change=${(event: Event) => this.read(event, true)}>`;
  }

  private read(event: Event, take: boolean): void {
    this.typed(this.#entry, (event.target as HTMLInputElement).value, (list) => list, take);
  }
}

/** Points set by hand are rounded already; this hides only the noise of binary fractions. */
const round = (x: number): number => Number(x.toPrecision(12));

customElements.define('sidestep-field-vector', VectorControl);
customElements.define('sidestep-field-list', ListControl);
