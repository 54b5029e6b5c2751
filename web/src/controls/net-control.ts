import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Text } from '../core/catalog.ts';
import { describeNetwork, type NetworkDescription } from '../engine/descriptions.ts';
import { count } from '../toolkit/format.ts';
import { said, t } from '../toolkit/i18n.ts';
import { Entry } from './entry.ts';
import { FieldControl } from './field-base.ts';
import { activations, readSizes, readStack, type Stack, writeStack } from './net.ts';
import { fitted, outputsFor, outputsMissed } from './net-outputs.ts';
import { shapeText } from './own-preview.ts';

/** Layers that only the second module has (cpp/nn/all.h): it is not loaded before the reader comes to what needs it. */
const ELSEWHERE = /\bconv\(/;
/** What the suggested networks with such layers can read, as long as the module is not asked. */
const readsImages = (shape: readonly number[]): boolean => shape.filter((extent) => extent >= 12).length >= 2;

/** The layers of a network: sizes and activation while it is a plain stack, its text otherwise. */
class NetControl extends FieldControl {
  protected override readonly single = false;
  readonly #sizes = new Entry<number[]>(
    () => readStack(String(this.value), this.stage.catalog)?.hidden ?? [],
    (text) => {
      const value = readSizes(text);
      return value ? { value } : { reason: 'invalid.sizes' };
    },
    (hidden) => hidden.join(' '),
  );
  readonly #text = new Entry<string>(
    () => String(this.value),
    (text) => ({ value: text.trim().replace(/\s+/g, ' ') }),
    (net) => net,
  );
  protected override readonly entries = [this.#sizes, this.#text];
  /** Of the network and the data as they were asked about. */
  #asked = '';
  #described: NetworkDescription | null = null;
  /** What fits the data, and for which data that was asked. */
  #suggested: { net: string; name: Text | null }[] = [];
  #for = '';

  /** The reader is at this control. */
  #reached = false;

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of ['pointerenter', 'focusin']) this.addEventListener(type, this.#reach);
  }

  readonly #reach = (): void => {
    if (this.#reached) return;
    this.#reached = true;
    this.#for = '';
    void this.suggest();
  };

  override updated(): void {
    void this.ask();
    void this.suggest();
  }

  /** The catalog's networks with as many outputs as the data wants, without those that cannot read its items. */
  private async suggest(): Promise<void> {
    const { shape, classes, race, config, catalog } = this.stage;
    if (!shape || classes === undefined) return;
    const outputs = outputsFor(classes, config.problem.loss);
    const wanted = JSON.stringify([shape, outputs, this.field.default]);
    if (wanted === this.#for) return;
    this.#for = wanted;
    const known = catalog.networks.map(({ net, name }) => ({ net: fitted(net, outputs), name }));
    const usual = fitted(String(this.field.default), outputs);
    const all = known.some(({ net }) => net === usual) ? known : [{ net: usual, name: null }, ...known];
    const asksAll = this.#reached || ELSEWHERE.test(String(this.value));
    const fits = await Promise.all(
      all.map(({ net }) =>
        asksAll || !ELSEWHERE.test(net)
          ? describeNetwork(race.queries, { ...config.problem, net }, shape).catch(() => null)
          : readsImages(shape),
      ),
    );
    if (wanted !== this.#for) return;
    this.#suggested = all.filter((_, i) => fits[i]);
    this.requestUpdate();
  }

  /** Which shape each layer's output has; what is wrong with the network comes back as an error of the lanes. */
  private async ask(): Promise<void> {
    const { shape, race, config } = this.stage;
    const [net, asked] = [String(this.value), JSON.stringify([this.value, shape])];
    if (asked === this.#asked) return;
    this.#asked = asked;
    const described =
      shape && (await describeNetwork(race.queries, { ...config.problem, net }, shape).catch(() => null));
    if (asked !== this.#asked) return;
    this.#described = described;
    this.requestUpdate();
  }

  protected control(describedBy: string | typeof nothing): TemplateResult {
    const net = String(this.value);
    const stack = readStack(net, this.stage.catalog);
    const outputs = outputsMissed(this.problem);
    return html`<span class="net" role="group" aria-labelledby="${this.base}-label">
      <select aria-label=${t('net.suggested')} @change=${(event: Event) => this.take((event.target as HTMLSelectElement).value)}>
        ${this.#suggested.map(
          (known) =>
            html`<option value=${known.net} ?selected=${known.net === net}>${known.name ? said(known.name) : t('net.usual')}</option>`,
        )}
        ${this.#suggested.some((known) => known.net === net) ? nothing : html`<option value=${net} selected>${t('net.own')}</option>`}
      </select>
      ${stack ? this.stackControls(stack, describedBy) : nothing}
      <input class="text" type="text" autocomplete="off" spellcheck="false" maxlength="1000" .value=${live(this.#text.text(true))}
        aria-label=${t('net.text')} aria-describedby=${describedBy} aria-invalid=${this.problem ? 'true' : 'false'}
        @input=${(event: Event) => this.write(event, false)} @change=${(event: Event) => this.write(event, true)}>
      ${
        outputs
          ? html`<button type="button" class="text-button" @click=${() => this.take(fitted(net, outputs))}>${t('net.fix', { n: outputs })}</button>`
          : nothing
      }
      ${this.shapes()}
    </span>`;
  }

  private stackControls(stack: Stack, describedBy: string | typeof nothing): TemplateResult {
    const current = stack.activation || activations(this.stage.catalog)[0]!;
    return html`<span class="stack">
      <label>${t('net.hidden')}
        <input class="number" type="text" autocomplete="off" placeholder=${t('net.none')} aria-describedby=${describedBy}
          .value=${live(this.#sizes.text(true))} aria-invalid=${this.#sizes.refusal ? 'true' : 'false'}
          @input=${(event: Event) =>
            this.typed(this.#sizes, (event.target as HTMLInputElement).value, (hidden) =>
              writeStack({ ...stack, hidden, activation: current }),
            )}></label>
      <label>${t('net.activation')}
        <select ?disabled=${stack.hidden.length === 0}
          @change=${(event: Event) => this.accept(writeStack({ ...stack, activation: (event.target as HTMLSelectElement).value }))}>
          ${activations(this.stage.catalog).map((id) => html`<option value=${id} ?selected=${id === current}>${id}</option>`)}
        </select></label>
    </span>`;
  }

  private shapes(): TemplateResult | typeof nothing {
    const { shape } = this.stage;
    if (!this.#described || !shape) return nothing;
    const { layers, params } = this.#described;
    return html`<ol class="shapes" aria-label=${t('net.shapes')}>
        <li><span>${t('net.input')}</span> ${shapeText(shape)}</li>
        ${layers.map(
          ({ text, output, params }) => html`<li><code>${text}</code> ${shapeText(output)}
          ${params > 0 ? html`<span class="aside">${t('net.params', { n: count(params) })}</span>` : nothing}</li>`,
        )}
      </ol><p class="aside">${t('net.total', { n: count(params) })}</p>`;
  }

  /** A network is read as a whole: letters on the way to it are a draft. */
  private write(event: Event, take: boolean): void {
    this.typed(this.#text, (event.target as HTMLInputElement).value, (net) => net, take);
  }

  private take(net: string): void {
    this.drop();
    this.accept(net);
  }
}

customElements.define('sidestep-net', NetControl);
