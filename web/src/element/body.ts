import { html, nothing, render, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import css from '../../styles/element.css?inline';
import { catalog } from '../core/catalog-data.ts';
import { type Config, normalize } from '../core/config.ts';
import { within } from '../core/limit.ts';
import { failureOf } from '../core/module.ts';
import { type Notice, Notices, quoted } from '../core/notices.ts';
import { columnsOf } from '../core/trace.ts';
import { named } from '../core/trouble.ts';
import { checkType } from '../core/type.ts';
import { type ViewState, withView } from '../core/view-state.ts';
import { mayShow } from '../engine/trusted.ts';
import type { Design } from '../experiment/spec.ts';
import { experiments, meansExperiment } from '../reader/design.ts';
import { explainCatalog } from '../reader/explain.ts';
import '../reader/names.ts';
import { type Lang, loadLanguage, loadOneLanguage, locale, said, speaking, tagOf } from '../toolkit/i18n.ts';
import '../panels/loading.ts';
import '../panels/notices.ts';
import { loadPresetRaces } from '../reader/preset-races.ts';
import type { Stage } from '../reader/stage.ts';
import { loadPlaces, told } from '../reader/told.ts';
import { underWay } from '../reader/under-way.ts';
import { type LazyModule, lazyModule } from '../toolkit/lazy-modules.ts';
import { prefersReducedMotion } from '../toolkit/motion.ts';
import { guardSliders } from '../toolkit/sliders.ts';
import '../panels/transport.ts';
import { bringNeeded } from '../toolkit/needs.ts';
import { nextTask } from '../toolkit/tasks.ts';
import { untranslated, watch } from '../toolkit/translated.ts';
import { liveTable, unseenTable } from '../views/live-table.ts';
import { shownViews } from '../views/shown.ts';
import { watchNames } from '../views/unknown.ts';
import { say } from './events.ts';
import { langOf, listenToLang } from './lang.ts';
import './legend.ts';
import { keepInside } from './inside.ts';
import { Running } from './running.ts';
import { gistOf, isUnread, mistakesIn, names, pieces, readConfig, viewIn } from './settings.ts';
import { dress } from './sheets.ts';
import { isOn, listed } from './switches.ts';
import { listenToPlace, themeOf } from './theme.ts';

/** Pieces that few articles show are loaded when one does; they come to life in their place. */
const seldom: ReadonlyMap<string, LazyModule> = new Map<string, LazyModule>([
  ['problem', lazyModule('problem.choose', () => import('../panels/problem-head.ts'))],
  ['lanes', lazyModule('lanes.title', () => import('../panels/lane-list.ts'))],
  ['fair', lazyModule('fair.waiting', () => import('../panels/fair.ts'))],
  ['settings', lazyModule('settings.title', () => import('../panels/settings.ts'))],
]);
const dressSeldom = (root: ShadowRoot): Promise<void> =>
  Promise.all([import('../../styles/seldom.css?inline'), import('../toolkit/adopt.ts')]).then(
    ([{ default: css }, { adopt }]) => adopt(root, css),
    () => {}, // the piece itself is named when it does not come
  );
/** Milliseconds that a place stays as high as it was before its race stood there. */
const HOLD_MILLIS = 600;
/** What explains itself: links, formulas, and what a control is for. */
const explained = ['problem', 'lanes', 'settings'];

const presenting = lazyModule('page.present', () => import('./present-element.ts'), 'later');
const explainThis = lazyModule('part.notes', () => explainCatalog(catalog));

/** What the light half of the element (index.ts) loads when it comes near the viewport: the race, and all that shows it. */
export class Body {
  readonly running: Running;
  /** The language that is wanted, though its words may not have come. */
  #wanted: Lang;
  #off: (() => void) | null = null;

  /** Rejects when the texts cannot be had, or the race. */
  static async open(element: HTMLElement, root: ShadowRoot, config: unknown): Promise<Body> {
    mayShow();
    const coming = [chosenConfig(element, config), loadOneLanguage(langOf(element))] as const;
    const [chosen, lang] = await Promise.all([...coming, bringNeeded(root, AbortSignal.abort())]);
    await nextTask(); // an article has other things to do
    if (isUnread(chosen)) await refuse(chosen.notices[0]!, lang);
    return new Body(element, root, chosen, lang);
  }

  private constructor(
    private readonly element: HTMLElement,
    private readonly root: ShadowRoot,
    chosen: Chosen,
    private lang: Lang,
  ) {
    const { config, design = null, notices, checksum, view } = chosen;
    this.#gist = gistOf(chosen);
    this.#wanted = langOf(element);
    const height = root.querySelector<HTMLElement>('.room')?.offsetHeight ?? 0;
    root.replaceChildren(); // the poster has done its work
    keepInside(root);
    guardSliders(root);
    const play = isOn(element.getAttribute('autoplay')) && !this.#presented && !prefersReducedMotion();
    const state = { design, view: withView(view ?? {}, viewIn(element)), notices, published: checksum };
    this.running = new Running(element, catalog, config ?? usual(), dataUrl(element), play, state, () => this.show());
    // The light half has no bytes to spare for what few pages ask.
    const traces = () => this.running.stage.race.lanes.map(({ trace }) => columnsOf(trace));
    Object.defineProperty(element, 'traces', { get: traces, configurable: true });
    this.#name(notices);
    this.join();
    this.#hold(height);
  }

  /** Pieces come to life one after the other: what stands below is not to move until they have. */
  #hold(height: number): void {
    const room = this.root.querySelector<HTMLElement>('.room');
    if (!room) return;
    room.style.minBlockSize = `${height}px`;
    const release = () => setTimeout(() => room.style.removeProperty('min-block-size'), HOLD_MILLIS);
    this.running.stage.race.ready.then(release, release);
  }

  /** It stands in a document, whose languages it follows. */
  join(): void {
    dress(this.root, css);
    this.#off?.();
    const styles = new AbortController();
    void bringNeeded(this.root, styles.signal);
    const offs = [
      locale.on('change', () => this.show()),
      listenToLang(this.element, () => this.#speak()),
      listenToPlace(this.element, () => this.#dye()),
      () => styles.abort(),
    ];
    this.#off = () => {
      for (const off of offs) off();
    };
    this.running.stage.race.moved();
    this.show();
    this.#speak();
    this.#dye();
  }

  /** It has left the document: nothing holds it any more but whoever has the element. */
  leave(): void {
    this.#off?.();
    this.#off = null;
    this.running.inView(false); // moved elsewhere it goes on; gone, it gives back what it has
  }

  get config(): Config {
    return this.running.stage.config;
  }

  /** The link of the race as it is on show, but for which pictures: who follows it sees all. */
  get link(): string {
    const { stage } = this.running;
    return stage.link(withView(stage.view, { views: undefined }));
  }

  /** What was last given, and how often something was. */
  #gist: string;
  #given = 0;
  #refused: Notice | undefined;

  /** Another config, by attribute or property. The same again, as frameworks give it with each rendering, changes nothing. */
  async load(config: unknown): Promise<void> {
    const given = ++this.#given;
    const chosen = await chosenConfig(this.element, config);
    const gist = gistOf(chosen);
    if (given !== this.#given || gist === this.#gist) return;
    this.#gist = gist;
    this.#name(chosen.notices);
    this.#refused = isUnread(chosen) ? chosen.notices[0] : undefined;
    if (this.#refused) return this.show(); // with the race of before
    const view = withView(chosen.view ?? {}, viewIn(this.element));
    await this.running.load(chosen.config ?? usual(), chosen.notices, chosen.checksum, view, chosen.design);
    this.show();
  }

  /** An attribute about looks changed. */
  refresh(): void {
    const [before, now] = [this.#looks, viewIn(this.element)];
    this.#looks = now;
    const gone = Object.fromEntries(Object.keys(before).map((id) => [id, undefined]));
    if (JSON.stringify(before) !== JSON.stringify(now)) this.running.stage.look({ ...gone, ...now });
    this.show();
    this.#speak();
    this.#dye();
  }

  /** Its place may have another theme, or show it larger: pictures are drawn anew before anything is painted. */
  #dye(): void {
    this.root.querySelector('.race')?.setAttribute('data-theme', themeOf(this.element) ?? '');
    this.running.stage.emit('around', undefined);
  }

  /** The language of its place may have changed. */
  #speak(): void {
    const lang = langOf(this.element);
    if (lang === this.#wanted) return;
    this.#wanted = lang;
    within(loadLanguage(lang)).then(
      () => {
        this.lang = lang;
        this.show();
        locale.emit('change', locale.lang); // what stands here looks up which language to speak
      },
      (error) => say(this.element, 'sidestep-error', { ...failureOf(error), at: 'lang' }),
    );
  }

  #name(notices: Notice[]): void {
    const looks = new Notices();
    this.#looks = viewIn(this.element, looks);
    themeOf(this.element, looks);
    checkType(this.element.getAttribute('type'), looks);
    for (const notice of [...notices, ...looks.all(), ...mistakesIn(this.#controls, catalog)])
      say(this.element, 'sidestep-error', notice);
  }
  /** What the attributes said last of how the race is looked at. */
  #looks: ViewState = {};

  get #controls(): string[] {
    return names(listed(this.element.getAttribute('controls'), 'play'));
  }

  /** Whether pictures come without the buttons that change them. */
  get #bare(): boolean {
    const asked = this.element.getAttribute('toolbar');
    return asked === null ? this.#controls[0] === 'none' : listed(asked, '') === 'none';
  }

  get #presented(): boolean {
    return isOn(this.element.getAttribute('present'));
  }

  async #present(stage: Stage): Promise<void> {
    if (await stage.modules.bring(presenting))
      (await presenting()).presentElement(this.element, stage, () => this.lang);
  }

  show(): void {
    const { stage } = this.running;
    if (this.#presented) void this.#present(stage);
    if (this.#watched !== stage) this.#asked.clear();
    for (const name of this.#controls) void this.#bring(stage, seldom.get(name));
    if (this.#controls.some((name) => explained.includes(name)))
      void underWay(stage).then(() => stage.modules.bring(explainThis));
    watch(this.root);
    untranslated(this.root, () =>
      render(
        keyed(
          stage,
          speaking(this.lang, () => this.#template(stage)),
        ),
        this.root,
      ),
    );
    let problem = stage.problem.id;
    let shown = stage.view.views;
    if (this.#watched === stage) return;
    this.#watched = stage;
    stage.on('config', () => {
      if (stage.problem.id !== problem) this.show();
      problem = stage.problem.id;
    });
    stage.on('view', () => {
      if (stage.view.views !== shown) this.show();
      shown = stage.view.views;
    });
    watchNames(stage, (notices) => {
      const named = notices.map((notice) => ({ ...notice, at: this.#attribute(notice.at) }));
      for (const notice of named) say(this.element, 'sidestep-error', notice);
      stage.setNotices([...stage.notices, ...named]);
      this.show();
    });
  }

  /** The pieces that this stage has asked for. */
  readonly #asked = new Set<LazyModule>();

  /** Loads a piece, once: what does not come is named in the race, where it can be asked for again. */
  async #bring(stage: Stage, piece: LazyModule | undefined): Promise<void> {
    if (!piece) return;
    await dressSeldom(this.root);
    if (this.#asked.has(piece)) return;
    this.#asked.add(piece);
    if (!(await stage.modules.bring(piece)))
      say(this.element, 'sidestep-error', {
        code: 'no-script',
        at: 'controls',
        message: stage.modules.troubles.map(({ error }) => error.message).join(' '),
      });
  }

  /** The attribute that a part of the view state came from, where one did. */
  #attribute(at: string): string {
    const name = { 'view.views': 'view', 'view.quantity': 'quantity' }[at];
    return name && this.element.hasAttribute(name) ? name : at;
  }
  #watched: Stage | undefined;

  #template(stage: Stage): TemplateResult {
    const controls = this.#controls;
    const views = shownViews(stage, stage.view.views ?? ['trajectory', 'loss']);
    const apart = views.some((view) => view.apart);
    const has = (piece: (typeof pieces)[number], body: TemplateResult): TemplateResult | typeof nothing =>
      controls.includes(piece) ? html`<div part="control ${piece}">${body}</div>` : nothing;
    const fields = controls.filter((name) => name !== 'none' && !pieces.includes(name as 'play'));
    return html`<div class="room"><div class="race ${this.#bare ? 'bare' : ''}" part="race" role="group" data-theme=${themeOf(this.element) ?? ''} ?inert=${this.running.waking} lang=${tagOf(this.lang)} aria-label=${said(stage.problem.name)}>
      ${this.#refused ? html`<p class="notice failure" role="alert">${told(this.#refused, this.running.stage, () => this.show())}</p>` : nothing}
      <sidestep-notices .stage=${stage}></sidestep-notices>
      ${has('problem', html`<sidestep-problem-head .stage=${stage}></sidestep-problem-head>`)}
      <sidestep-loading .stage=${stage}></sidestep-loading>
      <div class="stage ${stage.isSurface ? 'surface' : 'data'}" part="figure">${views.map(
        (view) => html`<section class="view view-${view.id}" part="view ${view.id}">${view.render(stage)}</section>`,
      )}</div>
      ${apart || views.some(({ id }) => id === liveTable.id) ? nothing : unseenTable(stage)}
      ${apart ? nothing : has('play', html`<sidestep-transport .stage=${stage}></sidestep-transport>`)}
      ${
        controls.includes('lanes')
          ? has('lanes', html`<sidestep-lanes .stage=${stage}></sidestep-lanes>`)
          : html`<sidestep-legend part="legend" .stage=${stage} .fields=${fields}></sidestep-legend>`
      }
      ${has('settings', html`<sidestep-settings .stage=${stage}></sidestep-settings>`)}
      ${has('fair', html`<sidestep-fair .stage=${stage}></sidestep-fair>`)}
    </div><slot></slot></div>`;
  }
}

interface Chosen {
  /** Null: nothing was given, or nothing that can be read. */
  config: Config | null;
  notices: Notice[];
  /** What the race came to when its link was made. */
  checksum?: string | undefined;
  /** What makes an experiment of it. */
  design?: Design | null;
  view?: ViewState | undefined;
}

/** The property, else the attribute `config`, else the attribute `preset`, else what the catalog begins with. */
async function chosenConfig(element: HTMLElement, given: unknown): Promise<Chosen> {
  const input = given ?? element.getAttribute('config');
  const preset = element.getAttribute('preset');
  const read = input === null ? null : readConfig(input, catalog);
  if (read && meansExperiment(read)) return (await within(experiments())).readExperimentOf(input, catalog);
  if (read === null && preset !== null) {
    // Few articles have one: what reads it comes with it.
    const reader = named('presets', import('../reader/preset-names.ts'));
    const [presets, { nameLanes }] = await Promise.all([loadPresetRaces(), reader]);
    const found = presets.find(({ id }) => id === preset);
    if (found) {
      const input = { ...(found.config as object), view: found.view };
      const race = normalize(input, catalog);
      const read = meansExperiment(race) ? (await within(experiments())).readExperimentOf(input, catalog) : race;
      nameLanes(read.config.lanes, found, read.config.lanes);
      return read;
    }
    const notices = new Notices();
    notices.add('unknown-id', 'preset', `there is no preset ${quoted(preset)}`);
    return { config: null, notices: notices.all() };
  }
  return read ?? { config: null, notices: [] };
}

const usual = (): Config => normalize({}, catalog).config;

/** Rejects with what is wrong with a config: there is no race that could say so. */
async function refuse(notice: Notice, lang: Lang): Promise<never> {
  // English, or a path, is better than nothing.
  await within(loadPlaces()).catch(() => {});
  const why = speaking(lang, () => told(notice, { config: usual(), catalog }, () => {}));
  throw Object.assign(new Error(notice.message), { ...notice, in: () => why });
}

/** Where a site has its data, seen from its scripts. */
const BESIDE = '../data/';

/** Where the packed datasets are: beside the scripts of a site, unless the author has them elsewhere. The package has none of its own. */
function dataUrl(element: HTMLElement): URL | null {
  const own = element.getAttribute('data');
  if (own !== null) return new URL(own.endsWith('/') ? own : `${own}/`, document.baseURI);
  if (import.meta.env.SIDESTEP_PACKAGE) return null;
  return import.meta.env.DEV ? new URL('data/', document.baseURI) : new URL(BESIDE, import.meta.url);
}
