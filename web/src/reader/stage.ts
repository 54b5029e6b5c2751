import { type Catalog, type Optimizer, optimizerOf, type Problem, problemOf } from '../core/catalog.ts';
import type { Config, LaneConfig, Notice } from '../core/config.ts';
import { formatLink } from '../core/link-writer.ts';
import { datasetOf, isOwn } from '../core/own.ts';
import type { ViewState } from '../core/view-state.ts';
import { watchable } from '../engine/pace.ts';
import { pastLanes } from '../engine/past-lanes.ts';
import type { LaneView, Race } from '../engine/race.ts';
import { furthest, type Hover, isCatchingUp, isOver, shown } from '../engine/state.ts';
import type { Design } from '../experiment/spec.ts';
import { Emitter } from '../toolkit/emitter.ts';
import { LazyModules, lazyModule } from '../toolkit/lazy-modules.ts';
import { prefersReducedMotion } from '../toolkit/motion.ts';
import type { Preview } from '../worker/protocol.ts';
import type { Experiments } from './experiments.ts';
import { troubled } from './lane-status.ts';
import { initialPrefs, loadPrefs, type Prefs, savePrefs } from './prefs.ts';
import { hasData, isSurface } from './traits.ts';

/** What finds out why a lane diverged. */
const endings = lazyModule('table.status', () => import('./endings.ts'));

const READABLE = 80; // milliseconds between two sets of figures

export type { Hover } from '../engine/state.ts';

/** The views of an experiment, which has the place of the race's: by these names they are asked for. */
export const EXPERIMENT_VIEWS: readonly string[] = [
  'experiment',
  'compare',
  'speed',
  'final',
  'stability',
  'pairs',
  'sweep',
  'tuning',
];

export type StageEvents = {
  config: Config; // another race is described
  rows: undefined; // the race went on, or a status changed; at most once a frame
  numbers: undefined; // the same, as often as figures can be read
  session: undefined; // hover, preferences or how the race is looked at
  view: undefined; // how it is looked at, which belongs into its link
  notices: undefined;
  around: undefined; // what stands around may show it in other colours, or at another size
  own: undefined; // a file of the reader's own is wanted
  study: undefined; // another experiment is on the page, or none
};

/**
 * What every part of the page shares, in three kinds of state that never mix: the config (immutable, the link), the session
 * (hover, preferences) and the race, which owns the traces.
 */
export class Stage extends Emitter<StageEvents> {
  #counting = 0;
  /** Whether figures of the race were told yet. */
  counted = false;
  readonly modules = new LazyModules(() => this.emit('notices', undefined));
  /** The files of the reader's own that the race was given. */
  own: Preview | null = null;
  prefs: Prefs;
  /** Whether the reader's habits may fill in what a link leaves out: a lesson is shown as it was made. */
  habits = true;
  /** What reads, writes and runs experiments: it comes with the first one. */
  experiments: Experiments | null = null;

  constructor(
    readonly catalog: Catalog,
    readonly race: Race,
    /** Whether preferences are kept between visits: on another's page they are not. */
    private readonly keeps = true,
  ) {
    super();
    this.prefs = keeps ? loadPrefs() : initialPrefs();
    race.addEventListener('change', () => {
      this.emit('rows', undefined);
      if (!this.#counting) this.#counting = window.setTimeout(() => this.#count(), READABLE);
    });
    this.applySpeed();
  }

  #count(): void {
    this.#counting = 0;
    this.counted = true;
    this.emit('numbers', undefined);
    if (this.race.lanes.some(({ status }) => status === 'diverged')) void this.#explain();
  }

