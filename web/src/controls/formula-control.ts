import { html, type nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { failureOf } from '../core/module.ts';
import { describeFormula, type FormulaDescription } from '../engine/descriptions.ts';
import type { Stage } from '../reader/stage.ts';
import { num } from '../toolkit/format.ts';
import { said, t } from '../toolkit/i18n.ts';
import { check } from '../toolkit/icons.ts';
import { Entry } from './entry.ts';
import { FieldControl } from './field-base.ts';

const PAUSE = 150; // milliseconds without a key before a formula is read

/** A formula as it is typed: read by the core at every pause, with its gradient held against finite differences. */
class FormulaControl extends FieldControl {
  readonly #entry = new Entry<string>(
    () => String(this.value),
    (text) => ({ value: text }),
    (formula) => formula,
  );
  protected override readonly entries = [this.#entry];
  #known: FormulaDescription | undefined;
  #reading = 0;
  #timer = 0;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    let [problem, formula] = [JSON.stringify(stage.config.problem), this.#given];
    this.own(
      () => clearTimeout(this.#timer),
      stage.on('config', () => {
        const now = JSON.stringify(stage.config.problem);
        if (now !== problem) void this.#describe(this.#given === formula ? this.text : this.#given);
        [problem, formula] = [now, this.#given];
      }),
    );
    void this.#describe(this.#given);
  }

  /** The formula that is raced. */
  get #given(): string {
    return String(this.stage.config.problem[this.field.id]);
  }

  protected override get text(): string {
    return this.#entry.text(true);
  }

  protected override drop(): void {
    super.drop();
    clearTimeout(this.#timer);
    void this.#describe(this.text);
  }

  protected control(describedBy: string | typeof nothing): TemplateResult {
    return html`<input id=${this.base} class="text formula" type="text" autocomplete="off" autocapitalize="off" spellcheck="false"
        maxlength=${this.field.max ?? 1000} 
        .value=${live(this.text)} title=${said(this.field.doc)}
        aria-invalid=${this.reason || this.problem ? 'true' : 'false'} aria-describedby=${describedBy} @input=${this.type}>
      <details class="formula-help"><summary>${t('formula.help')}</summary><p class="doc">${said(this.field.doc)}</p></details>
      ${this.#known && !this.reason && !this.problem ? this.checked(this.#known) : ''}`;
  }

  private checked({ gradientError, points, ok }: FormulaDescription): TemplateResult {
    const error = num(gradientError, 1);
    if (points === 0) return html`<p class="gradient-check off" role="status">${t('formula.nowhere')}</p>`;
    return html`<p class="gradient-check ${ok ? '' : 'off'}" role="status">${ok ? check : ''}<span>${t(ok ? 'formula.checked' : 'formula.kinks', { error, points })}</span></p>`;
  }

  private readonly type = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    this.typed(this.#entry, value, (text) => text, false);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#read(value), PAUSE);
  };

  /** What can be read is raced at once; what cannot be points at the character, and the last good formula stays. */
  async #read(text: string): Promise<void> {
    if ((await this.#describe(text)) && text === this.text) this.typed(this.#entry, text, (it) => it);
  }

  async #describe(text: string): Promise<boolean> {
    const reading = ++this.#reading;
    const { race, config } = this.stage;
    const problem = { ...config.problem, [this.field.id]: text };
    const answer = await describeFormula(race.queries, problem).catch((error: unknown) => failureOf(error));
    if (reading !== this.#reading) return false;
    this.#known = 'ok' in answer ? answer : undefined;
    if ('ok' in answer) this.reason = '';
    // Of a map that cannot be, the field of the map tells.
    else if (answer.at === `problem.${this.field.id}`) this.reason = answer.message;
    this.requestUpdate();
    return 'ok' in answer;
  }
}

customElements.define('sidestep-formula', FormulaControl);
