import type { Config } from '../core/config.ts';
import { raceChecksum } from '../core/hash.ts';
import type { Failure } from '../core/module.ts';
import type { GivenSet } from '../worker/protocol.ts';
import { Frames } from './frames.ts';
import { whyNoWorker } from './hosts.ts';
import type { LaneView } from './lane.ts';
import { isNetwork, Lanes, type LanesOptions } from './lanes.ts';
import { Pace } from './pace.ts';
import { Queries } from './queries.ts';
import { begun, type Command, furthest, type RaceEvent, reduce, type State } from './state.ts';

export type { LaneStatus, LaneView } from './lane.ts';

export interface RaceOptions extends LanesOptions {
  /** The window whose frames it goes by; by default this one, and a clock where there is none. */
  frames?: () => Window | null;
  /** How it is looked at, where that is known before it begins. */
  state?: Partial<State>;
}

/** What a host may compute between two frames. */
const SLICE_MILLIS = 24;
/** In so many seconds at full speed a race that was turned back is where it was. */
const AGAIN_SECONDS = 3;
/** How often networks tell of themselves. */
const NETWORK_MILLIS = 50;
/** Milliseconds for which the picture of before stays while lanes catch up; a network that learns for longer is worth watching. */
const PATIENCE = { quick: 2000, slow: 500 };

/**
 * Lanes on one problem, in workers: what happens is an event, what follows from it (state.ts) is done here. DOM events: 'change' (at most
 * once a frame: rows came or a status changed) and 'error' (nothing can run at all; `error` says why). What is shown is always what the
 * config's link would replay.
 */
export class Race extends EventTarget {
  /** Starts loading at once. */
  static create(config: Config, options: RaceOptions = {}): Race {
    const race = new Race(config, options);
    race.#lanes.replace(config);
    return race;
  }

  /** Steps a second for each lane; Infinity: as fast as they go. */
  speed = 60;
  /** What the module can be asked beside the race. */
  readonly queries = new Queries(
    () => this.#lanes.pool,
    (lane) => this.#lanes.all[lane],
    () => this.#state.past,
  );
  #state: State;
  readonly #lanes: Lanes;
  readonly #frames: Frames;
  readonly #pace = new Pace();
  #framed = false;
  /** Where a race that was turned back has played to, in steps. */
  #turned = 0;
  #lastFrame = 0;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #arriving: Promise<void> = Promise.resolve();
  #settling: Promise<unknown> = Promise.resolve();
  #disposed = false;
  readonly #tell = (): void => {
    if (!this.#disposed) this.dispatchEvent(new Event('change'));
  };
  /** A network leaves no trail to follow, and its page is not to take the cores that train it. */
  readonly #calm = (): number => (isNetwork(this.config) ? NETWORK_MILLIS : 0);