  async #explain(): Promise<void> {
    if (await this.modules.bring(endings)) await (await endings()).findEndings(this);
  }

  get config(): Config {
    return this.race.config;
  }

  /** What makes an experiment of the race; null: it is one race. */
  get design(): Design | null {
    return this.race.state.design;
  }

  /** Whether the experiment is on show, and not the race. */
  get experimenting(): boolean {
    const [first] = this.view.views ?? [];
    return first === undefined ? this.design !== null : EXPERIMENT_VIEWS.includes(first);
  }

  /** The link of what is described, or was: of a race, or of an experiment. */
  link(
    view: ViewState = this.view,
    checksum: string | null = null,
    { config, design }: { config: Config; design: Design | null } = this,
  ): string {
    const { catalog, experiments } = this;
    return design && experiments
      ? experiments.link({ ...design, config }, view, checksum)
      : formatLink(config, catalog, checksum, view);
  }

  /** How the race is looked at. */
  get view(): ViewState {
    return this.race.state.view;
  }

  /** The same, and where it was turned back to: what a copied link shows. */
  get looked(): ViewState {
    return this.past === null ? this.view : { ...this.view, at: this.past };
  }

  get swatches(): readonly number[] {
    return this.race.state.swatches;
  }

  get hover(): Hover | null {
    return this.race.state.hover;
  }

  get notices(): readonly Notice[] {
    return this.race.state.notices;
  }

  get published(): string | undefined {
    return this.race.state.published;
  }

  /** The config came of an edit, and not from elsewhere. */
  get edited(): boolean {
    return this.race.state.edited;
  }

  /** Looks at the race in another way; what is undefined is then as suits the problem. The race itself is the same. */
  look(change: ViewState): void {
    this.race.send({ type: 'look', change });
    if (this.experimenting) this.race.pause();
    this.applySpeed();
    this.emit('view', undefined);
    this.emit('session', undefined);
  }

  get problem(): Problem {
    return problemOf(this.catalog, this.config.problem.id)!; // configs are normalised
  }

  get isSurface(): boolean {
    return isSurface(this.problem);
  }

  /** A race over in a moment: it can be run again while the reader watches. */
  get quick(): boolean {
    return !hasData(this.problem);
  }

  /** Of an item of the data; null where nobody knows it yet. */
  get shape(): readonly number[] | null {
    const dataset = datasetOf(this.catalog, this.config.problem.data);
    if (!isOwn(dataset)) return dataset?.shape ?? this.problem.shape?.map((extent) => this.#told(extent)) ?? null;
    return this.own?.reference === this.config.problem.file ? this.own!.shape : null;
  }

  /** How many classes the data has, 0 where numbers are to be told; undefined where nobody knows it yet, or there are no data. */
  get classes(): number | undefined {
    const dataset = datasetOf(this.catalog, this.config.problem.data);
    if (!isOwn(dataset)) return dataset?.classes ?? this.#told(this.problem.classes);
    return this.own?.reference === this.config.problem.file ? this.own!.classes.length : undefined;
  }

  /** A number of the catalog that a setting of the problem may tell. */
  #told<T extends number | undefined>(it: T | string): T | number {
    return typeof it === 'string' ? Number(this.config.problem[it]) : it;
  }

  /** The lanes on show, at the step that is looked at: for a moment after an edit, as they were before it. */
  get lanes(): readonly LaneView[] {
    return this.#asOf(this.whole);
  }

  /** The same, as far as they have come. */
  get whole(): readonly LaneView[] {
    return shown(this.race.state, this.race.lanes);
  }

  /** The race's own lanes at the step that is looked at: what is measured. */
  get measured(): readonly LaneView[] {
    return this.#asOf(this.race.lanes);
  }

  #asOf(lanes: readonly LaneView[]): readonly LaneView[] {
    const { past } = this.race.state;
    return past === null ? lanes : pastLanes(lanes, past);
  }

  /** The step that the reader has turned back to; null: where the lanes stand is on show. */
  get past(): number | null {
    return this.race.state.past;
  }

  /** The step that everything shows. */
  get at(): number {
    return this.past ?? this.reached;
  }

  optimizer(lane: LaneConfig): Optimizer {
    return optimizerOf(this.catalog, lane.optimizer)!;
  }

  /** The furthest step that a lane reached. */
  get step(): number {
    return furthest(this.lanes);
  }

  /** The step that all have reached who are still in the race: what can be compared. At full speed some are ahead of it. */
  get reached(): number {
    const going = this.lanes.filter((lane) => !troubled(lane));
    return going.length > 0 ? Math.min(...going.map(({ step }) => step)) : this.step;
  }

  get playing(): boolean {
    return this.race.playing;
  }

  /** For a moment after an edit, while lanes run to where they stood. */
  get catchingUp(): boolean {
    return isCatchingUp(this.race.state, this.race.lanes);
  }

  /** Every lane has run to its end, or diverged on the way: what came of it can be compared. */
  get ended(): boolean {
    return this.race.lanes.every(({ status }) => status === 'finished' || status === 'diverged');
  }

  get finished(): boolean {
    return this.past === null && isOver(this.race.lanes);
  }

  /**
   * Another config. What had been computed stays on show. `design`: what makes an experiment of it from now on; by default what did, in
   * the lanes that are still there.
   */
  edit(next: Config, swatches?: readonly number[], design?: Design | null): void {
    const last = this.problem;
    const quick = !hasData(problemOf(this.catalog, next.problem.id)!);
    const { experiments } = this;
    const asked = design === undefined ? experiments?.kept(swatches ?? this.swatches) : design;
    const fitted = asked && experiments?.fitted(next, asked);
    const { config, ...its } = fitted ?? { config: next };
    this.race.send({
      type: 'edit',
      config,
      design: fitted ? (its as Design) : null,
      ...(swatches && { swatches }),
      quick,
      reducedMotion: prefersReducedMotion(),
    });
    if (this.experimenting) this.race.pause();
    this.applySpeed();
    this.emit('config', config);
    if (last !== this.problem) this.emit('session', undefined);
  }

  /** A whole race from elsewhere: a link, a preset. It starts anew, and plays where it is to. */
  load(
    config: Config,
    notices: readonly Notice[],
    published?: string,
    view: ViewState = {},
    play = !prefersReducedMotion(),
    design: Design | null = null,
  ): void {
    const races = !design || !!view.views;
    this.race.send({ type: 'load', config, design, notices, published, view, play: play && races });
    if (this.experimenting) this.race.pause();
    this.applySpeed();
    this.emit('config', config);
    this.emit('session', undefined);
    this.emit('notices', undefined);
  }

  /** Plays, or stands where it is to be seen. */
  begin(play: boolean): void {
    this.race.send({ type: 'begin', play: play && !this.experimenting });
  }

  setNotices(notices: readonly Notice[]): void {
    this.race.send({ type: 'notices', notices });
    this.emit('notices', undefined);
  }

  point(hover: Hover | null): void {
    const { hover: last } = this;
    if (hover?.lane === last?.lane && hover?.run === last?.run && hover?.row === last?.row) return;
    this.race.send({ type: 'point', hover });
    this.emit('session', undefined);
  }

  prefer(change: Partial<Prefs>): void {
    this.prefs = { ...this.prefs, ...change };
    if (this.keeps) savePrefs(this.prefs);
    if (change.speed) this.applySpeed();
    this.emit('session', undefined);
  }

  /** Steps a second; 0 is as fast as it goes. A step of a network takes a thousand times as long as others. */
  get speed(): number {
    const habit = this.habits ? this.prefs.speed[this.problem.kind] : undefined;
    return this.view.speed ?? (typeof habit === 'number' && habit >= 0 ? habit : this.ownSpeed);
  }

  /** The speed that suits the race. */
  get ownSpeed(): number {
    return this.quick ? watchable(this.config.steps) : 0;
  }

  private applySpeed(): void {
    this.race.speed = this.speed === 0 ? Number.POSITIVE_INFINITY : this.speed;
  }

  togglePlay(): void {
    if (this.experimenting) this.experiments?.study?.toggle();
    else this.race.send({ type: 'toggle' });
  }
}
