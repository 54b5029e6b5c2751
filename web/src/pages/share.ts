import '../../styles/share.css';
import { html, nothing, type TemplateResult } from 'lit';
import { Race } from '../engine/race.ts';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import type { Study } from '../reader/study.ts';
import { hasData } from '../reader/traits.ts';
import { between, labelled, locale, said, t } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { whyIn } from '../toolkit/reasons.ts';
import { figurePng, figureSvg } from '../views/export/on-page.ts';
import { type Origin, tracesCsv, tracesJson } from '../views/export/traces.ts';
import { pageLink } from './language.ts';
import { isLocal } from './local.ts';
import './share-film.ts';
import type { ShareFilm } from './share-film.ts';
import { snippetsOf } from './share-snippets.ts';

/** Whether the race on show is over, and comes to the same everywhere: fused arithmetic holds for this kind of machine alone. */
const isProof = ({ ended, race, problem }: Stage): boolean => !(race.fused && hasData(problem)) && ended;

/** Runs a race to its end: what that comes to, or null where a lane cannot run. */
async function outcome(race: Race): Promise<string | null> {
  await race.ready;
  await race.runTo(race.config.steps);
  return race.lanes.some(({ error }) => error) ? null : race.checksum();
}

/** Where the site is published, if its build was told. */
const publishedAt = (): string | undefined => document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href;

/** Links and snippets of the race on show, and its figure and traces as files; each carries the link. */
class ShareDialog extends StageElement {
  static override properties = {
    ...StageElement.properties,
    said: { state: true },
    checksum: { state: true },
    elsewhere: { state: true },
    qr: { state: true },
  };
  declare said: string;
  /** Undefined while it is being found. */
  declare checksum: string | null | undefined;
  /** Addresses are those of the published site, where this copy's would be of no use to others. */
  declare elsewhere: boolean;
  /** The QR code is open. */
  declare qr: boolean;
  /** The race was playing, and does so again when the dialog is closed. */
  #goesOn = false;
  /** Finds the checksum beside the race on show; one at most, and only while the dialog is open. */
  #beside: Race | null = null;
  /** What was found last, and of which link: opening the dialog again asks for nothing. */
  #last: { link: string; checksum: string | null } | null = null;

  constructor() {
    super();
    this.said = '';
    this.elsewhere = true;
    this.qr = false;
  }

