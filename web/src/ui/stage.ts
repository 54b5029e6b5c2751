import { type Catalog, type Optimizer, optimizerOf, type Problem, problemOf } from '../core/catalog.ts';
import type { Config, LaneConfig, Notice } from '../core/config.ts';
import { datasetOf, isOwn } from '../core/own.ts';
import { type ViewState, withView } from '../core/view-state.ts';
import { watchable } from '../engine/pace.ts';
import type { LaneView, Race } from '../engine/race.ts';
import type { Preview } from '../worker/protocol.ts';
import { Emitter } from './emitter.ts';
import { troubled } from './lane-status.ts';
import { Parts } from './parts.ts';
import { initialPrefs, loadPrefs, type Prefs, savePrefs } from './prefs.ts';
import { freshSlots } from './slots.ts';
import { still } from './still.ts';
import { hasData, isSurface } from './traits.ts';

/** Milliseconds for which the picture of before stays while lanes catch up; a network that learns for longer is worth watching. */
const PATIENCE = { quick: 2000, slow: 500 };
const READABLE = 80; // milliseconds between two sets of figures

/** A recorded row that the reader points at. */
export interface Hover {
  lane: number;
  row: number;
  /** Every lane is shown at that row's step. */
  all?: boolean;
}

export type StageEvents = {
  config: Config; // another race is described
  rows: undefined; // the race went on, or a status changed; at most once a frame
  numbers: undefined; // the same, as often as figures can be read
  session: undefined; // hover, preferences or how the race is looked at
  view: undefined; // how it is looked at, which belongs into its link
  notices: undefined;
  own: undefined; // a file of the reader's own is wanted
};

/** What all lanes share: with another, the race begins anew. */
const shared = ({ problem, seed, batch }: Config): string => JSON.stringify([problem, seed, batch]);

/**
 * What every part of the page shares, in three kinds of state that never mix: the config (immutable, the link), the session
 * (hover, preferences) and the race, which owns the traces.
 */
export class Stage extends Emitter<StageEvents> {
  #config: Config;
  #counting = 0;
  #edits = 0;
  #goal = { step: 0, since: 0 };
  #returning = false; // on the way back to the step where it stood
  #resuming = false; // it was playing, and goes on when it is back where it stood
  #before = new Map<number, LaneView>(); // what was on show before the last edit, by slot
  #patience = 0;
  notices: Notice[] = [];
  readonly parts = new Parts(() => this.emit('notices', undefined));
  /** The checksum of the link that was followed, until something is changed. */
  published: string | undefined;
  slots: readonly number[];
  /** The config came of an edit, and not from elsewhere. */
  edited = false;
  hover: Hover | null = null;
  /** The files of the reader's own that the race was given. */
  own: Preview | null = null;
  prefs: Prefs;
  /** Whether the reader's habits may fill in what a link leaves out: a lesson is shown as it was made. */
  habits = true;
  #view: ViewState = {};

