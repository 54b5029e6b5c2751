import { html, nothing, type TemplateResult } from 'lit';
import { fitted, outputsMissed } from '../controls/net-outputs.ts';
import type { Citation } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import type { Failure } from '../core/module.ts';
import { isHarmless, type Notice } from '../core/notices.ts';
import { datasetOf } from '../core/own.ts';
import { withProblemField } from '../reader/edits.ts';
import { isUnsupported } from '../reader/lane-status.ts';
import { absent, isAbsent, usesOwn } from '../reader/own.ts';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { exactly, told } from '../reader/told.ts';
import { sentences, t } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { reason, whyIn } from '../toolkit/reasons.ts';

const MOST = 8;

/** What was wrong with the link, field by field, and how the page goes on. And what failed while loading. */
class Notices extends StageElement {
  #failure = '';
  #stalled: Failure | null = null;
  /** What was read, with the race that it made: lanes that are added or removed later change nothing of that. */
  #read: { notices: readonly Notice[]; config: Config } | undefined;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.own(
      stage.on('notices', () => this.requestUpdate()),
      stage.on('numbers', () => {
        const { stalled } = this.stage.race;
        if (this.inItsLanguage(() => this.failure()) !== this.#failure || stalled !== this.#stalled)
          this.requestUpdate();
      }),
    );
  }

  /** Failures of lanes, each by its lane. */
  private get failed(): [lane: number, failure: Failure][] {
    return this.stage.lanes.flatMap((lane, i): [number, Failure][] =>
      lane.status === 'failed' && lane.error && !isUnsupported(lane) ? [[i, lane.error]] : [],
    );
  }

  /** In an element: an article asks for no files. */
  private get embedded(): boolean {
    return this.getRootNode() !== document;
  }

  /** Failures that no single control can show. */
  private failure(): string {
    const { error } = this.stage.race;
    if (error) return this.embedded ? whyIn(error) : ''; // the page says so as a whole
    const [first] = this.failed;
    return first ? this.why(...first) : '';
  }

  private why(lane: number, failure: Failure): string {
    const { config, catalog } = this.stage;
    const said = isAbsent(failure) && absent(this.stage, this.embedded);
    if (said && !this.embedded) return said;
    const why = said ? reason(failure.message) : told(failure, { config, catalog, lane }, this.come);
    return sentences(said || '', why); // an author may mend it
  }

  private readonly come = (): void => this.requestUpdate();

  get #exact(): string {
    return this.failed.length > 0 ? exactly(this.failed[0]![1]) : '';
  }

  /** What cannot run, the race or some of its lanes, and why. */
  private refusal(why: string): string {
    const [n, all] = [this.failed.length, this.stage.lanes.length];
    return n > 0 && n < all ? t('notice.failedSome', { n, all, why }) : t('notice.failed', { why });
  }

  /** Where the data is had that this site does not have. */
  private source(): Citation | undefined {
    const { lanes, config, catalog } = this.stage;
    if (!lanes.some(({ error }) => isAbsent(error))) return undefined;
    return datasetOf(catalog, config.problem.data)?.cite;
  }

  override render(): TemplateResult {
    const { notices, race } = this.stage;
    this.#stalled = race.stalled;
    this.#failure = this.failure();
    const source = this.source();
    const { troubles, late, retry } = this.stage.modules;
    return html`${
      troubles.length > 0
        ? html`<div class="notice failure" role="alert"><p>${t('notice.part')}</p><ul>${troubles.map(({ title, error }) => html`<li><b>${t(title)}</b> ${whyIn(error)}</li>`)}</ul>
            <p><button type="button" class="text-button" @click=${retry}>${t('notice.retry')}</button>${late ? this.again() : nothing}</p></div>`
        : nothing
    }${
      this.#failure
        ? html`<div class="notice failure" role="alert"><p title=${this.#exact}>${this.refusal(this.#failure)}
              ${source ? html`<a href=${source.url} rel="noopener" target="_blank">${source.text}</a>` : nothing}</p>
            <p>${
              !this.embedded && (usesOwn(this.stage.config, this.stage.catalog) || source)
                ? html`<button type="button" class="text-button" @click=${() => this.stage.emit('own', undefined)}>${t('own.choose')}</button>`
                : nothing
            }${this.fix()} <button type="button" class="text-button" @click=${this.retry}>${t('notice.retry')}</button></p></div>`
        : nothing
    }${
      race.stalled
        ? html`<div class="notice" role="status"><p>${t('notice.stalled')}</p>${this.dismiss(() => race.send({ type: 'dismiss' }))}</div>`
        : nothing
    }${notices.length > 0 ? this.notes(notices) : nothing}`;
  }

  /** What of the link was read otherwise, or not at all; nothing until its words have come. */
  private notes(notices: readonly Notice[]): TemplateResult | typeof nothing {
    if (this.#read?.notices !== notices) this.#read = { notices, config: this.stage.config };
    const subject = { ...this.#read, catalog: this.stage.catalog };
    const says = notices.slice(0, MOST).map((notice) => told(notice, subject, this.come));
    if (!says[0]) return nothing;
    return html`<div class="notice" role="status">
      <p>${t(notices.every(isHarmless) ? 'notice.read' : 'notice.title')}</p>
      <ul>${says.map((says, i) => html`<li data-code=${notices[i]!.code} title=${exactly(notices[i]!)}>${says}</li>`)}</ul>
      ${notices.length > MOST ? html`<p>${t('notice.more', { n: notices.length - MOST })}</p>` : nothing}
      ${this.dismiss(() => this.stage.setNotices([]))}
    </div>`;
  }

  private dismiss(act: () => void): TemplateResult {
    const does = (): void => {
      act();
      this.requestUpdate();
    };
    return html`<button type="button" class="quiet dismiss" aria-label=${t('notice.dismiss')} title=${t('notice.dismiss')} @click=${does}>${icons.cross}</button>`;
  }

  private again(): TemplateResult {
    return html` <button type="button" class="text-button" @click=${() => location.reload()}>${t('notice.reload')}</button>`;
  }

  /** A last layer with another number of outputs is no more than a click away. */
  private fix(): TemplateResult | typeof nothing {
    const { stage } = this;
    const outputs = stage.lanes.map(({ error }) => outputsMissed(error?.message)).find((n) => n !== undefined);
    if (!outputs) return nothing;
    const net = fitted(String(stage.config.problem.net), outputs);
    return html` <button type="button" class="text-button" @click=${() => stage.edit(withProblemField(stage.config, 'net', net))}>${t('net.fix', { n: outputs })}</button>`;
  }

  private readonly retry = (): void => {
    const { race } = this.stage;
    void race.reset().then(
      () => race.play(),
      () => {},
    );
  };
}

customElements.define('sidestep-notices', Notices);
