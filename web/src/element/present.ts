import { html, nothing, render, type TemplateResult } from 'lit';
import element from '../../styles/element.css?inline';
import css from '../../styles/present.css?inline';
import { type Act, actOf, Presenter } from '../reader/presenter.ts';
import type { Stage } from '../reader/stage.ts';
import { adopt } from '../toolkit/adopt.ts';
import { count } from '../toolkit/format.ts';
import { type Lang, locale, speaking, t, tagOf } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { prefersReducedMotion } from '../toolkit/motion.ts';
import { bringNeeded } from '../toolkit/needs.ts';
import { shownViews } from '../views/shown.ts';
import './legend.ts';

/** Milliseconds after which a pointer that rests is hidden. */
const REST_MILLIS = 2000;
/** Left of this part of the window a click goes back. */
const BACK = 0.25;

export interface Place {
  /** What it stands in: the body of a page, or an element's shadow root. */
  within: Element | ShadowRoot;
  /** Whether it has the whole screen, where the browser allows that. */
  full: boolean;
  lang(): Lang;
  theme(): string;
  /** It was left. */
  left(): void;
}

/** A race alone in the window, for an audience, driven by the keys of a clicker. */
export class Presentation {
  readonly #host = document.createElement('div');
  readonly #root = this.#host.attachShadow({ mode: 'open' });
  readonly #window: Window;
  readonly #presenter: Presenter;
  readonly #ended = new AbortController();
  #asked = false;
  #full = false;
  #rest = 0;

  constructor(
    private readonly stage: Stage,
    private readonly place: Place,
  ) {
    const { within } = place;
    const { signal } = this.#ended;
    this.#window = within.ownerDocument.defaultView!;
    this.#presenter = new Presenter(stage, this.#window);
    within.append(this.#host);
    for (const sheet of [element, css]) adopt(this.#root, sheet);
    void bringNeeded(this.#root, signal);
    const show = (): void => void render(speaking(place.lang(), this.#template), this.#root);
    for (const off of [
      stage.on('numbers', show),
      stage.on('config', show),
      stage.on('view', show),
      locale.on('change', show),
    ])
      signal.addEventListener('abort', off);
    this.#window.addEventListener('keydown', this.#press, { capture: true, signal });
    this.#window.addEventListener('pointermove', this.#move, { signal });
    within.ownerDocument.addEventListener('fullscreenchange', this.#screen, { signal });
    show();
    const dialog = this.#root.querySelector('dialog')!;
    dialog.showModal();
    dialog.focus(); // and not its button
    this.#fill();
  }

  readonly #template = (): TemplateResult => {
    const { stage, place } = this;
    const { config, view, experimenting } = stage;
    const at = t('transport.at', { step: count(stage.reached), steps: count(config.steps) });
    return html`<dialog tabindex="-1" aria-label=${t('page.present')} @cancel=${this.leave} @click=${this.#click}>
      <div class="race bare" data-theme=${place.theme()} lang=${tagOf(place.lang())}>
        <div class="stage ${stage.isSurface ? 'surface' : 'data'}" inert>${shownViews(
          stage,
          view.views ?? ['trajectory', 'loss'],
        ).map((view) => html`<section class="view view-${view.id}">${view.render(stage)}</section>`)}</div>
        <div class="told"><sidestep-legend .stage=${stage} .fields=${[]}></sidestep-legend>
          ${experimenting ? nothing : html`<p role="status">${at}</p>`}</div>
        <button type="button" class="quiet leave" aria-label=${t('present.leave')} title=${t('present.leave')} @click=${this.leave}>${icons.cross}</button>
      </div></dialog>`;
  };

  /** Asks for the whole screen, once: browsers give it to a reader who has pressed something. */
  async #fill(): Promise<void> {
    if (this.#asked || !this.place.full || !this.#window.navigator.userActivation?.isActive) return;
    this.#asked = true;
    const race = this.#root.querySelector('.race')!;
    await race.requestFullscreen?.().catch(() => {}); // the window is enough
  }

  /** Escape is the browser's while it shows the whole screen. */
  readonly #screen = (): void => {
    const full = this.#root.fullscreenElement !== null;
    if (this.#full && !full) this.leave();
    this.#full = full;
  };

  #act(act: Act): void {
    if (act === 'leave') {
      this.leave();
      return;
    }
    const filled = this.#fill();
    if (act === 'black' || this.#host.hasAttribute('black')) this.#host.toggleAttribute('black');
    else if (!this.stage.experimenting) this.#presenter.act(act);
    else void this.#read(act, filled);
  }

  /** An experiment runs with the first key. Its parts stand below one another, and the keys after that go through them. */
  async #read(act: Act, filled: Promise<void>): Promise<void> {
    const study = this.stage.experiments?.study;
    if (study && ['waiting', 'paused'].includes(study.status)) {
      study.start();
      return;
    }
    await filled; // a window that becomes larger stops what scrolls
    const pictures = this.#root.querySelector('.stage')!;
    const { scrollTop: at, clientHeight, scrollHeight } = pictures;
    const page = 0.8 * clientHeight;
    const top = { next: at + page, back: at - page, first: 0, last: scrollHeight }[act as 'next'];
    pictures.scrollTo({ top, behavior: prefersReducedMotion() ? 'auto' : 'smooth' });
  }

  readonly #press = (event: KeyboardEvent): void => {
    event.stopImmediatePropagation(); // the keys of the page below are not heard
    const act = actOf(event);
    if (!act) return;
    event.preventDefault();
    this.#act(act);
  };

  readonly #click = ({ clientX }: MouseEvent): void =>
    this.#act(clientX < BACK * this.#window.innerWidth ? 'back' : 'next');

  readonly #move = (): void => {
    this.#host.toggleAttribute('moved', true);
    clearTimeout(this.#rest);
    this.#rest = this.#window.setTimeout(() => this.#host.removeAttribute('moved'), REST_MILLIS);
  };

  readonly leave = (event?: Event): void => {
    event?.stopPropagation(); // the button's click is no step
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    this.#presenter.dispose();
    clearTimeout(this.#rest);
    if (this.#full) this.#window.document.exitFullscreen().catch(() => {});
    this.#host.remove();
    this.place.left();
  };
}
