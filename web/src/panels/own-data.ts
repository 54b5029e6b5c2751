import '../../styles/own.css';
import { html, nothing, type TemplateResult } from 'lit';
import { columnChoice, drawImages, preview } from '../controls/own-preview.ts';
import type { Dataset } from '../core/catalog.ts';
import { type Failure, failureOf } from '../core/module.ts';
import { withOutputs } from '../core/net.ts';
import { readReference } from '../core/own.ts';
import { describeNetwork } from '../engine/descriptions.ts';
import { ownProblem, usesOwn, withOwn } from '../reader/own.ts';
import { lacking, neededParts, type PublishedPart, partsOf, setOf } from '../reader/published.ts';
import { StageElement } from '../reader/stage-element.ts';
import { between, labelled, said, sentences, t } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import { reason } from '../toolkit/reasons.ts';
import type { FoundPart, Preview } from '../worker/protocol.ts';

const begin = lazyModule('settings.title', () => import('../reader/begin.ts'));

/** Where something is wrong, and what. */
const spelt = ({ at, message }: Failure): string => (at ? labelled(reason(at), reason(message)) : reason(message));

/**
 * Asks for files of the reader's own, shows what is in them and races on them. They may be dropped anywhere on the page. Where the race lacks
 * a dataset whose published files can be read, it is those that are asked for.
 */
export class OwnData extends StageElement {
  #files: File[] = [];
  #preview: Preview | null = null;
  #trouble: Failure | null = null;
  #reading = '';
  /** Of the last files asked for: an answer about others comes too late. */
  #asked = 0;
  /** Parts of published datasets, by their hashes. */
  readonly #found = new Map<string, FoundPart>();
  #others: readonly string[] = [];

