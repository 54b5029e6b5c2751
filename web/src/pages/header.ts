import { html, type TemplateResult } from 'lit';
import { within } from '../core/limit.ts';
import { named } from '../core/trouble.ts';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { showAddress } from '../toolkit/address.ts';
import { between, isLang, languages, loadWords, locale, t } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { whyIn } from '../toolkit/reasons.ts';
import { openHelp } from './help.ts';
import { chooseLang, pageLink, TUTORIAL } from './language.ts';
import { isLocal } from './local.ts';
import { presentRace } from './present.ts';
import { nextTheme } from './theme.ts';
import { isLarge, nextType } from './type.ts';

const themeIcons = { auto: icons.auto, light: icons.sun, dark: icons.moon };

/** The name, what this is in one sentence, and what belongs to the page rather than to the race. */
class PageHeader extends StageElement {
  static override properties = { said: { state: true } };
  declare said: string;

  constructor() {
    super();
    this.said = '';
  }

  protected override get isHead(): boolean {
    return true;
  }

  protected override attach(stage: Stage): void {
    this.own(stage.on('session', () => this.requestUpdate()));
  }

  override render(): TemplateResult {
    const { prefs } = this.stage;
    const { theme } = prefs;
    const themeLabel = t('page.theme', { theme: t(`theme.${theme}`) });
    return html`<header class="page-head">
      <a class="wordmark" href=${pageLink('')}><svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><path d="M2 5h7v7h7v7h6" /><circle cx="22" cy="19" r="2" /></svg>Sidestep</a>
      <p class="tagline">${t('page.tagline')}${between()}<a href=${pageLink('gallery.html', '', TUTORIAL)}>${t('page.tutorial')}</a></p>
      <nav aria-label=${t('page.settings')}>
        <a class="text-button" href=${pageLink('gallery.html')}>${t('page.gallery')}</a>
        <button type="button" class="text-button copy-link" @click=${this.copy}>${icons.link}<span>${t('page.copy')}</span></button>
        <button type="button" class="text-button copy-link share-open" aria-haspopup="dialog" @click=${this.share}>${icons.share}<span>${t('page.share')}</span></button>
        <label class="language"><span class="visually-hidden">${t('page.language')}</span>
          <select class="quiet-select" @change=${this.speak}>${languages.map(
            ({ id, label, tag }) =>
              html`<option value=${id} lang=${tag} ?selected=${id === locale.lang}>${label}</option>`,
          )}</select></label>
        <button type="button" class="quiet type" aria-label=${t('page.type')} title=${t('page.type')} aria-pressed=${String(isLarge(prefs))}
          @click=${() => this.stage.prefer({ type: nextType(this.stage.prefs) })}>${icons.type}</button>
        <button type="button" class="quiet present" aria-label=${t('page.present')} title=${t('page.present')}
          @click=${() => void presentRace(this.stage)}>${icons.screen}</button>
        <button type="button" class="quiet theme" aria-label=${themeLabel} title=${themeLabel}
          @click=${() => this.stage.prefer({ theme: nextTheme(theme) })}>${themeIcons[theme]}</button>
        <button type="button" class="quiet keys-help" aria-label=${t('help.title')} title="${t('help.title')} (?)" @click=${this.help}>${icons.keys}</button>
      </nav>
      <p class="toast" role="status">${this.said}</p>
    </header>`;
  }

  private readonly copy = async (): Promise<void> => {
    const url = new URL(location.href);
    url.searchParams.delete('type'); // how it looks here is not the race's
    url.hash = this.stage.link(this.stage.looked);
    try {
      await navigator.clipboard.writeText(url.href);
      this.say(t(isLocal(location) ? 'page.copied.local' : 'page.copied', { host: location.host }));
    } catch {
      // Refused: the address bar has the same link, or else the dialog.
      if (showAddress(url)) this.say(t('page.copy.refused'));
      else await this.share();
    }
  };

  private readonly share = async (): Promise<void> => {
    try {
      await loadWords('later');
      await (await named('script', within(import('./share.ts')))).openShare(this.stage);
    } catch (error) {
      this.say(t('share.failed', { why: whyIn(error) }));
    }
  };

  private timer = 0;
  private say(text: string): void {
    this.said = text;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => (this.said = ''), 4000);
  }

  private readonly speak = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    const { value } = select;
    if (!isLang(value)) return;
    chooseLang(value, (lang) => this.stage.prefer({ lang })).catch((error: unknown) => {
      this.say(whyIn(error, value));
      select.value = locale.lang; // what the page still speaks
    });
  };

  private readonly help = (): void => void openHelp(this.stage);
}

customElements.define('sidestep-header', PageHeader);
