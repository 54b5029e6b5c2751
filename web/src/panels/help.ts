import { html, type TemplateResult } from 'lit';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { type Key, t } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';

const keys: readonly { press: readonly string[]; does: Key }[] = [
  { press: ['Space'], does: 'help.play' },
  { press: ['→', '←'], does: 'help.step' },
  { press: ['Shift', '→', '←'], does: 'help.steps' },
  { press: ['R'], does: 'help.reset' },
  { press: ['Ctrl', 'Z'], does: 'help.undo' },
  { press: ['Ctrl', 'Y'], does: 'help.redo' },
  { press: ['?'], does: 'help.help' },
];
const onMap: readonly { press: readonly string[]; does: Key }[] = [
  { press: ['← ↑ ↓ →'], does: 'help.start' },
  { press: ['+ −'], does: 'help.zoom' },
  { press: ['0'], does: 'help.fit' },
];

const presenting: typeof keys = [
  { press: ['→', 'Page Down', 'Space'], does: 'help.present.next' },
  { press: ['←', 'Page Up'], does: 'help.present.back' },
  { press: ['Home', 'End'], does: 'help.present.ends' },
  { press: ['B', '.'], does: 'help.present.black' },
  { press: ['Esc'], does: 'help.present.leave' },
];

/** The keyboard shortcuts, and what a pointer does on the map. */
export class HelpDialog extends StageElement {
  protected override attach(stage: Stage): void {
    this.own(stage.on('session', () => this.requestUpdate()));
  }

  override render(): TemplateResult {
    const list = (rows: typeof keys) =>
      html`<dl class="keys">${rows.map(
        ({ press, does }) =>
          html`<div><dt>${press.map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${t(does)}</dd></div>`,
      )}</dl>`;
    return html`<dialog class="help" aria-labelledby="help-title" @click=${this.outside}>
      <div class="dialog-body">
        <h2 id="help-title">${t('help.title')}</h2>
        ${list(keys)}
        <label class="single-keys"><input type="checkbox" .checked=${this.stage.prefs.shortcuts}
          @change=${(event: Event) => this.stage.prefer({ shortcuts: (event.target as HTMLInputElement).checked })}>${t('help.single')}</label>
        <h3>${t('help.map')}</h3>
        ${list(onMap)}
        <h3>${t('page.present')}</h3>
        ${list(presenting)}
        <p class="doc">${t('help.pointer')}</p>
        <p class="doc"><a href="./THIRD-PARTY.txt">${t('help.licences')}</a></p>
        <button type="button" class="quiet dismiss" aria-label=${t('help.close')} @click=${() => this.dialog?.close()}>${icons.cross}</button>
      </div>
    </dialog>`;
  }

  private get dialog(): HTMLDialogElement | null {
    return this.querySelector('dialog');
  }

  async toggle(): Promise<void> {
    await this.updateComplete;
    if (this.dialog?.open) this.dialog.close();
    else this.dialog?.showModal();
  }

  private readonly outside = (event: Event): void => {
    if (event.target === this.dialog) this.dialog?.close();
  };
}

customElements.define('sidestep-help', HelpDialog);
