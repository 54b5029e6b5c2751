import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { problemOf } from '../core/catalog.ts';
import { catalog } from '../core/catalog-data.ts';
import type { Config } from '../core/config.ts';
import type { ViewState } from '../core/view-state.ts';
import { Race } from '../engine/race.ts';
import { Stage } from '../reader/stage.ts';
import { cancelFrame, soon } from '../toolkit/frame.ts';
import { locale, said } from '../toolkit/i18n.ts';
import { prefersReducedMotion } from '../toolkit/motion.ts';
import { type Palette, readPalette } from '../toolkit/palette.ts';
import { fitCanvas, type Room, roomOf, watchRatio } from '../views/canvas.ts';
import { shownViews } from '../views/shown.ts';
import { MapPicture, type Picture, TrendPicture } from './gallery-picture.ts';
import { words } from './gallery-presets.ts';
import { GalleryQueue } from './gallery-queue.ts';

/** What a race takes at most, on show; longer ones go as fast as they can. */
const SECONDS = 2.5;

/** Pictures that say nothing in so little room. */
const LARGE = ['regions', 'table'];

/** What changes colours. */
const SCHEMES = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'];

const queue = new GalleryQueue();

/** A preset's race on a small canvas, run once while it can be seen, and again for who points at it. */
class Thumb extends LitElement {
  static override properties = {
    config: { attribute: false },
    view: { attribute: false },
    name: { attribute: false },
    still: { state: true },
    absent: { state: true },
  };
  /** Null: its picture alone is shown, as of an experiment, which is many races. */
  declare config: Config | null;
  /** How the race is looked at. */
  declare view: ViewState;
  /** The preset's, by which its first picture is found: thumbs/NAME.svg, made with the site. */
  declare name: string;
  /** Whether that picture stands in for the race: until it runs, and where there is none. */
  declare still: 'shown' | 'covered' | 'missing';
  /** It was to run, and its data is not on this site. */
  declare absent: boolean;
  #stage: Stage | undefined;
  #picture: Picture | undefined;
  #palette: Palette | undefined;
  #done = false;
  #off: (() => void)[] = [];
  #wanted = false; // somebody points at it
  readonly #schemes = SCHEMES.map((query) => matchMedia(query));
  readonly #seen = new IntersectionObserver((entries) => {
    if (!entries.at(-1)!.isIntersecting) this.#stop();
    else if (!this.#done && this.config && (this.#wanted || !this.#needsData)) queue.ask(this);
  });
  readonly #draw = (): void => this.#paint();

  constructor() {
    super();
    this.still = 'shown';
    this.absent = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override render(): TemplateResult {
    const { still: picture } = this;
    return html`${
      picture === 'shown'
        ? html`<img src="./thumbs/${this.name}.svg" alt="" decoding="async" @error=${this.#missing}>`
        : nothing
    }<canvas class="ground" aria-hidden="true"></canvas><canvas class="trails" aria-hidden="true"></canvas><canvas
      class="marks" aria-hidden="true"></canvas>${this.#needsData && (!this.#wanted || this.absent) ? this.#note(picture === 'missing' || this.absent) : nothing}`;
  }

  /** There is no other picture than that of the race. */
  readonly #missing = (): void => {
    this.still = 'missing';
    this.again();
  };

  /** Why it does not run by itself, in words for a mouse or for a finger; a picture that is missing had no data. */
  #note(absent: boolean): TemplateResult {
    const [mouse, finger] = absent ? [words.absent, words.absent] : [words.point, words.tap];
    return html`<span class="thumb-note ${absent && this.still === 'missing' ? 'absent' : ''}"><span class="by-mouse">${said(mouse)}</span><span
        class="by-finger">${said(finger)}</span></span>`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#seen.observe(this);
    for (const scheme of this.#schemes) scheme.addEventListener('change', this.again);
    this.#off = [locale.on('change', () => this.requestUpdate()), watchRatio(window, this.#resized)];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#seen.disconnect();
    for (const scheme of this.#schemes) scheme.removeEventListener('change', this.again);
    for (const off of this.#off) off();
    this.#stop();
  }

  /** Runs the race once more: somebody points at it, or the colours changed. */
  readonly again = (event?: Event): void => {
    if (this.#stage || !this.config || this.absent) return;
    if (event?.type === 'pointerenter' || event?.type === 'focus') this.#wanted = true;
    this.#palette = undefined;
    this.#done = false;
    this.#seen.unobserve(this);
    this.#seen.observe(this);
  };

  /** It would have to download a dataset, or read long sequences: not for everybody who scrolls by. */
  get #needsData(): boolean {
    if (!this.config) return false;
    const { problem } = this.config;
    const sequences = (problemOf(catalog, problem.id)?.shape?.length ?? 0) > 1;
    return sequences || catalog.datasets.some(({ id }) => id === problem.data);
  }

  /** It is its turn. */
  start(): void {
    this.requestUpdate();
    const { config } = this;
    if (!config) return;
    const { at: _all, ...view } = this.view;
    const race = Race.create(config, { workers: 1, dataUrl: new URL('data/', document.baseURI), state: { view } });
    const stage = new Stage(catalog, race, false);
    race.speed = prefersReducedMotion() ? Number.POSITIVE_INFINITY : Math.max(20, config.steps / SECONDS);
    this.#stage = stage;
    this.#palette ??= readPalette(this);
    const asked = this.view.views?.filter((id) => id !== 'step'); // that has a map of its own beside its numbers
    const first = shownViews(stage, asked).find(({ id }) => !LARGE.includes(id));
    this.#picture =
      first?.id === 'map' || first?.id === 'graph' ? new MapPicture(stage) : new TrendPicture(stage, first?.id);
    race.addEventListener('change', () => {
      this.absent = race.lanes.some(({ error }) => error?.code === 'no-data');
      if (this.absent) this.#stop();
      else soon(this.#draw);
    });
    race.addEventListener('error', () => this.#stop());
    race.play();
  }

  rested(): void {
    if (this.#stage) soon(this.#draw);
  }

  /** Gives the turn to the next one; what has been drawn stays. */
  #stop(): void {
    queue.leave(this);
    cancelFrame(this.#draw);
    this.#stage?.race.dispose();
    [this.#stage, this.#picture] = [undefined, undefined]; // with the race's traces
  }

  #fit(): Room {
    const canvases = [...this.querySelectorAll('canvas')];
    const room = roomOf(canvases[0]!, this.#resized); // once: a canvas of another size lays out anew
    for (const canvas of canvases) fitCanvas(canvas, room);
    return room;
  }

  /** What was drawn once is not drawn again for another size: the picture that was made with the site stands in for it. */
  readonly #resized = (): void => {
    if (this.#stage) soon(this.#draw);
    if (!this.#done) return;
    this.#fit();
    this.still = 'shown';
  };

  #paint(): void {
    const [stage, picture, palette] = [this.#stage, this.#picture, this.#palette];
    if (!stage || !picture || !palette || !this.isConnected || queue.scrolls) return;
    const { width, height } = this.#fit();
    const layers = [...this.querySelectorAll('canvas')].map((canvas) => canvas.getContext('2d')!) as [
      CanvasRenderingContext2D,
      CanvasRenderingContext2D,
      CanvasRenderingContext2D,
    ];
    const more = picture.draw(layers, width, height, palette, this.#draw);
    if (stage.step > 0 && picture.ready) this.still = 'covered';
    if (more) soon(this.#draw);
    else if (stage.finished) {
      this.#done = true;
      this.#stop();
    }
  }
}

customElements.define('sidestep-thumb', Thumb);
