import { html, nothing, type TemplateResult } from 'lit';
import type { Build } from '../core/module.ts';
import { canFuse } from '../engine/hosts.ts';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { hasData } from '../reader/traits.ts';
import { type Key, t } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { reason } from '../toolkit/reasons.ts';

const shared: readonly { id: 'initial' | 'order' | 'noise'; label: Key; why: Key }[] = [
  { id: 'initial', label: 'fair.initial', why: 'fair.initial.why' },
  { id: 'order', label: 'fair.order', why: 'fair.order.why' },
  { id: 'noise', label: 'fair.noise', why: 'fair.noise.why' },
];

/** What all lanes share, by its hashes, and the checksum of what came out. */
class FairBadge extends StageElement {
  #shown = '';
  #build: Build | null = null;
  #canFuse = false;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.#ask();
    void canFuse().then((can) => {
      this.#canFuse = can;
      this.requestUpdate();
    });
    this.own(stage.on('config', () => stage.race.fused && this.#ask()));
    this.own(stage.on('study', () => this.requestUpdate()));
    this.own(
      stage.on('numbers', () => {
        if (this.state() !== this.#shown) this.requestUpdate();
      }),
    );
  }

  #ask(): void {
    void this.stage.race.queries.build().then(
      (build) => {
        this.#build = build;
        this.requestUpdate();
      },
      () => {}, // the page says so as a whole
    );
  }

  #fuse(on: boolean): void {
    this.stage.race.fuse(on);
    this.stage.race.play();
    this.#ask();
  }

  private state(): string {
    const { stage } = this;
    const { race, lanes } = stage;
    return JSON.stringify([
      stage.playing ? null : race.checksum(),
      stage.ended,
      stage.published,
      lanes.map(({ hashes }) => hashes && [hashes.initial, hashes.order, hashes.noise]),
    ]);
  }

  override render(): TemplateResult {
    this.#shown = this.state();
    const { race, lanes } = this.stage;
    const known = lanes.filter(({ hashes }) => hashes);
    const rows = shared
      .map((row) => ({ ...row, values: [...new Set(known.map(({ hashes }) => hashes![row.id]))] }))
      .filter(({ values }) => values.some((value) => value !== ''));
    const fair = known.length > 0 && rows.every(({ values }) => values.length === 1);
    const checksum = this.stage.playing ? null : race.checksum();
    const fused = race.fused && hasData(this.stage.problem);
    return html`<details class="fair ${known.length === 0 ? 'waiting' : fair ? 'yes' : 'no'}">
      <summary>
        ${fair ? icons.check : nothing}<strong>${t(known.length === 0 ? 'fair.waiting' : fair ? 'fair.yes' : 'fair.no')}</strong>
        <span class="aside">${[...rows.map(({ label }) => t(label)), ...this.seeds()].join(' · ')}</span>${icons.chevron}
      </summary>
      <div class="fair-more">
        <p class="doc">${t('fair.doc')}</p>
        <dl>
          ${rows.map(
            ({ label, why, values }) => html`<div><dt>${t(label)}</dt>
              <dd>${values.map((value) => html`<code translate="no" title=${value}>${value.slice(0, 8)}</code> `)}<span class="why-shared">${t(why)}</span></dd></div>`,
          )}
          <div><dt>${t('fair.checksum')}</dt>
            <dd>${checksum ? html`<code class="checksum" translate="no">${checksum}</code>` : html`<span class="why-shared">${t('fair.checksum.later')}</span>`}
              ${checksum ? html`<span class="why-shared">${t(fused ? 'fair.checksum.fused' : 'fair.checksum.why')}</span>` : nothing}</dd></div>
          <div><dt>${t('fair.build')}</dt><dd>${this.#build ? t(`fair.build.${this.#build}`) : nothing}${race.workless ? html`<span class="why-shared">${t('fair.workless', { why: reason(race.workless) })}</span>` : nothing}</dd></div>
          ${
            this.#canFuse && hasData(this.stage.problem)
              ? html`<div><dt><label for="fuse">${t('fair.fuse')}</label></dt>
                <dd><input id="fuse" type="checkbox" .checked=${race.fused} aria-describedby="fuse-why"
                  @change=${(event: Event) => this.#fuse((event.target as HTMLInputElement).checked)}>
                <span id="fuse-why" class="why-shared">${t('fair.fuse.why')}</span></dd></div>`
              : nothing
          }
        </dl>
      </div>
    </details>${this.tuned()}${this.published()}`;
  }

  /** Of an experiment, how many seeds every lane has. */
  private seeds(): string[] {
    const { design, experimenting, experiments } = this.stage;
    return design && design.seeds > 1 && experimenting && experiments ? [t('fair.seeds', { n: design.seeds })] : [];
  }

  /** Equal budgets are part of what is fair. */
  private tuned(): TemplateResult | typeof nothing {
    const { design, experimenting, experiments } = this.stage;
    const points = experiments?.study?.results.trialPoints;
    if (!design?.tune || !experimenting || !points?.every(({ length }) => length > 0)) return nothing; // else not alike
    return html`<p class="published true">${icons.check}<span>${t('fair.tuned', { n: design.tune.trials, seeds: design.seeds })}</span></p>`;
  }

  /** Whether a link that says what its race came to is right about it; with fused arithmetic nobody can tell. */
  private published(): TemplateResult | typeof nothing {
    const { published: sum, ended, race, design } = this.stage;
    if (!sum || race.fused || design) return nothing; // an experiment says its own
    const same = ended ? race.checksum() === sum : undefined;
    return html`<p class="published ${same ?? ''}" role="status">${same ? icons.check : nothing}<span>${
      same === undefined
        ? t('fair.published', { sum })
        : same
          ? t('fair.published.same')
          : t('fair.published.other', { sum })
    }</span></p>`;
  }
}

customElements.define('sidestep-fair', FairBadge);
