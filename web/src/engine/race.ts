import catalogJson from '#catalog';
import { type Catalog, problemOf } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { raceChecksum } from '../core/hash.ts';
import type { Failure } from '../core/module.ts';
import { runSpec } from '../run/spec.ts';
import { sourceOf } from '../worker/data.ts';
import type { HostClient } from '../worker/protocol.ts';
import { Asks } from './asks.ts';
import { Crew } from './crew.ts';
import { EngineLane, type LaneView } from './lane.ts';
import { Pace } from './pace.ts';
import { fusedUrl, whyNoWorker, workerCount } from './pool.ts';

export type { LaneStatus, LaneView } from './lane.ts';

export interface RaceOptions {
  /** Workers to use; by default one a lane, and a core left to the page. */
  workers?: number;
  wasmUrl?: URL;
  /** Where its hosts come from, when several races share them (shared.ts); by default it starts its own. */
  hosts?: () => Promise<HostClient>;
  /** The folder of the packed datasets, with a slash at its end. */
  dataUrl?: URL;
  /** The window whose frames it goes by; by default this one, and a clock where there is none. */
  frames?: () => Window | null;
  /** Record a row each so many steps; by default so that a lane keeps at most about 20,000, and on a map its early steps and turns. */
  every?: number;
}

/** What a host may compute between two frames. */
const TURN_MILLIS = 24;
/** How many workers that fall silent are replaced; then the lanes say so, and wait for somebody to try again. */
const STALLS = 2;
/** How often networks tell of themselves. */
const NETWORK_MILLIS = 50;

const catalog = catalogJson as unknown as Catalog;

/**
 * Lanes on one problem, in workers. Events: 'change' (at most once a frame: rows came or a status changed) and 'error' (nothing
 * can run at all; `error` says why). What is shown is always what the config's link would replay.
 */
export class Race extends EventTarget {
  /** Starts loading at once. */
  static create(config: Config, options: RaceOptions = {}): Race {
    const race = new Race(config, options);
    race.#open();
    return race;
  }

  /** Resolves when every lane stands at step 0 or has failed; rejects when nothing can run. */
  ready: Promise<void> = Promise.resolve();
  playing = false;
  /** Steps a second for each lane; Infinity: as fast as they go. */
  speed = 60;
  /** Where it stops playing on the way; played on from there, it goes to its end. */
  stop = Number.POSITIVE_INFINITY;
  error: Error | null = null;
  /** Of a worker that fell silent since the last reset, and was replaced. */
  stalled: Failure | null = null;

  /** What the module can be asked beside the race. */
  readonly asks = new Asks(
    () => this.#crew,
    (lane) => this.#lanes[lane],
  );
  #files: readonly File[] = [];
  #lanes: EngineLane[] = [];
  #crew: Crew;
  #fused = false;
  readonly #pace = new Pace();
  /** What its lanes call. Made once, where no lane is in sight: a closure keeps all that any closure made beside it uses. */
  readonly #told = (): void => this.#announce();
  /** The step that changed lanes catch up to. */
  #goal = 0;
  /** Grows with every reset and replacement: the lanes of before need not catch up any more. */
  #epoch = 0;
  /** Grows with every pause too: a run to some step ends there. */
  #runs = 0;
  /** Since the last reset, how many workers have fallen silent. */
  #stalls = 0;
  #lastFrame = 0;
  /** How far it plays this time. */
  #until = Number.POSITIVE_INFINITY;
  #announced = false;
  #announcedAt = Number.NEGATIVE_INFINITY;
  #disposed = false;

  private constructor(
    private current: Config,
    private readonly options: RaceOptions,
  ) {
    super();
    this.#crew = this.#gathered(false);
    this.#lanes = this.#replaced(current, []);
  }

  get config(): Config {
    return this.current;
  }

  /** Why the page itself computes; empty where workers do. */
  get workless(): string {
    return whyNoWorker();
  }

  /** Compressed bytes of data so far; null when nothing is being loaded. */
  get loading(): { done: number; total: number } | null {
    return this.#crew.loading;
  }

  get lanes(): readonly LaneView[] {
    return this.#lanes;
  }

