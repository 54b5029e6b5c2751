import '../../styles/gallery.css';
import { html, nothing, type TemplateResult } from 'lit';
import { withName } from '../core/lane-name.ts';
import { formatLink } from '../core/link.ts';
import { type Checked, checkClaims, configOf, type Preset, viewOf } from '../core/preset.ts';
import { VIEW_KEYS } from '../core/view-state.ts';
import { locale, said } from '../ui/i18n.ts';
import * as icons from '../ui/icons.ts';
import { Piece } from '../ui/piece.ts';
import { laneLabels, nameLanes } from '../ui/preset-names.ts';
import type { Stage } from '../ui/stage.ts';
import { sayClaim, sayMeasured, wordsFor } from './gallery-claims.ts';
import { loadPresets, words } from './gallery-presets.ts';
import { pageLink } from './language.ts';

/** An address that names a race and does not describe it, as people write them by hand. */
const bare = location.hash.length < 2;
/** One that was published before lessons said how they are to be looked at. */
const plain = !location.hash.split('&').some((part) => VIEW_KEYS.has(part.replace(/=.*/, '')));

/** What the race from the gallery is about, and whether it showed what it claims: `?race=ID` says which it is. */
class Lesson extends Piece {
  #preset: Preset | undefined;
  #checked: Checked[] | null = null;
  #wide = false;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    const id = new URLSearchParams(location.search).get('race');
    if (!id) return;
    void loadPresets()
      .then((presets) => {
        this.#preset = presets.find((preset) => preset.id === id);
        if (bare) this.restore();
        else {
          this.#name();
          if (this.#preset && this.same(this.#preset) && plain) stage.look(viewOf(this.#preset));
        }
        locale.renew(); // what shows the lanes' names
      })
      .catch(() => {}); // the race itself is in the link
    this.own(
      stage.on('config', () => {
        this.#checked = null;
        this.#name();
      }),
      stage.on('rows', () => {
        if (stage.ended !== (this.#checked !== null)) this.requestUpdate();
      }),
    );
  }

  /** The lanes that the lesson is about have its names. */
  #name(): void {
    const { config, catalog } = this.stage;
    if (this.#preset) nameLanes(config.lanes, this.#preset, catalog);
  }

  /** Nobody has changed the race since the link was followed; what a lane is called changes nothing. */
  private same(preset: Preset): boolean {
    const { catalog, config } = this.stage;
    const nameless = { ...config, lanes: config.lanes.map((lane) => withName(lane, '')) };
    return formatLink(nameless, catalog) === formatLink(configOf(preset, catalog), catalog);
  }

  override render(): TemplateResult | typeof nothing {
    const preset = this.#preset;
    if (!preset) return nothing;
    const { stage } = this;
    const same = this.same(preset);
    this.#checked = same && stage.ended ? checkClaims(preset, stage.config, stage.lanes) : null;
    return html`<section class="lesson ${same ? '' : 'changed'}" aria-label=${said(words.title)}>
      <div class="lesson-head"><h2>${said(preset.name)}</h2><a href=${pageLink('gallery.html')}>${said(words.all)}</a></div>
      <p class="lesson-text">${said(preset.lesson)}</p>
      ${preset.printed ? html`<p class="lesson-text"><span class="aside">${said(words.printed)}:</span> ${said(preset.printed)}</p>` : nothing}
      ${
        same
          ? nothing
          : html`<p class="aside">${said(words.changed)} <button type="button" class="text-button" @click=${this.restore}>${icons.undo}${said(words.restore)}</button></p>`
      }
      <details ?open=${this.#wide} @toggle=${(event: Event) => (this.#wide = (event.target as HTMLDetailsElement).open)}>
        <summary>${said(words.claims)} ${this.score(preset)}</summary>
        <ul class="claims">${preset.claims.map((claim, i) => this.claim(preset, claim, this.#checked?.[i]))}</ul>
      </details>
    </section>`;
  }

  /** What the claims' words stand for. */
  #words(preset: Preset): ReadonlyMap<string, string> {
    const { catalog } = this.stage;
    const config = configOf(preset, catalog);
    return wordsFor(preset, config, laneLabels(preset, config, catalog));
  }

  private score(preset: Preset): TemplateResult {
    const checked = this.#checked;
    if (!checked) return html`<span class="aside">· ${said(words.pending)}</span>`;
    const right = checked.filter(({ holds }) => holds).length;
    return html`<span class=${right === preset.claims.length ? 'score holds' : 'score fails'}>· ${right}/${preset.claims.length} ${said(words.holds)}</span>`;
  }

  private claim(preset: Preset, claim: string, checked: Checked | undefined): TemplateResult {
    const mark = !checked
      ? '·'
      : checked.holds
        ? html`<span class="holds">✓</span>`
        : html`<span class="fails">✗</span>`;
    const known = this.#words(preset);
    const values = checked?.measured.map(({ text, value }) => sayMeasured(text, value, known));
    return html`<li><span role="img" aria-label=${said(!checked ? words.pending : checked.holds ? words.holds : words.fails)}>${mark}</span>
      <span>${sayClaim(claim, known)}${values ? html`<span class="measured">${values.join(' · ')}</span>` : nothing}</span></li>`;
  }

  private readonly restore = (): void => {
    const { stage } = this;
    if (this.#preset) stage.load(configOf(this.#preset, stage.catalog), [], undefined, viewOf(this.#preset));
  };
}

customElements.define('sidestep-lesson', Lesson);