  private constructor(
    config: Config,
    readonly options: RaceOptions,
  ) {
    super();
    this.#state = begun(config, options.state);
    this.#frames = new Frames(options.frames);
    this.#lanes = new Lanes(
      options,
      () => this.#announce(),
      () => this.dispatchEvent(new Event('error')),
      (failure) => failure.code === 'stalled' && this.send({ type: 'stalled', failure }),
    );
  }

  get state(): State {
    return this.#state;
  }

  get config(): Config {
    return this.#state.config;
  }

  get playing(): boolean {
    return this.#state.playing;
  }

  get lanes(): readonly LaneView[] {
    return this.#lanes.all;
  }

  /** Resolves when every lane stands at step 0 or has failed; rejects when nothing can run. */
  get ready(): Promise<void> {
    return this.#lanes.ready;
  }

  get error(): Error | null {
    return this.#lanes.error;
  }

  /** Of a worker that fell silent since the last reset, and was replaced. */
  get stalled(): Failure | null {
    return this.#state.stalled;
  }

  /** Why the page itself computes; empty where workers do. */
  get workless(): string {
    return whyNoWorker();
  }

  /** Compressed bytes of data so far; null when nothing is being loaded. */
  get loading(): { done: number; total: number } | null {
    return this.#lanes.pool.loading;
  }

  /** Something happens: the state is another, and what follows is done. */
  send(event: RaceEvent): void {
    if (event.type === 'reset' || event.type === 'load') this.#lanes.hurry();
    const [next, commands] = reduce(this.#state, event, this.lanes);
    this.#state = next;
    if (this.#disposed) return; // what it has become is known, should it come back in another
    for (const command of commands) this.#do(command);
    if (commands.length > 0) this.#announce();
  }

  play(): void {
    this.send({ type: 'play' });
  }

  pause(): void {
    this.send({ type: 'pause' });
  }

  /** Looks at a step that the lanes have been at, or runs them to it: what is shown and measured is of that step. */
  turn(to: number): void {
    this.send({ type: 'turn', to });
  }

  /** Takes every lane n steps beyond the furthest; of a race that was turned back, n steps on from there. */
  async step(n = 1): Promise<void> {
    this.send({ type: 'step', n });
    await this.#settling;
    await this.#arriving;
  }

  /** Takes every lane to a step; a pause ends it on the way. */
  runTo(step: number): Promise<void> {
    this.send({ type: 'run', to: step });
    return this.#arriving;
  }

  /** Takes every lane to a step, whichever way: back it replays. A pause ends it once lanes are on their way there. */
  async seek(step: number): Promise<void> {
    await this.step(0); // slices that are under way may go beyond it
    if (step < furthest(this.lanes)) await this.reset();
    await this.runTo(step);
  }

  /** Back to step 0; what follows is the same, bit for bit. Lanes that failed are tried again. */
  async reset(): Promise<void> {
    this.send({ type: 'reset' });
    await this.ready;
    this.#announce();
  }

  /** Another config: lanes that it leaves as they are keep their traces, the others catch up to where the race stands. */
  replace(config: Config): void {
    this.send({ type: 'replace', config });
  }

  /** Whether networks are computed with fused multiply-adds. */
  get fused(): boolean {
    return this.#lanes.fused;
  }

  /**
   * Whether to compute networks with fused multiply-adds (relaxed SIMD): faster, but each kind of machine rounds in its own way,
   * so a checksum then holds for this one alone. The browser must have them (hosts.ts: canFuse). The race begins anew.
   */
  fuse(on: boolean): void {
    if (on === this.fused) return;
    this.#lanes.fused = on;
    this.send({ type: 'replace', config: this.config, goal: 0 });
  }

  /** Files of the user's own for races on them. They stay in this page: no link and no server hears of more than name and hash. */
  give(files: readonly File[]): void {
    this.#lanes.files = files;
  }

  get files(): readonly File[] {
    return this.#lanes.files;
  }

  /** The same of a published dataset that the site has no copy of. */
  giveSet(set: GivenSet): void {
    this.#lanes.set = set;
  }

  get set(): GivenSet | undefined {
    return this.#lanes.set;
  }

  /** A copy of a lane's parameters ('params'), 'gradient' or an optimizer's slot at the step that is looked at. */
  peek(lane: number, array: string): Promise<Float64Array | Float32Array> {
    return this.queries.peek(lane, array);
  }

  /**
   * Takes the race back to step 0 and lets a lane begin from these parameters, in the order of peek(lane, 'params') and as many
   * (docs/numerics.md). A reset begins from them again; a lane whose settings change has its own start again. No link holds them.
   */
  async startFrom(lane: number, params: Float32Array | Float64Array): Promise<void> {
    await this.reset();
    await this.queries.made(lane);
    await this.#lanes.all[lane]!.startFrom(params);
    this.#announce();
  }

  /** The race's checksum, when all lanes stand at the same step or have ended; else null. */
  checksum(): string | null {
    const stands = this.lanes.filter(({ status }) => status !== 'diverged').map(({ step }) => step);
    if (new Set(stands).size > 1) return null;
    const hashes = this.lanes.map(({ hashes }) => hashes?.params ?? '');
    return hashes.includes('') ? null : raceChecksum(hashes);
  }

  /** It is in another window now: the last one may have no more frames. */
  moved(): void {
    this.#frames.moved();
  }

  dispose(): void {
    this.pause();
    this.#disposed = true;
    clearTimeout(this.#patience);
    this.#lanes.dispose();
  }

  #do(command: Command): void {
    if (command === 'replace' || command === 'restart') this.#lanes.replace(this.config, command === 'restart');
    else if (command === 'run') this.#run();
    else if (command === 'play') this.#begin();
    else if (command === 'settle') this.#settle();
    else if (command === 'wait') this.#wait();
  }

  // Whoever waits for these, or for `ready`, hears of what goes wrong.
  #run(): void {
    this.#arriving = this.#arrive();
    this.#arriving.catch(() => {});
  }

  #settle(): void {
    // Slices that a pause left under way still come to their end: only then is it known who is furthest.
    const settling: Promise<unknown> = this.ready
      .then(() => Promise.all(this.#lanes.all.map((lane) => lane.settled)))
      // What was asked for since waits for later slices.
      .then(() => (settling === this.#settling ? this.send({ type: 'settled' }) : this.#settling));
    settling.catch(() => {});
    this.#settling = settling;
  }

  /** Every lane goes to where the race is to be by then. */
  async #arrive(): Promise<void> {
    let lanes: Lanes['all'];
    do {
      await this.ready;
      lanes = this.#lanes.all;
      await Promise.all(lanes.map((lane) => lane.runTo(() => this.#state.target, SLICE_MILLIS)));
    } while (lanes !== this.#lanes.all); // some began anew on the way
  }

  #wait(): void {
    clearTimeout(this.#patience);
    const millis = isNetwork(this.config) ? PATIENCE.slow : PATIENCE.quick;
    this.#patience = setTimeout(() => this.send({ type: 'waited' }), millis);
  }

  #begin(): void {
    const { past, goal } = this.#state;
    this.#turned = past ?? 0;
    this.#pace.begin(Math.max(furthest(this.#lanes.all.filter((lane) => !lane.opening)), goal));
    this.#lastFrame = performance.now();
    if (!this.#framed) this.#frames.next(this.#frame);
    this.#framed = true;
  }

  readonly #frame = (): void => {
    this.#framed = false;
    const { playing, until, goal, past } = this.#state;
    if (!playing || this.#disposed) return;
    const now = performance.now();
    const seconds = Math.min(now - this.#lastFrame, 100) / 1000; // a hidden tab owes nothing
    this.#lastFrame = now;
    if (past !== null) {
      this.#again(seconds);
      return;
    }
    const live = this.#lanes.all.filter((lane) => lane.live && lane.step < until);
    const opening = this.#lanes.all.some((lane) => lane.opening);
    if (!opening && live.length === 0) {
      this.pause();
      return;
    }
    // Nor does time count while lanes catch up: their pace is no sign that they cannot keep up.
    if (!opening && !live.some(({ step }) => step < goal)) {
      const to = Math.min(this.#pace.target(live, this.speed, seconds), until);
      for (const lane of live) {
        const there = live.filter(({ host }) => host === lane.host).length;
        if (to > lane.step) void lane.advance(to, SLICE_MILLIS / there, there === 1 ? 2 : 1);
      }
    }
    this.#framed = true;
    this.#frames.next(this.#frame);
  };

  /** What the lanes have gone through is shown again, at the race's speed; all of it in some seconds at most. */
  #again(seconds: number): void {
    const most = furthest(this.#lanes.all);
    this.#turned += Math.min(this.speed, Math.max(60, most / AGAIN_SECONDS)) * seconds;
    this.send({ type: 'turn', to: Math.floor(this.#turned), plays: true });
    if (!this.#state.playing) return;
    if (this.#state.past === null) this.#pace.begin(most);
    this.#framed = true;
    this.#frames.next(this.#frame);
  }

  #announce(): void {
    this.#frames.announce(this.#tell, this.#calm);
  }
}