  async open(): Promise<void> {
    this.said = '';
    this.checksum = undefined;
    // All files are of one moment.
    this.#goesOn = this.stage.playing;
    if (this.#goesOn) this.stage.togglePlay();
    this.requestUpdate();
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
    await this.find();
  }

  private async find(): Promise<void> {
    this.stop();
    const { config, race } = this.stage;
    const link = this.stage.link({});
    if (this.study) this.checksum = this.study.checksum;
    else if (isProof(this.stage)) this.checksum = race.checksum();
    else if (this.#last?.link === link) this.checksum = this.#last.checksum;
    else {
      const beside = Race.create(config, { every: Math.max(1, config.steps) });
      this.#beside = beside;
      const checksum = await outcome(beside).catch(() => null);
      if (beside !== this.#beside) return; // the dialog was closed
      this.stop();
      this.#last = checksum ? { link, checksum } : null;
      if (config === this.stage.config) this.checksum = checksum;
    }
  }

  private stop(): void {
    this.#beside?.dispose();
    this.#beside = null;
  }

  private readonly closed = (): void => {
    this.querySelector<ShareFilm>('sidestep-share-film')?.stop();
    this.stop();
    if (this.#goesOn && !this.stage.playing) this.stage.togglePlay();
    this.#goesOn = false;
  };

  private get dialog(): HTMLDialogElement {
    return this.querySelector('dialog')!;
  }

  private page(file: string, hash = ''): string {
    const site = this.elsewhere && isLocal(location) ? publishedAt() : undefined;
    const url = new URL(file, site ?? document.baseURI);
    url.hash = hash;
    return url.href;
  }

  /** The page's own address, with the lesson that stands on it. */
  private pageHere(): string {
    return this.page(pageLink('', new URLSearchParams(location.search).get('race') ?? '', {}, []), this.hash);
  }

  /** The experiment on show, where it is that which is shared. */
  private get study(): Study | null {
    const { design, experiments } = this.stage;
    return (design && experiments?.study) || null;
  }

  private get origin(): Origin {
    return { link: this.pageHere(), checksum: this.checksum ?? null };
  }

  private get hash(): string {
    return this.stage.link(this.stage.looked, this.checksum ?? null);
  }

  override render(): TemplateResult {
    const { checksum } = this;
    const file = (label: string, make: () => unknown, disabled = false): TemplateResult =>
      html`<button type="button" class="file" ?disabled=${disabled} @click=${() => this.attempt(make)}>${label}</button>`;
    return html`<dialog class="help share" aria-labelledby="share-title" @click=${this.outside} @close=${this.closed}>
      <div class="dialog-body">
        <h2 id="share-title">${t('share.title')}</h2>
        <p class="doc">${t('share.doc')}${between()}${checksum ? html`${labelled(t('fair.checksum'), '')}<code>${checksum}</code>` : t(checksum === undefined ? 'share.finding' : 'share.none')}</p>
        ${isLocal(location) ? this.local() : nothing}
        ${snippetsOf(this.stage, {
          ...{ origin: this.origin, hash: this.hash, file: this.fileName('svg') },
          page: (file, hash) => this.page(file, hash),
        }).map(
          ({ id, label, rows, text }) => html`<div class="snippet">
            <label for="share-${id}">${t(label)}</label>
            <textarea id="share-${id}" readonly spellcheck="false" rows=${rows} .value=${text} @focus=${(event: FocusEvent) => (event.target as HTMLTextAreaElement).select()}></textarea>
            <button type="button" class="text-button" @click=${() => this.copy(id, text, t(label))}>${icons.copy}${t('share.copy', { what: t(label) })}</button>
          </div>`,
        )}
        <details class="share-qr" @toggle=${this.showQr}><summary>${t('share.qr')}</summary>${
          this.qr
            ? html`<sidestep-share-qr .link=${this.pageHere()} .save=${(svg: string) => this.save(svg, 'qr.svg', 'image/svg+xml')}></sidestep-share-qr>`
            : nothing
        }</details>
        <p class="doc"><a href="./docs/embedding.${locale.lang}.html">${t('share.guide')}</a></p>
        <h3>${t('share.files')}</h3>
        <div class="files">${
          this.study
            ? this.experimentFiles(this.study, file)
            : html`
          ${file('PNG', async () => this.save(await figurePng(this.stage, document.body, this.origin), 'png'))}
          ${file('SVG', () => this.save(figureSvg(this.stage, document.body, this.origin), 'svg', 'image/svg+xml'))}
          ${file('CSV', () => this.save(tracesCsv(this.stage, this.origin), 'csv', 'text/csv'))}
          ${file('JSON', () => this.save(tracesJson(this.stage, this.origin), 'json', 'application/json'))}
          <sidestep-share-film .stage=${this.stage} .origin=${this.origin} .save=${this.saveFilm} .say=${this.say}></sidestep-share-film>
          ${file(t('lane.code'), async () => (await import('../panels/code.ts')).openCode(this.stage))}`
        }
        </div>
        <p class="share-said" role="status">${this.said}</p>
        <button type="button" class="quiet dismiss" aria-label=${t('help.close')} @click=${() => this.dialog.close()}>${icons.cross}</button>
      </div>
    </dialog>`;
  }

  private experimentFiles(study: Study, file: (label: string, make: () => unknown) => TemplateResult) {
    const make = (
      ending: string,
      type: string,
      write: (its: typeof import('../views/experiment/export.ts')) => string,
    ) =>
      file(ending.toUpperCase(), async () =>
        this.save(write(await import('../views/experiment/export.ts')), ending, type),
      );
    const title = said(this.stage.problem.name);
    return html`${
      this.stage.experimenting
        ? html`${file('PNG', async () => {
            const { experimentPng } = await import('../views/experiment/export.ts');
            this.save(await experimentPng(document, title, this.origin), 'png');
          })}${make('svg', 'image/svg+xml', ({ experimentSvg }) => experimentSvg(document, title, this.origin))}`
        : nothing
    }${make('csv', 'text/csv', ({ runsCsv }) => runsCsv(study, this.origin))}
    ${make('json', 'application/json', ({ runsJson }) => runsJson(study, this.origin))}`;
  }

  /** What is copied from a local copy leads others nowhere. */
  private local(): TemplateResult {
    const site = publishedAt();
    return html`<div class="notice share-local" role="note"><p>${t('share.local', { host: location.host || 'file:' })}${between()}${site ? nothing : t('share.publish')}</p>
      ${
        site
          ? html`<label><input type="checkbox" .checked=${this.elsewhere}
              @change=${(event: Event) => (this.elsewhere = (event.target as HTMLInputElement).checked)}> ${t('share.published', { site })}</label>`
          : nothing
      }</div>`;
  }

  private async attempt(make: () => unknown): Promise<void> {
    try {
      await make();
    } catch (error) {
      this.said = t('share.failed', { why: whyIn(error) });
    }
  }

  /** Without a clipboard the text is selected, so that one key copies it. */
  private async copy(id: string, text: string, what: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.said = t('share.copied', { what });
    } catch {
      this.querySelector<HTMLTextAreaElement>(`#share-${id}`)?.focus();
      this.said = t('share.refused');
    }
  }

  private fileName(ending: string): string {
    return `sidestep-${this.stage.problem.id}.${ending}`;
  }

  /** Returns the name of the file. */
  private save(content: string | Blob, ending: string, type?: string): string {
    const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = this.fileName(ending);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    this.said = t('share.saved', { file: link.download });
    return link.download;
  }

  private readonly say = (text: string): void => {
    this.said = text;
  };

  private readonly saveFilm = (film: Blob, ending: string): string => this.save(film, ending);

  private readonly showQr = async (event: Event): Promise<void> => {
    this.qr = (event.target as HTMLDetailsElement).open;
    if (this.qr) await this.attempt(async () => void (await import('./share-qr.ts')));
  };

  private readonly outside = (event: Event): void => {
    if (event.target === this.dialog) this.dialog.close();
  };
}

customElements.define('sidestep-share', ShareDialog);

/** Opens the dialog, which is made at the first time. */
export async function openShare(stage: Stage): Promise<void> {
  let dialog = document.querySelector<ShareDialog>('sidestep-share');
  if (!dialog) {
    dialog = document.createElement('sidestep-share') as ShareDialog;
    dialog.stage = stage;
    document.body.append(dialog);
  }
  await dialog.open();
}
