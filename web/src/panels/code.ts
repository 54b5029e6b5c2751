import '../../styles/share.css';
import '../../styles/code.css';
import { html, nothing, type TemplateResult } from 'lit';
import type { Difference } from '../code/framework.ts';
import { lanesFor } from '../code/framework-program.ts';
import { bringFrameworks, extensionOf, frameworkOf, LIBRARIES, programOf, refusalOf } from '../code/program.ts';
import type { Value } from '../core/catalog.ts';
import type { LaneConfig } from '../core/config.ts';
import { laneNames } from '../reader/lane-names.ts';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { chosen, num } from '../toolkit/format.ts';
import { both, listed, loadEach, said, t } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';

const words = both(
  () => import('../../locales/code.en.json'),
  () => import('../../locales/code.zh.json'),
);

const frameworks = lazyModule('code.title', bringFrameworks);

/** A race, or one of its lanes, as a program for a library. */
class CodeDialog extends StageElement {
  static override properties = {
    ...StageElement.properties,
    lane: { state: true },
    library: { state: true },
    said: { state: true },
  };
  declare lane: number | undefined;
  declare library: string;
  declare said: string;

  constructor() {
    super();
    this.library = LIBRARIES[0]!;
    this.said = '';
  }

  async open(lane?: number): Promise<void> {
    this.lane = lane;
    this.said = '';
    this.requestUpdate();
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  private get dialog(): HTMLDialogElement {
    return this.querySelector('dialog')!;
  }

  private get text(): string {
    const { stage, lane, library } = this;
    const link = new URL(document.baseURI);
    link.hash = stage.link({});
    return programOf(library, stage.config, stage.catalog, { link: link.href, ...(lane !== undefined && { lane }) });
  }

  override render(): TemplateResult {
    const { stage, lane, library } = this;
    const { config, catalog } = stage;
    const name = lane === undefined ? '' : (laneNames(stage)[lane] ?? '');
    const refusal = refusalOf(library, config, catalog, lane);
    return html`<dialog class="help code" aria-labelledby="code-title" @click=${this.outside}>
      <div class="dialog-body">
        <h2 id="code-title">${lane === undefined ? t('code.title') : t('code.title.lane', { name })}</h2>
        <p class="doc">${t('code.doc')}</p>
        <span class="choices" role="group" aria-label=${t('code.library')}>${LIBRARIES.map(
          (
            id,
          ) => html`<button type="button" class="choice" aria-pressed=${id === library ? 'true' : 'false'} data-library=${id}
            @click=${() => this.choose(id)}>${frameworkOf(id).name}</button>`,
        )}</span>
        ${refusal && refusal.why !== 'lanes' ? html`<p class="doc">${t(`code.none.${refusal.why}`)}</p>` : nothing}
        ${this.differences()}
        ${refusal ? nothing : this.program()}
        <p class="share-said" role="status">${this.said}</p>
        <button type="button" class="quiet dismiss" aria-label=${t('help.close')} @click=${() => this.dialog.close()}>${icons.cross}</button>
      </div>
    </dialog>`;
  }

  private program(): TemplateResult {
    const { name, ran } = frameworkOf(this.library);
    const error = (this.stage.config.problem.net !== undefined && ran?.networks) || ran?.error;
    const proof = ran ? t('code.ran', { name, version: ran.version, error: num(error!, 1) }) : t('code.unread');
    return html`<pre class="program" tabindex="0" role="region" aria-label=${t('code.text')} translate="no">${this.text}</pre>
      <p class="doc">${proof}</p>
      <div class="files">
        <button type="button" class="file" @click=${this.copy}>${t('code.copy')}</button>
        <button type="button" class="file" @click=${this.save}>${t('code.save')}</button>
      </div>`;
  }

  /** What the library has in another form, of each lane that is not in the program. */
  private differences(): TemplateResult[] {
    const { stage, library } = this;
    const { config, catalog } = stage;
    if (library === LIBRARIES[0] || refusalOf(library, config, catalog, this.lane)?.why === 'problem') return [];
    const { name } = frameworkOf(library);
    const names = laneNames(stage).filter((_, i) => (this.lane ?? i) === i);
    return lanesFor(library, config, catalog, this.lane).flatMap(({ lane, differences }, i) => {
      if (differences.length === 0) return [];
      const what = listed(differences.map((one) => this.what(one, lane)));
      return [html`<p class="doc">${t('code.differs', { lane: names[i]!, name, what })}</p>`];
    });
  }

  private what(difference: Difference, lane: LaneConfig): string {
    if ('rule' in difference) return t('code.rule');
    if ('changes' in difference) return t('code.changes');
    const { field: id, there } = difference;
    const all = [...this.stage.optimizer(lane).fields, ...this.stage.problem.fields];
    const field = all.find((one) => one.id === id)!;
    const choice = field.choices?.find((one) => one.id === there);
    return t('code.value', { field: said(field.name), value: choice ? said(choice.name) : textOf(there) });
  }

  private async choose(library: string): Promise<void> {
    if (library !== LIBRARIES[0] && !(await this.stage.modules.bring(frameworks))) return;
    this.library = library;
    this.said = '';
  }

  /** Without a clipboard the text is selected, so that one key copies it. */
  private readonly copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.text);
      this.said = t('code.copied');
    } catch {
      getSelection()?.selectAllChildren(this.querySelector('.program')!);
      this.said = t('code.refused');
    }
  };

  private readonly save = (): void => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([this.text], { type: 'text/plain' }));
    link.download = `sidestep-${this.stage.problem.id}-${this.library}.${extensionOf(this.library)}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    this.said = t('code.saved', { file: link.download });
  };

  private readonly outside = (event: Event): void => {
    if (event.target === this.dialog) this.dialog.close();
  };
}

const textOf = (value: Value): string =>
  typeof value === 'boolean'
    ? t(value ? 'code.on' : 'code.off')
    : typeof value === 'number'
      ? chosen(value)
      : `${value}`;

customElements.define('sidestep-code', CodeDialog);

/** Opens the dialog, which is made at the first time: of one lane, else of the race. */
export async function openCode(stage: Stage, lane?: number): Promise<void> {
  await loadEach(words);
  let dialog = document.querySelector<CodeDialog>('sidestep-code');
  if (!dialog) {
    dialog = document.createElement('sidestep-code') as CodeDialog;
    document.body.append(dialog);
  }
  dialog.stage = stage;
  await dialog.open(lane);
}
