import { type Catalog, type Optimizer, optimizerOf, type Problem, problemOf } from '../core/catalog.ts';
import type { Config, LaneConfig, Notice } from '../core/config.ts';
import type { LaneView, Race } from '../engine/race.ts';
import { Emitter } from './emitter.ts';
import { loadPrefs, type Prefs, savePrefs } from './prefs.ts';
import { freshSlots } from './slots.ts';

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
  session: undefined; // hover or preferences
  notices: undefined;
};

/**
 * What every part of the page shares, in three kinds of state that never mix: the config (immutable, the link), the session
 * (hover, preferences) and the race, which owns the traces.
 */
export class Stage extends Emitter<StageEvents> {
  #config: Config;
  #counting = 0;
  notices: Notice[] = [];
  slots: readonly number[];
  hover: Hover | null = null;
  prefs: Prefs = loadPrefs();

  constructor(
    readonly catalog: Catalog,
    readonly race: Race,
  ) {
    super();
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

  get problem(): Problem {
    return problemOf(this.catalog, this.#config.problem.id)!; // configs are normalised
  }

  get isSurface(): boolean {
    return this.problem.kind === 'surface';
  }

  get lanes(): readonly LaneView[] {
    return this.race.lanes;
  }

  optimizer(lane: LaneConfig): Optimizer {
    return optimizerOf(this.catalog, lane.optimizer)!;
  }

  /** The furthest step that a lane reached. */
  get step(): number {
    return this.lanes.reduce((most, lane) => Math.max(most, lane.step), 0);
  }

  get finished(): boolean {
    return this.lanes.every(({ status }) => status !== 'running' && status !== 'loading');
  }

  /** Another config. What had been computed stays on show: a paused race runs on to the step where it stood. */
  edit(next: Config, slots: readonly number[] = this.slots): void {
    const { race } = this;
    const [stood, wasPlaying, kind] = [this.step, race.playing, this.problem.kind];
    this.#config = next;
    this.slots = slots.length === next.lanes.length ? slots : freshSlots(next.lanes.length);
    this.hover = null;
    race.replace(next);
    if (this.problem.kind !== kind) {
      this.applySpeed();
      race.play();
    } else if (!wasPlaying && stood > 0) {
      if (this.isSurface) void race.runTo(Math.min(stood, next.steps)).catch(() => {});
      else race.play();
    }
    this.emit('config', next);
  }

  /** A whole race from elsewhere: a link, a preset. It starts anew. */
  load(next: Config, notices: Notice[]): void {
    const { playing } = this.race;
    this.edit(next, freshSlots(next.lanes.length));
    if (playing) this.race.play();
    this.setNotices(notices);
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
    savePrefs(this.prefs);
    if (change.speed) this.applySpeed();
    this.emit('session', undefined);
  }

  /** Steps a second: by kind of problem, as a step of a network takes a thousand times as long. 0 is as fast as it goes. */
  get speed(): number {
    const speed = this.prefs.speed[this.problem.kind];
    return typeof speed === 'number' && speed >= 0 ? speed : this.isSurface ? 60 : 0;
  }

  private applySpeed(): void {
    this.race.speed = this.speed === 0 ? Number.POSITIVE_INFINITY : this.speed;
  }

  togglePlay(): void {
    if (this.race.playing) this.race.pause();
    else if (this.finished) void this.race.reset().then(() => this.race.play());
    else this.race.play();
  }
}
