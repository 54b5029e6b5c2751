import type { LaneView } from '../../engine/race.ts';
import type { Stage } from '../../reader/stage.ts';

/** Milliseconds between two looks at a lane, and the share of the time that looking may take. */
const PAUSE = 160;
const SHARE = 0.2;
/** How often what comes of several lanes is shown while they run. */
const TELL = 300;

interface Look<T> {
  /** The step that was looked at, and what else it was asked for. */
  key: string;
  value: T | undefined;
  /** When it may be asked again. */
  next: number;
  asking: boolean;
}

export const isThere = ({ status }: LaneView): boolean =>
  status !== 'loading' && status !== 'failed' && status !== 'crashed';

/** What is read of each lane, again as the race goes on: each lane for itself, in no more than a share of the time. What was read stays until there is something newer. */
export class Watch<T> {
  readonly #looks = new WeakMap<LaneView, Look<T>>();
  /** What is on show, by swatch. */
  readonly #shown = new Map<number, T>();
  #data = '';
  #timer = 0;
  #telling = 0;
  #gone = new AbortController();
  #offs: (() => void)[] = [];

  constructor(
    private readonly stage: Stage,
    private readonly read: (lane: number, signal: AbortSignal) => Promise<T>,
    /** Something has come: while lanes run, of several at a time. */
    private readonly changed: () => void,
    /** What else is asked for; where that is another, all is asked for again. */
    private readonly about: () => string = () => '',
    /** Hears of each reading with its step, at once. */
    private readonly came: (lane: number, step: number, value: T) => void = () => {},
  ) {}

  start(): void {
    const { stage } = this;
    const look = (): void => this.look();
    this.#gone = new AbortController();
    this.#offs = [stage.on('numbers', look), stage.on('config', look), stage.on('session', look)];
    this.look();
  }

  stop(): void {
    for (const off of this.#offs.splice(0)) off();
    this.#gone.abort();
    clearTimeout(this.#timer);
    clearTimeout(this.#telling);
    this.#telling = 0;
  }

  #tell(): void {
    this.#telling ||= window.setTimeout(
      () => {
        this.#telling = 0;
        this.changed();
      },
      this.stage.playing ? TELL : 0,
    );
  }

  /** What was read last of a lane. */
  of(lane: number): T | undefined {
    const { stage } = this;
    const it = stage.race.lanes[lane];
    return (it && this.#looks.get(it)?.value) ?? this.#shown.get(stage.swatches[lane]!);
  }

  /** Whether what is on show of all lanes is of where they stand. */
  get settled(): boolean {
    const { measured } = this.stage;
    return measured.every((lane, i) => !isThere(lane) || this.#of(i).key === this.#key(lane));
  }

  /** Asks for what has changed since the last look. */
  look(): void {
    const { stage } = this;
    const data = JSON.stringify([stage.config.problem, stage.config.seed]);
    if (data !== this.#data) this.#shown.clear();
    this.#data = data;
    const now = performance.now();
    let wait = Number.POSITIVE_INFINITY;
    for (const [i, lane] of stage.measured.entries()) {
      if (!isThere(lane)) continue;
      const look = this.#of(i);
      if (look.asking || look.key === this.#key(lane)) continue;
      if (now >= look.next) void this.#ask(i, lane, look);
      else wait = Math.min(wait, look.next - now);
    }
    clearTimeout(this.#timer);
    if (wait < Number.POSITIVE_INFINITY) this.#timer = window.setTimeout(() => this.look(), wait);
  }

  #key(lane: LaneView): string {
    return `${lane.step} ${this.about()}`;
  }

  #of(i: number): Look<T> {
    const lane = this.stage.race.lanes[i]!;
    const known = this.#looks.get(lane);
    const look = known ?? { key: '', value: undefined, next: 0, asking: false };
    if (!known) this.#looks.set(lane, look);
    return look;
  }

  async #ask(i: number, lane: LaneView, look: Look<T>): Promise<void> {
    look.asking = true;
    const { signal } = this.#gone;
    const [began, key, step, its] = [performance.now(), this.#key(lane), lane.step, this.stage.race.lanes[i]];
    let value: T | undefined;
    try {
      value = await this.read(i, signal);
    } catch {
      // gone with its lane, or crashed: the lane says so
    }
    const took = performance.now() - began;
    look.asking = false;
    if (signal.aborted) return;
    look.key = key;
    look.next = performance.now() + Math.max(PAUSE, took / SHARE - took);
    if (value !== undefined) {
      look.value = value;
      this.#shown.set(this.stage.swatches[i]!, value);
      if (this.stage.race.lanes[i] === its) this.came(i, step, value);
    }
    this.#tell();
    this.look();
  }
}
