import '../../styles/gallery.css';
import { html, nothing, type TemplateResult } from 'lit';
import { formatLink } from '../core/link.ts';
import { printable } from '../core/notices.ts';
import { type Checked, checkClaims, configOf, type Preset } from '../core/preset.ts';
import { similar } from '../core/similar.ts';
import { num } from '../ui/format.ts';
import { said } from '../ui/i18n.ts';
import * as icons from '../ui/icons.ts';
import { Piece } from '../ui/piece.ts';
import type { Stage } from '../ui/stage.ts';
import { swatch } from '../ui/swatch.ts';
import { laneLabels, loadPresets, words } from './gallery-presets.ts';
import { pageLink } from './language.ts';

/** An address that names a race and does not describe it, as people write them by hand. */
const bare = location.hash.length < 2;

/** What the race from the gallery is about, and whether it showed what it claims: `?race=ID` says which it is. */
class Lesson extends Piece {
  #preset: Preset | undefined;
  /** A name that no race has, and one that it may have been. */
  #unknown: { id: string; meant: string | undefined } | undefined;
  #checked: Checked[] | null = null;
  #wide = false;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    const id = new URLSearchParams(location.search).get('race');
    if (!id) return;
    void loadPresets()
      .then((presets) => {
        this.#preset = presets.find((preset) => preset.id === id);
        if (!this.#preset)
          this.#unknown = {
            id,
            meant: similar(
              id,
              presets.map((preset) => preset.id),
            ),
          };
        else if (bare) stage.load(configOf(this.#preset, stage.catalog), []);
        this.requestUpdate();
      })
      .catch(() => {}); // the race itself is in the link
    this.own(
      stage.on('config', () => {
        this.#checked = null;
      }),
      stage.on('rows', () => {
        if (stage.ended !== (this.#checked !== null)) this.requestUpdate();
      }),
    );
  }

  /** Nobody has changed the race since the link was followed. */
  private same(preset: Preset): boolean {
    const { catalog, config } = this.stage;
    return formatLink(config, catalog) === formatLink(configOf(preset, catalog), catalog);
  }

  override render(): TemplateResult | typeof nothing {
    const preset = this.#preset;
    if (!preset) return this.#unknown ? this.missing(this.#unknown) : nothing;
    const { stage } = this;
    const same = this.same(preset);
    this.#checked = same && stage.ended ? checkClaims(preset, stage.config, stage.lanes) : null;
    return html`<section class="lesson ${same ? '' : 'changed'}" aria-label=${said(words.title)}>
      <div class="lesson-head"><h2>${said(preset.name)}</h2><a href="${pageLink('gallery.html')}#${preset.id}">${said(words.all)}</a></div>
      <p class="lesson-text">${said(preset.lesson)}</p>
      ${preset.printed ? html`<p class="lesson-text"><span class="aside">${said(words.printed)}:</span> ${said(preset.printed)}</p>` : nothing}
      ${
        same
          ? nothing
          : html`<p class="aside">${said(words.changed)} <button type="button" class="text-button" @click=${this.restore}>${icons.undo}${said(words.restore)}</button></p>`
      }
      <details ?open=${this.#wide} @toggle=${(event: Event) => (this.#wide = (event.target as HTMLDetailsElement).open)}>
        <summary>${said(words.claims)} ${this.score(preset)}</summary>
        <ul class="claims">${preset.claims.map((claim, i) => this.claim(claim, this.#checked?.[i]))}</ul>
        ${preset.labels && same ? html`<p class="card-lanes">${laneLabels(preset, stage.config, stage.catalog).map((label, i) => html`<span class="lane-${i % 8}">${swatch(i)} ${label}</span>`)}</p>` : nothing}
      </details>
    </section>`;
  }

  /** No such race: the page shows another, and says so. */
  private missing({ id, meant }: { id: string; meant: string | undefined }): TemplateResult {
    const shown = printable(id.slice(0, 40));
    return html`<section class="notice" role="status" aria-label=${said(words.title)}>
      <p>${said(words.unknown).replace('{id}', () => shown)}
        ${meant ? html`${said(words.meant)} <a href=${pageLink('', meant)}>${meant}</a>${said(words.stop)}` : nothing}
        <a href=${pageLink('gallery.html')}>${said(words.all)}</a></p>
    </section>`;
  }

  private score(preset: Preset): TemplateResult {
    const checked = this.#checked;
    if (!checked) return html`<span class="aside">· ${said(words.pending)}</span>`;
    const right = checked.filter(({ holds }) => holds).length;
    return html`<span class=${right === preset.claims.length ? 'score holds' : 'score fails'}>· ${right}/${preset.claims.length} ${said(words.holds)}</span>`;
  }

  private claim(claim: string, checked: Checked | undefined): TemplateResult {
    const mark = !checked
      ? '·'
      : checked.holds
        ? html`<span class="holds">✓</span>`
        : html`<span class="fails">✗</span>`;
    const values = checked?.measured.map(
      ({ text, value }) => `${text} = ${typeof value === 'number' ? num(value, 5) : value}`,
    );
    return html`<li><span role="img" aria-label=${said(!checked ? words.pending : checked.holds ? words.holds : words.fails)}>${mark}</span>
      <span><code>${claim}</code>${values ? html`<span class="measured">${values.join(' · ')}</span>` : nothing}</span></li>`;
  }

  private readonly restore = (): void => {
    if (this.#preset) this.stage.edit(configOf(this.#preset, this.stage.catalog), []);
  };
}

customElements.define('sidestep-lesson', Lesson);
