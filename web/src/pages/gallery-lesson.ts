import '../../styles/gallery.css';
import { html, nothing, type TemplateResult } from 'lit';
import type { Config } from '../core/config.ts';
import { withName } from '../core/lane-name.ts';
import { printable } from '../core/notices.ts';
import { type Checked, checkClaims, configOf, isExperiment, type Preset, viewOf } from '../core/preset.ts';
import { similar } from '../core/similar.ts';
import { VIEW_KEYS } from '../core/view-state.ts';
import type { Design } from '../experiment/spec.ts';
import { experiments } from '../reader/design.ts';
import { laneLabels, nameLanes } from '../reader/preset-names.ts';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { locale, said } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import { slices } from '../toolkit/tasks.ts';
import { filled } from './filled.ts';
import { Saying, sayClaim, sayMeasured, wordsFor } from './gallery-claims.ts';
import { loadPresets, words } from './gallery-presets.ts';
import { onPath, pageLink, TUTORIAL } from './language.ts';

/** An address that names a race and does not describe it, as people write them by hand. */
const bare = location.hash.length < 2;
/** One that was published before lessons said how they are to be looked at. */
const plain = !location.hash.split('&').some((part) => VIEW_KEYS.has(part.replace(/=.*/, '')));

/** What the race from the gallery is about, and whether it showed what it claims: `?race=ID` says which it is. */
class Lesson extends StageElement {
  #preset: Preset | undefined;
  /** What the preset describes. */
  #own: { config: Config; design: Design | null } | undefined;
  /** What an experiment needs besides. */
  #kit: typeof import('./gallery-experiment.ts') | undefined;
  /** A name that no race has, and one that it may have been. */
  #unknown: { id: string; meant: Preset | undefined } | undefined;
  #checked: Checked[] | null = null;
  #checking = false;
  #wide = false;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    const id = new URLSearchParams(location.search).get('race');
    if (!id) return;
    void stage.modules.bring(lazyModule('part.lesson', async () => this.#teach(id, await loadPresets())));
    this.own(
      stage.on('config', () => {
        this.#checked = null;
        this.#name();
      }),
      stage.on('rows', () => {
        if (this.#ended !== (this.#checked !== null)) this.requestUpdate();
        void this.#check();
      }),
      stage.on('numbers', () => void this.#check()), // of an experiment
    );
  }

  async #teach(id: string, presets: readonly Preset[]): Promise<void> {
    const ids = presets.map((preset) => preset.id);
    const preset = presets[ids.indexOf(id)];
    if (preset) this.#own = await this.#read(preset);
    this.#preset = preset;
    if (!this.#preset) this.#unknown = { id, meant: presets[ids.indexOf(similar(id, ids) ?? '')] };
    else if (bare) this.#open();
    else {
      this.#name();
      if (this.#same() && plain) this.stage.look(viewOf(this.#preset));
    }
    locale.renew(); // what shows the lanes' names
    void this.#check();
  }

  async #read(preset: Preset): Promise<{ config: Config; design: Design | null }> {
    const { stage } = this;
    if (!isExperiment(preset, stage.catalog)) return { config: configOf(preset, stage.catalog), design: null };
    const [{ Experiments }, kit] = await Promise.all([experiments(), import('./gallery-experiment.ts')]);
    await Experiments.attach(stage);
    this.#kit = kit;
    const { config, ...design } = kit.experimentOf(preset, stage.catalog);
    return { config, design };
  }

  #open(): void {
    const [preset, own] = [this.#preset, this.#own];
    if (preset && own) this.stage.load(own.config, [], undefined, viewOf(preset), undefined, own.design);
  }

  /** What the lesson is about has run to its end. */
  get #ended(): boolean {
    const { stage } = this;
    return this.#own?.design ? stage.experiments?.study?.status === 'finished' : stage.ended;
  }

  /** The lanes that the lesson is about have its names. */
  #name(): void {
    const [preset, own] = [this.#preset, this.#own];
    if (preset && own) nameLanes(this.stage.config.lanes, preset, own.config.lanes);
  }

  /** Nobody has changed the race since the link was followed; what a lane is called changes nothing. */
  #same(): boolean {
    const { stage } = this;
    const { config, design } = stage;
    const nameless = { ...config, lanes: config.lanes.map((lane) => withName(lane, '')) };
    return stage.link({}, null, { config: nameless, design }) === stage.link({}, null, this.#own);
  }

  override render(): TemplateResult | typeof nothing {
    const preset = this.#preset;
    if (!preset) return this.#unknown ? this.missing(this.#unknown) : nothing;
    const same = this.#same();
    if (!same || !this.#ended) this.#checked = null;
    return html`<section class="lesson ${same ? '' : 'changed'}" aria-label=${said(words.title)}>
      <div class="lesson-head"><h2>${said(preset.name)}</h2><a href="${pageLink('gallery.html', '', onPath() ? TUTORIAL : {})}#${preset.id}">${said(onPath() ? words.back : words.all)}</a></div>
      <p class="lesson-text">${said(preset.lesson)}</p>
      ${preset.printed ? html`<p class="lesson-text">${filled(words.printed, { what: said(preset.printed) })}</p>` : nothing}
      ${
        same
          ? nothing
          : html`<p class="aside">${said(words.changed)} <button type="button" class="text-button" @click=${this.restore}>${icons.undo}${said(words.restore)}</button></p>`
      }
      <details ?open=${this.#wide} @toggle=${(event: Event) => (this.#wide = (event.target as HTMLDetailsElement).open)}>
        <summary>${said(this.#kit ? words.claimsOf : words.claims)} ${this.score(preset)}</summary>
        <ul class="claims">${preset.claims.map((claim, i) => this.claim(preset, claim, this.#checked?.[i]))}</ul>
      </details>
    </section>`;
  }

  /** Checks the claims of a race that has ended, at every step of it: where a trace leaves some out, a replay has them. */
  async #check(): Promise<void> {
    const { stage } = this;
    const preset = this.#preset;
    const { config } = stage;
    if (this.#checking || this.#checked || !preset || !this.#ended || !this.#same()) return;
    this.#checking = true;
    try {
      const checked = await (this.#kit ? this.#checkRuns(preset, this.#kit) : this.#checkRace(preset, config));
      if (config === stage.config && this.#ended) this.#checked = checked;
    } catch {
      // A lane went away meanwhile: the race that is on now is checked when it has ended.
    } finally {
      this.#checking = false;
    }
    this.requestUpdate();
  }

  async #checkRace(preset: Preset, config: Config): Promise<Checked[]> {
    const { race } = this.stage;
    const lanes = await Promise.all(
      race.lanes.map(async ({ trace, step, status }, i) =>
        trace.length > step ? { trace, status } : { trace: await race.queries.replay(i, step), status },
      ),
    );
    return checkClaims(preset, config, lanes);
  }

  /** Of an experiment: in pieces, since its intervals take a while. */
  async #checkRuns(preset: Preset, kit: typeof import('./gallery-experiment.ts')): Promise<Checked[]> {
    const rest = slices();
    const pieces = kit.checkExperiment(preset, this.stage.experiments!.study!.results);
    for (;;) {
      const { done, value } = pieces.next();
      if (done) return value;
      await rest();
    }
  }

  /** What the claims' words stand for. */
  #words(preset: Preset): ReadonlyMap<string, string> {
    const { config } = this.#own!;
    return wordsFor(preset, config, laneLabels(preset, config, this.stage.catalog));
  }

  /** No such race: the page shows another, and says so. */
  private missing({ id, meant }: { id: string; meant: Preset | undefined }): TemplateResult {
    const shown = printable(id.slice(0, 40));
    const [before, after] = said(words.meant).split('{name}');
    return html`<section class="notice" role="status" aria-label=${said(words.title)}>
      <p>${filled(words.unknown, { id: shown })}
        ${meant ? html`${before}<a href=${pageLink('', meant.id)}>${said(meant.name)}</a>${after}` : nothing}
        <a href=${pageLink('gallery.html')}>${said(words.all)}</a></p>
    </section>`;
  }

  private score(preset: Preset): TemplateResult {
    const checked = this.#checked;
    if (!checked) return html`<span class="aside">· ${said(this.#kit ? words.pendingRuns : words.pending)}</span>`;
    const right = checked.filter(({ holds }) => holds).length;
    return html`<span class=${right === preset.claims.length ? 'score holds' : 'score fails'}>· ${filled(words.score, { n: `${right}`, all: `${preset.claims.length}` })}</span>`;
  }

  private claim(preset: Preset, claim: string, checked: Checked | undefined): TemplateResult {
    const mark = !checked
      ? '·'
      : checked.holds
        ? html`<span class="holds">✓</span>`
        : html`<span class="fails">✗</span>`;
    const known = this.#words(preset);
    const kind = this.#kit?.ExperimentSaying ?? Saying;
    const values = checked?.measured.map(({ text, value }) => sayMeasured(text, value, known, kind));
    const state = said(
      !checked ? (this.#kit ? words.pendingRuns : words.pending) : checked.holds ? words.holds : words.fails,
    );
    return html`<li><span role="img" aria-label=${state}>${mark}</span>
      <details><summary>${sayClaim(claim, known, kind)}</summary>
        <p class="check"><code>${claim}</code>${values?.map((text) => html`<span class="measured">${text}</span>`) ?? nothing}</p></details></li>`;
  }

  private readonly restore = (): void => {
    const { stage } = this;
    if (!this.#preset || !this.#own) return;
    stage.edit(this.#own.config, [], this.#own.design);
    stage.look(viewOf(this.#preset));
  };
}

customElements.define('sidestep-lesson', Lesson);