  play(): void {
    if (this.playing || this.#disposed) return;
    this.playing = true;
    const from = Math.max(this.#furthest(), this.#goal);
    this.#pace.begin(from);
    this.#until = from < this.stop ? this.stop : Number.POSITIVE_INFINITY;
    this.#lastFrame = performance.now();
    const run = this.#runs;
    this.#next(() => this.#frame(run));
    this.#announce();
  }

  pause(): void {
    this.playing = false;
    this.#runs++;
    this.#announce();
  }

  /** Takes every lane n steps beyond the furthest. */
  async step(n = 1): Promise<void> {
    const run = this.#runs;
    await this.ready;
    // Turns that a pause left under way still come to their end: only then is it known who is furthest.
    await Promise.all(this.#lanes.map((lane) => lane.settled));
    if (run !== this.#runs) return;
    await this.runTo(Math.max(this.#furthest(), this.#goal) + n);
  }

  /** Takes every lane to a step; a pause ends it on the way. */
  async runTo(step: number): Promise<void> {
    const run = this.#runs;
    let lanes: EngineLane[];
    do {
      await this.ready;
      lanes = this.#lanes;
      await Promise.all(lanes.map((lane) => lane.runTo(() => (run === this.#runs ? step : 0), TURN_MILLIS)));
    } while (lanes !== this.#lanes && run === this.#runs); // some began anew on the way
  }

  /** Back to step 0; what follows is the same, bit for bit. Lanes that failed are tried again. */
  async reset(): Promise<void> {
    this.pause();
    if (this.error) this.#change(); // whatever else still waits for a module waits for an answer that may never come
    for (const { host } of this.#lanes) host?.hurry?.();
    this.#stalls = 0;
    this.stalled = null;
    this.#epoch++;
    this.#goal = 0;
    const again = this.#lanes.filter(({ broken }) => !broken);
    this.#lanes = this.#replaced(this.current, again);
    for (const lane of again) if (lane.started) lane.reset();
    this.#open();
    await this.ready;
    this.#announce();
  }

  /** Whether networks are computed with fused multiply-adds. */
  get fused(): boolean {
    return this.#fused;
  }

  /**
   * Whether to compute networks with fused multiply-adds (relaxed SIMD): faster, but each kind of machine rounds in its own way,
   * so a checksum then holds for this one alone. The browser must have them (pool.ts: canFuse). The race begins anew.
   */
  fuse(on: boolean): void {
    if (on === this.#fused) return;
    this.#fused = on;
    this.#change();
    this.replace(this.current);
  }

  /** Other hosts, for another module: nothing of the race so far is kept. */
  #change(): void {
    for (const lane of this.#lanes) lane.dispose();
    this.#lanes = [];
    this.#goal = 0;
    this.#crew.dispose();
    this.#crew = this.#gathered(this.#fused && isNetwork(this.current));
  }

  #gathered(fused: boolean): Crew {
    return new Crew(
      fused ? fusedUrl() : this.options.wasmUrl,
      fused,
      () => this.#announce(),
      (host, failure) => {
        const lost = this.#lanes.filter((lane) => lane.host === host);
        for (const lane of lost) lane.fail(failure);
        if (failure.code === 'stalled' && lost.length > 0 && this.#stalls++ < STALLS) this.#replay(failure);
      },
      fused ? undefined : this.options.hosts, // those that races share have the plain module
    );
  }

  /** Lanes whose worker fell silent begin anew in another one and catch up to where the race stands. */
  #replay(failure: Failure): void {
    this.stalled = failure;
    this.#goal = Math.max(this.#furthest(), this.#goal);
    this.#lanes = this.#replaced(this.current, this.#lanes);
    this.#open();
    this.#catchUp();
    this.#announce();
  }

  #catchUp(): void {
    const epoch = ++this.#epoch;
    this.ready
      .then(() => this.#lanes.map((lane) => lane.runTo(() => (epoch === this.#epoch ? this.#goal : 0), TURN_MILLIS)))
      .catch(() => {}); // whoever waits for `ready` hears of it
  }

  /**
   * Another config. Lanes that it leaves as they are keep their traces; the others begin anew and catch up to where the race
   * stands. Another problem, seed or batch is another race, which stands at step 0.
   */
  replace(config: Config): void {
    const stood = sharedKey(config) === sharedKey(this.current) ? Math.max(this.#furthest(), this.#goal) : 0;
    this.#runs++;
    const changed = this.#fused && isNetwork(config) !== isNetwork(this.current);
    this.current = config;
    if (changed) this.#change();
    this.#goal = Math.min(stood, config.steps);
    this.#lanes = this.#replaced(config, this.#lanes);
    this.#open();
    this.#catchUp();
    if (this.playing) {
      this.playing = false;
      this.play();
    }
    this.#announce();
  }

  /** Files of the user's own for races on them. They stay in this page: no link and no server hears of more than name and hash. */
  give(files: readonly File[]): void {
    this.#files = files;
  }

  /** A copy of a lane's parameters ('params'), 'gradient' or an optimizer's slot. */
  async peek(lane: number, array: string): Promise<Float64Array | Float32Array> {
    const { host, id } = await this.asks.made(lane);
    return host.call('peek', id, array);
  }

  /**
   * Takes the race back to step 0 and lets a lane begin from these parameters, in the order of peek(lane, 'params') and as many
   * (docs/numerics.md). A reset begins from them again; a lane whose settings change has its own start again. No link holds them.
   */
  async startFrom(lane: number, params: Float32Array | Float64Array): Promise<void> {
    await this.reset();
    await this.asks.made(lane);
    await this.#lanes[lane]!.startFrom(params);
    this.#announce();
  }

  /** The race's checksum, when all lanes stand at the same step or have ended; else null. */
  checksum(): string | null {
    const stands = this.#lanes.filter(({ status }) => status !== 'diverged').map(({ step }) => step);
    if (new Set(stands).size > 1) return null;
    const hashes = this.#lanes.map(({ hashes }) => hashes?.params ?? '');
    return hashes.includes('') ? null : raceChecksum(hashes);
  }

  dispose(): void {
    this.pause();
    this.#disposed = true;
    this.#epoch++;
    for (const lane of this.#lanes) lane.dispose();
    this.#crew.dispose();
  }

  #furthest(): number {
    return this.#lanes.reduce((most, { step }) => Math.max(most, step), 0);
  }

  /** The lanes of a config: those of `old` that it leaves as they are, and new ones. The rest of `old` is disposed of. */
  #replaced(config: Config, old: readonly EngineLane[]): EngineLane[] {
    const rows = { every: this.options.every, path: isDrawn(config) };
    const left = [...old];
    const lanes = config.lanes.map((lane) => {
      const spec = runSpec(config, lane, rows);
      const key = JSON.stringify(spec);
      const kept = left.findIndex((it) => it.key === key && !it.broken);
      return kept >= 0 ? left.splice(kept, 1)[0]! : new EngineLane(key, spec, this.#told);
    });
    for (const gone of left) gone.dispose();
    return lanes;
  }

  /** Starts every lane that nobody has started yet; `ready` then waits for all of them. */
  #open(): void {
    const fresh = this.#lanes.filter(({ started }) => started === null);
    const starting = fresh.length > 0 ? this.#start(fresh) : null;
    for (const lane of fresh) lane.started = starting;
    this.ready = Promise.all(this.#lanes.map(({ started }) => started)).then(() => {});
    this.ready.catch(() => {});
  }

  async #start(fresh: readonly EngineLane[]): Promise<void> {
    const lanes = this.#lanes;
    const count = Math.max(1, Math.min(lanes.length, this.options.workers ?? workerCount(lanes.length)));
    const source = sourceOf(
      this.current,
      catalog,
      () => this.options.dataUrl ?? new URL('data/', document.baseURI),
      this.#files,
    );
    try {
      await this.#crew.open(fresh, lanes, count, source);
      this.error = null;
    } catch (error) {
      if (this.#disposed) return;
      this.error = error instanceof Error ? error : new Error(String(error));
      this.dispatchEvent(new Event('error'));
      throw error;
    }
  }

  #frame(run: number): void {
    if (!this.playing || this.#disposed || run !== this.#runs) return;
    const now = performance.now();
    const seconds = Math.min(now - this.#lastFrame, 100) / 1000; // a hidden tab owes nothing
    this.#lastFrame = now;
    const live = this.#lanes.filter((lane) => lane.live && lane.step < this.#until);
    const opening = this.#lanes.some((lane) => lane.opening);
    if (!opening && live.length === 0) {
      this.pause();
      return;
    }
    // Nor does time count while lanes catch up: their pace is no sign that they cannot keep up.
    if (!opening && !live.some(({ step }) => step < this.#goal)) {
      const to = Math.min(this.#pace.target(live, this.speed, seconds), this.#until);
      for (const lane of live) {
        const there = live.filter(({ host }) => host === lane.host).length;
        if (to > lane.step) void lane.turn(to, TURN_MILLIS / there, there === 1 ? 2 : 1);
      }
    }
    this.#next(() => this.#frame(run));
  }

  #announce(): void {
    if (this.#announced) return;
    this.#announced = true;
    const announce = () => {
      if (performance.now() - this.#announcedAt < this.#calm) return this.#next(announce);
      this.#announced = false;
      this.#announcedAt = performance.now();
      if (!this.#disposed) this.dispatchEvent(new Event('change'));
    };
    this.#next(announce);
  }

  /** What waits for a frame. */
  readonly #waiting = new Set<() => void>();

  #next(then: () => void): void {
    this.#waiting.add(then);
    const come = (): void => {
      if (this.#waiting.delete(then)) then();
    };
    const view = this.options.frames?.() ?? globalThis;
    if ('requestAnimationFrame' in view) view.requestAnimationFrame(come);
    else setTimeout(come, 16);
  }

  /** It is in another window now: the last one may have no more frames. */
  moved(): void {
    for (const then of [...this.#waiting]) this.#next(then);
  }

  /** Milliseconds between two changes: a network leaves no trail to follow, and its page is not to take the cores that train it. */
  get #calm(): number {
    return isNetwork(this.current) ? NETWORK_MILLIS : 0;
  }
}

/** It learns from a dataset, in float32: what fused arithmetic is for. */
const isNetwork = ({ problem }: Config): boolean =>
  problemOf(catalog, problem.id)?.fields.some(({ id }) => id === 'data') ?? false;

/** Its lanes leave trails on a map. */
const isDrawn = ({ problem }: Config): boolean => problemOf(catalog, problem.id)?.kind === 'surface';

/** What all lanes share: a race with another one begins anew. */
const sharedKey = ({ lanes: _lanes, steps: _steps, ...shared }: Config): string => JSON.stringify(shared);
