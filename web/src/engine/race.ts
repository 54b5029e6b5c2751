import catalogJson from '#catalog';
import type { Catalog } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { raceChecksum } from '../core/hash.ts';
import { failureOf, type LaneSpec, SidestepError } from '../core/module.ts';
import type { DataSource } from '../worker/protocol.ts';
import { Crew } from './crew.ts';
import { EngineLane, type LaneView } from './lane.ts';
import { workerCount } from './pool.ts';

export type { LaneStatus, LaneView } from './lane.ts';

export interface RaceOptions {
  /** Workers to use; by default one a lane, and a core left to the page. */
  workers?: number;
  wasmUrl?: URL;
  /** The folder of the packed datasets, with a slash at its end. */
  dataUrl?: URL;
  /** Record a row each so many steps; by default so that a lane keeps at most about 20,000. */
  every?: number;
}

const MAX_ROWS = 20_000;
/** What a lane may compute between two frames. */
const TURN_MILLIS = 24;

const nextFrame: (then: () => void) => void =
  typeof requestAnimationFrame === 'function' ? (then) => requestAnimationFrame(then) : (then) => setTimeout(then, 16);

const catalog = catalogJson as unknown as Catalog;

/**
 * Lanes on one problem, in workers. Events: 'change' (at most once a frame: rows came or a status changed) and 'error' (nothing
 * can run at all; `error` says why).
 */
export class Race extends EventTarget {
  static create(config: Config, options: RaceOptions = {}): Race {
    const race = new Race(config, options);
    race.ready = race.#open();
    race.ready.catch(() => {});
    return race;
  }

  /** Resolves when every lane stands at step 0 or has failed; rejects when nothing can run. */
  ready: Promise<void> = Promise.resolve();
  playing = false;
  /** Steps a second for each lane; Infinity: as fast as they go. */
  speed = 60;
  error: Error | null = null;

  #lanes: EngineLane[] = [];
  readonly #crew: Crew;
  #allowed = 0;
  #lastFrame = 0;
  #announced = false;
  #disposed = false;
  /** Grows with every reset, replacement or pause: what was asked for before is no longer wanted. */
  #epoch = 0;

  private constructor(
    private current: Config,
    private readonly options: RaceOptions,
  ) {
    super();
    this.#crew = new Crew(
      options.wasmUrl,
      () => this.#announce(),
      (host, failure) => {
        for (const lane of this.#lanes) if (lane.host === host) lane.fail(failure);
      },
    );
    this.#lanes = specsOf(current, this.#every(current)).map((spec) => this.#newLane(spec));
  }