  override render(): TemplateResult {
    const dataset = lacking(this.stage);
    return html`<dialog class="own" aria-labelledby="own-title" @click=${this.outside}>
      <div class="dialog-body">
        <h2 id="own-title">${dataset ? t('published.title', { name: said(dataset.name) }) : t('own.title')}</h2>
        ${dataset ? this.published(dataset) : this.wanted()}
        <p class="own-choose"><label><span class="text-button">${t('own.choose')}</span>
          <input type="file" multiple class="visually-hidden" @change=${this.chosen}></label>
          <span class="aside">${t('own.drop')}</span></p>
        <p class="doc">${dataset ? nothing : t('own.kinds')}${between()}<strong>${t('own.private')}</strong></p>
        <div aria-live="polite">
          ${this.#reading ? html`<p role="status">${t('own.reading', { name: this.#reading })}</p>` : nothing}
          ${this.#trouble ? this.refused(this.#trouble) : nothing}
          ${this.#preview && !this.#reading ? this.ready(this.#preview) : nothing}
        </div>
        <button type="button" class="quiet dismiss" aria-label=${t('help.close')} @click=${() => this.dialog?.close()}>${icons.cross}</button>
      </div>
    </dialog>`;
  }

  override updated(): void {
    if (this.#preview) drawImages(this.querySelectorAll<HTMLCanvasElement>('.own-images canvas'), this.#preview);
  }

  /** Of a race that waits for its file: which one. */
  private wanted(): TemplateResult | typeof nothing {
    const { config, catalog } = this.stage;
    const file = usesOwn(config, catalog) ? readReference(String(config.problem.file)) : null;
    if (!file || this.stage.own) return nothing;
    return html`<p class="notice">${t('own.needed', { name: file.name, hash: file.hash })}</p>`;
  }

  /** What is wrong; where another column may be that to be told, the reader can choose it here. */
  private refused({ columns, column = 0, ...failure }: Failure): TemplateResult {
    return html`<p class="why" role="alert">${sentences(t('own.bad'), spelt(failure))}</p>
      ${columns && !this.#preview ? columnChoice(columns, column, this.column) : nothing}`;
  }

  /** Which files the race wants, which of them are here, and what then may be done. */
  private published(dataset: Dataset): TemplateResult {
    const needed = this.needed(dataset);
    const { cite, doc } = dataset;
    return html`<p>${t('published.where', { files: said(doc) })}
        ${cite ? html`<a href=${cite.url} rel="noopener" target="_blank">${cite.text}</a>` : nothing}</p>
      <ul class="own-parts" aria-label=${t('published.needed')}>${needed.map(({ files, hash }) => {
        const here = this.#found.has(hash);
        return html`<li class=${here ? 'here' : ''}>${here ? icons.check : nothing}${files.join(' + ')}
          <span class="aside">${t(here ? 'published.here' : 'published.lacks')}</span></li>`;
      })}</ul>
      ${this.#others.length > 0 && !this.#reading ? html`<p class="aside">${t('published.others', { names: this.#others.join(', ') })}</p>` : nothing}
      ${
        needed.every(({ hash }) => this.#found.has(hash))
          ? html`<p>${t('published.whole')}</p>
        <p><button type="button" class="text-button primary" @click=${() => this.useSet(dataset)}>${t('own.use')}</button></p>`
          : nothing
      }`;
  }

  private needed(dataset: Dataset): PublishedPart[] {
    const { config, design } = this.stage;
    return neededParts(partsOf(dataset), config.problem, !!design?.tune);
  }

  private ready(shown: Preview): TemplateResult {
    return html`${preview(shown, this.column, this.numbers)}
      <p><button type="button" class="text-button primary" @click=${() => this.use(shown)}>${t('own.use')}</button></p>`;
  }

  private get dialog(): HTMLDialogElement | null {
    return this.querySelector('dialog');
  }

  async open(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    if (!this.dialog?.open) this.dialog?.showModal();
  }

  async take(files: File[], column: number | null = null, numbers: boolean | null = null): Promise<void> {
    if (files.length === 0) return;
    const asked = ++this.#asked;
    const wanted = this.stage.own ? '' : String(this.stage.config.problem.file ?? '');
    [this.#files, this.#reading, this.#trouble] = [files, files.map(({ name }) => name).join(', '), null];
    this.requestUpdate();
    const dataset = column === null ? lacking(this.stage) : undefined;
    try {
      if (dataset) {
        const hashes = partsOf(dataset).map(({ hash }) => hash);
        const { parts, others } = await this.stage.race.queries.published(files, hashes);
        for (const part of parts) this.#found.set(part.hash, part);
        this.#others = others;
        if (parts.length > 0) return this.told(asked);
      }
      const shown = await this.stage.race.queries.inspect(files, column, wanted, numbers);
      if (asked === this.#asked) this.#preview = shown;
    } catch (error) {
      if (asked === this.#asked) {
        this.#trouble = failureOf(error);
        // Another column of the same table may have been wrong: what is on show stays.
        if (column === null || !this.#trouble.columns) this.#preview = null;
      }
    }
    this.told(asked);
  }

  /** The files have been read. */
  private told(asked: number): void {
    if (asked !== this.#asked) return;
    this.#reading = '';
    this.requestUpdate();
  }

  private async useSet(dataset: Dataset): Promise<void> {
    const { race } = this.stage;
    race.giveSet(setOf(dataset, partsOf(dataset), this.#found));
    this.dialog?.close();
    await this.again();
  }

  /** The same race with the data that it lacked, or the same experiment. */
  private async again(): Promise<void> {
    const { race, experiments, experimenting } = this.stage;
    await race.reset();
    if (experimenting) experiments?.study?.start();
    else race.play();
  }

  private async use(shown: Preview): Promise<void> {
    const { stage } = this;
    const { config, catalog, race } = stage;
    race.give(this.#files);
    stage.own = shown;
    this.dialog?.close();
    if (usesOwn(config, catalog) && config.problem.file === shown.reference) {
      await this.again(); // the very file that the link asks for
      return;
    }
    // Files of the kind that is raced on anyway want the same lanes.
    const kind = String(stage.shape) === String(shown.shape);
    if (!(await stage.modules.bring(begin))) return;
    const { beginWith } = await begin();
    const base = kind ? config : beginWith(...ownProblem(config, catalog), config, catalog);
    const next = withOwn(base, catalog, shown);
    const fits = await describeNetwork(race.queries, next.problem, shown.shape).catch(() => null);
    // A network for images has no use for a table: the first of the catalog takes anything.
    const net = fits ? next.problem.net! : withOutputs(catalog.networks[0]!.net, shown.classes.length || 1);
    stage.edit({ ...next, problem: { ...next.problem, net } });
    race.play();
  }

  private readonly column = (column: number): void => void this.take(this.#files, column);
  private readonly numbers = (numbers: boolean): void =>
    void this.take(this.#files, this.#preview?.column ?? null, numbers);

  private readonly chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    void this.take([...(input.files ?? [])]);
    input.value = ''; // so that the same file can be chosen again
  };

  private readonly outside = (event: Event): void => {
    if (event.target === this.dialog) this.dialog?.close();
  };
}

customElements.define('sidestep-own-data', OwnData);