  constructor(
    readonly catalog: Catalog,
    readonly race: Race,
    /** Whether preferences are kept between visits: on another's page they are not. */
    private readonly keeps = true,
    view: ViewState = {},
  ) {
    super();
    this.prefs = keeps ? loadPrefs() : initialPrefs();
    this.#view = view;
    this.#config = race.config;
    this.slots = freshSlots(this.#config.lanes.length);
    race.addEventListener('change', () => {
      this.emit('rows', undefined);
      if (!this.#counting) this.#counting = window.setTimeout(() => this.#count(), READABLE);
    });
    this.applySpeed();
  }

  #count(): void {
    this.#counting = 0;
    this.emit('numbers', undefined);
  }

  get config(): Config {
    return this.#config;
  }

  /** How the race is looked at. */
  get view(): ViewState {
    return this.#view;
  }

  /** Looks at the race in another way; what is undefined is then as suits the problem. The race itself is the same. */
  look(change: ViewState): void {
    this.#view = withView(this.#view, change);
    this.applySpeed();
    this.emit('view', undefined);
    this.emit('session', undefined);
  }

  get problem(): Problem {
    return problemOf(this.catalog, this.#config.problem.id)!; // configs are normalised
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
    const dataset = datasetOf(this.catalog, this.#config.problem.data);
    if (!isOwn(dataset)) return dataset?.shape ?? this.problem.shape ?? null;
    return this.own?.reference === this.#config.problem.file ? this.own!.shape : null;
  }

  /** How many classes the data has; undefined where nobody knows it yet, or there are none. */
  get classes(): number | undefined {
    const dataset = datasetOf(this.catalog, this.#config.problem.data);
    if (!isOwn(dataset)) return dataset?.classes ?? this.problem.classes;
    return this.own?.reference === this.#config.problem.file ? this.own!.classes.length : undefined;
  }

  /** The lanes on show: while changed ones run to where they stood, all are as they were before, rather than half of them empty. */
  get lanes(): readonly LaneView[] {
    const { lanes } = this.race;
    if (this.#before.size === 0 || !this.catchingUp) return lanes;
    return lanes.map((lane, i) => this.#before.get(this.slots[i]!) ?? lane);
  }

  optimizer(lane: LaneConfig): Optimizer {
    return optimizerOf(this.catalog, lane.optimizer)!;
  }

  /** The furthest step that a lane reached. */
  get step(): number {
    return this.lanes.reduce((most, lane) => Math.max(most, lane.step), 0);
  }

  /** The step that all have reached who are still in the race: what can be compared. At full speed some are ahead of it. */
  get reached(): number {
    const going = this.lanes.filter((lane) => !troubled(lane));
    return going.length > 0 ? Math.min(...going.map(({ step }) => step)) : this.step;
  }

  get playing(): boolean {
    return this.race.playing || this.#resuming;
  }

  /** For a moment after an edit, while lanes run to where they stood. */
  get catchingUp(): boolean {
    const { step, since } = this.#goal;
    return (
      performance.now() - since < this.#patient &&
      this.race.lanes.some(({ status, step: now }) => status === 'loading' || (status === 'running' && now < step))
    );
  }

  get #patient(): number {
    return this.quick ? PATIENCE.quick : PATIENCE.slow;
  }

  #hold(next: Config, last: Config): void {
    clearTimeout(this.#patience);
    const kept = next.problem.id === last.problem.id ? this.lanes : [];
    const working = kept.map((lane, i) => [this.slots[i]!, lane] as const).filter(([, { error }]) => !error);
    this.#before = new Map(working);
    // When lanes take longer, what there is of them is shown.
    this.#patience = window.setTimeout(() => {
      this.#before.clear();
      this.emit('rows', undefined);
      this.#count();
    }, this.#patient);
  }

  /** Every lane has run to its end, or diverged on the way: what came of it can be compared. */
  get ended(): boolean {
    return this.race.lanes.every(({ status }) => status === 'finished' || status === 'diverged');
  }

  get finished(): boolean {
    return this.race.lanes.every(({ status }) => status !== 'running' && status !== 'loading');
  }

  /**
   * Another config. What had been computed stays on show: a race that is over in a moment runs at once to the step where
   * it stood, and one that takes longer plays there again.
   */
  edit(next: Config, slots: readonly number[] = this.slots): void {
    const { race } = this;
    const [playing, last] = [this.playing, this.#config];
    const stood = this.#returning ? Math.max(this.step, this.#goal.step) : this.step;
    const failed = this.race.lanes.some(({ status }) => status === 'failed');
    this.#hold(next, last);
    const token = ++this.#edits;
    [this.#returning, this.#resuming] = [false, false];
    this.#config = next;
    this.edited = true;
    this.published = undefined;
    this.slots = slots.length === next.lanes.length ? slots : freshSlots(next.lanes.length);
    this.hover = null;
    const restarts = shared(last) !== shared(next) && stood > 0;
    this.#goal = { step: restarts && !this.quick ? 0 : Math.min(stood, next.steps), since: performance.now() };
    if (last.problem.id !== next.problem.id) this.#view = {}; // another race is looked at anew
    this.applySpeed();
    if (last.problem.id !== next.problem.id) {
      race.replace(next);
      if (still()) race.pause();
      else race.play();
    } else if (restarts && this.quick) {
      race.pause();
      race.replace(next);
      this.#resuming = playing;
      void this.#runAgain(stood, token);
    } else {
      race.replace(next);
      if (restarts || failed) race.play();
    }
    this.emit('config', next);
    if (last.problem.id !== next.problem.id) this.emit('session', undefined);
  }

  async #runAgain(step: number, token: number): Promise<void> {
    this.#returning = true;
    await this.race.runTo(step).catch(() => {});
    if (token !== this.#edits) return;
    this.#returning = false;
    if (this.#resuming) this.race.play();
    this.#resuming = false;
  }

  /** A whole race from elsewhere: a link, a preset. It starts anew, and plays where it is to. */
  load(next: Config, notices: Notice[], published?: string, view: ViewState = {}, play = !still()): void {
    this.#before.clear();
    this.race.pause();
    this.race.replace(next);
    const same = shared(this.#config) === shared(next);
    [this.#config, this.slots, this.hover, this.#view] = [next, freshSlots(next.lanes.length), null, view];
    const token = ++this.#edits;
    this.edited = false;
    this.published = published;
    this.applySpeed();
    this.emit('config', next);
    this.emit('session', undefined);
    this.setNotices(notices);
    const start = (): void => {
      if (token === this.#edits) this.begin(play);
    };
    if (same) void this.race.reset().then(start, () => {});
    else start();
  }

  /** Plays, or stands where it is to be seen. */
  begin(play: boolean): void {
    const { at } = this.#view;
    if (play && at !== 0) this.race.play();
    else if (at !== undefined) void this.race.runTo(at).catch(() => {});
  }

  setNotices(notices: Notice[]): void {
    this.notices = notices;
    this.emit('notices', undefined);
  }

  point(hover: Hover | null): void {
    if (hover?.lane === this.hover?.lane && hover?.row === this.hover?.row) return;
    this.hover = hover;
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
    return this.#view.speed ?? (typeof habit === 'number' && habit >= 0 ? habit : this.ownSpeed);
  }

  /** The speed that suits the race. */
  get ownSpeed(): number {
    return this.quick ? watchable(this.#config.steps) : 0;
  }

  private applySpeed(): void {
    this.race.speed = this.speed === 0 ? Number.POSITIVE_INFINITY : this.speed;
    this.race.stop = this.#view.at ?? Number.POSITIVE_INFINITY;
  }

  togglePlay(): void {
    if (this.playing) {
      this.#resuming = false;
      this.race.pause();
      void this.race.step(0).catch(() => {}); // all stand at one step, however they ran
    } else if (this.finished) void this.race.reset().then(() => this.race.play());
    else this.race.play();
  }
}