  get config(): Config {
    return this.current;
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
    this.#allowed = this.#furthest();
    this.#lastFrame = performance.now();
    nextFrame(() => this.#frame());
    this.#announce();
  }

  pause(): void {
    this.playing = false;
    this.#epoch++;
    this.#announce();
  }

  /** Takes every lane n steps beyond the furthest. */
  async step(n = 1): Promise<void> {
    await this.runTo(this.#furthest() + n);
  }

  /** Takes every lane to a step. */
  async runTo(step: number): Promise<void> {
    await this.ready;
    const epoch = this.#epoch;
    await Promise.all(this.#lanes.map((lane) => lane.runTo(step, TURN_MILLIS, () => epoch !== this.#epoch)));
  }

  /** Back to step 0; what follows is the same, bit for bit. */
  async reset(): Promise<void> {
    this.playing = false;
    this.#epoch++;
    await this.ready;
    await Promise.all(this.#lanes.map((lane) => lane.reset()));
    this.#announce();
  }

  /** Another config. Lanes that it leaves as they are keep their traces; the others begin anew and catch up. */
  replace(config: Config): void {
    const stood = this.#furthest();
    this.#epoch++;
    this.current = config;
    const old = [...this.#lanes];
    this.#lanes = specsOf(config, this.#every(config)).map((keyed) => {
      const kept = old.findIndex(({ key, status }) => key === keyed.key && status !== 'failed' && status !== 'crashed');
      return kept >= 0 ? (old.splice(kept, 1)[0] as EngineLane) : this.#newLane(keyed);
    });
    for (const gone of old) gone.dispose();
    const keptAny = this.#lanes.some(({ host }) => host !== null);
    const epoch = this.#epoch;
    this.#allowed = keptAny ? Math.max(this.#allowed, stood) : 0;
    this.ready = this.#open();
    this.ready
      .then(() => {
        if (!keptAny || epoch !== this.#epoch) return;
        return Promise.all(this.#lanes.map((lane) => lane.runTo(stood, TURN_MILLIS, () => epoch !== this.#epoch)));
      })
      .catch(() => {});
    this.#announce();
  }

  /** The surface's values on a grid of nx × ny over a box, row-major with y outer. */
  async sample(box: readonly (readonly [number, number])[], nx: number, ny: number): Promise<Float64Array> {
    const { problem } = this.current;
    const host = await this.#crew.first();
    const [x = [0, 0], y = [0, 0]] = box as [number, number][];
    return host.call('sample', problem, x, nx, y, ny);
  }

  /** A copy of a lane's parameters ('params'), 'gradient' or an optimizer's slot. */
  async peek(lane: number, array: string): Promise<Float64Array | Float32Array> {
    await this.ready;
    const it = this.#lanes[lane];
    if (!it?.host) throw new SidestepError({ code: 'internal', at: '', message: `there is no lane ${lane}` });
    return it.host.call('peek', it.id, array);
  }

  /** The race's checksum, when all lanes stand at the same step or have ended; else null. */
  checksum(): string | null {
    const stands = this.#lanes.filter(({ status }) => status !== 'diverged').map(({ step }) => step);
    if (new Set(stands).size > 1) return null;
    const hashes = this.#lanes.map(({ hashes }) => hashes?.params ?? '');
    return hashes.includes('') ? null : raceChecksum(hashes);
  }

  dispose(): void {
    this.#disposed = true;
    this.playing = false;
    this.#epoch++;
    for (const lane of this.#lanes) lane.dispose();
    this.#crew.dispose();
  }

  #every(config: Config): number {
    return this.options.every ?? Math.max(1, Math.ceil(config.steps / MAX_ROWS));
  }

  #newLane({ key, spec }: KeyedSpec): EngineLane {
    return new EngineLane(key, spec, () => this.#announce());
  }

  #furthest(): number {
    return this.#lanes.reduce((most, { step }) => Math.max(most, step), 0);
  }

  /** Gives every lane without a host one, with the data it needs. */
  async #open(): Promise<void> {
    const [lanes, source] = [this.#lanes, this.#source()];
    const fresh = lanes.filter(({ host }) => host === null);
    if (fresh.length === 0) return;
    try {
      const count = Math.max(1, Math.min(lanes.length, this.options.workers ?? workerCount(lanes.length)));
      const hosts = await this.#crew.gather(count, source);
      const load = new Map(hosts.map((host) => [host, lanes.filter((lane) => lane.host === host).length]));
      await Promise.all(
        fresh.map((lane) => {
          const [host, lanesThere] = [...load].reduce((least, next) => (next[1] < least[1] ? next : least));
          load.set(host, lanesThere + 1);
          return lane.start(host, source !== null);
        }),
      );
    } catch (error) {
      const failure = failureOf(error);
      for (const lane of fresh) lane.fail(failure);
      this.error = error instanceof Error ? error : new Error(failure.message);
      this.dispatchEvent(new Event('error'));
      throw error;
    }
  }

  /** What to load for this problem, or null when it needs no data. */
  #source(): DataSource | null {
    const { data, train, test } = this.current.problem;
    const known = catalog.datasets.some(({ id }) => id === data);
    if (!known || typeof data !== 'string' || typeof train !== 'number' || typeof test !== 'number') return null;
    const base = this.options.dataUrl ?? new URL('data/', document.baseURI);
    return { id: data, train, test, base: base.href };
  }

  #frame(): void {
    if (!this.playing || this.#disposed) return;
    const now = performance.now();
    const elapsed = Math.min(now - this.#lastFrame, 100); // a hidden tab owes nothing
    this.#lastFrame = now;
    const live = this.#lanes.filter(({ live }) => live);
    const slowest = live.reduce((least, { step }) => Math.min(least, step), Number.POSITIVE_INFINITY);
    if (Number.isFinite(this.speed)) {
      // Nobody runs ahead of a lane that cannot keep up.
      const debt = Math.max(1, (this.speed * 200) / 1000);
      this.#allowed = Math.min(this.#allowed + (this.speed * elapsed) / 1000, slowest + debt);
    }
    for (const lane of live) {
      // At full speed lanes stay within a few turns of the slowest, so that the race can be watched.
      const pace = Math.max(16, 4 * Math.min(...live.map(({ pace }) => pace)));
      const to = Number.isFinite(this.speed) ? Math.floor(this.#allowed) : slowest + pace;
      if (to > lane.step) void lane.run(to, TURN_MILLIS);
    }
    if (this.#lanes.some(({ status }) => status === 'loading' || status === 'running')) nextFrame(() => this.#frame());
    else this.pause();
  }

  #announce(): void {
    if (this.#announced) return;
    this.#announced = true;
    nextFrame(() => {
      this.#announced = false;
      if (!this.#disposed) this.dispatchEvent(new Event('change'));
    });
  }
}

interface KeyedSpec {
  /** Equal keys: the same lane, bit for bit. */
  key: string;
  spec: Omit<LaneSpec, 'data'>;
}

const specsOf = ({ seed, batch, steps, problem, lanes }: Config, every: number): KeyedSpec[] =>
  lanes.map((lane) => {
    const spec = { seed, batch, steps, every, problem, lane };
    return { key: JSON.stringify(spec), spec };
  });
