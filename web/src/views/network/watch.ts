import type { LaneView } from '../../engine/race.ts';
import type { Stage } from '../../reader/stage.ts';

/** Milliseconds between two looks at a lane, and the share of the time that looking may take. */
const PAUSE = 160;
const SHARE = 0.2;
/** How often what comes of several lanes is shown while they run. */
const TELL = 300;
/** And however long looking takes, a lane that runs is looked at again after so many. */
const LONGEST = 3000;

interface Look<T> {
  /** The step that was looked at, and what else it was asked for. */
  key: string;
  step: number;
  value: T | undefined;
  /** When it may be asked again. */
  next: number;
  asking: boolean;
  /** Ends what is asked. */
  gone: AbortController;
}

export const isThere = ({ status }: LaneView): boolean =>
  status !== 'loading' && status !== 'failed' && status !== 'crashed';

/** What is read of each lane, again as the race goes on: each lane for itself, in no more than a share of the time. What was read stays until there is something newer. */
export class Watch<T> {
  readonly #looks = new WeakMap<LaneView, Look<T>>();
  /** What is on show, by swatch. */
  readonly #shown = new Map<number, T>();
  readonly #steps = new Map<number, number>();
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

  /** The step of what is on show of a lane. */
  stepOf(lane: number): number | undefined {
    return this.#steps.get(this.stage.swatches[lane]!);
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
      if (look.key === this.#key(lane)) continue;
      if (look.asking) {
        // The reader has turned elsewhere: nobody waits for that step any more.
        if (!stage.playing && look.step !== lane.step) look.gone.abort();
        continue;
      }
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
    const look = known ?? { key: '', step: -1, value: undefined, next: 0, asking: false, gone: new AbortController() };
    if (!known) this.#looks.set(lane, look);
    return look;
  }

  async #ask(i: number, lane: LaneView, look: Look<T>): Promise<void> {
    look.asking = true;
    look.gone = new AbortController();
    look.step = lane.step;
    const whole = this.#gone.signal;
    const { signal } = look.gone;
    const end = (): void => look.gone.abort();
    whole.addEventListener('abort', end, { once: true });
    const [began, key, step, its] = [performance.now(), this.#key(lane), lane.step, this.stage.race.lanes[i]];
    let value: T | undefined;
    try {
      value = await this.read(i, signal);
    } catch {
      // gone with its lane, or crashed: the lane says so
    }
    whole.removeEventListener('abort', end);
    const took = performance.now() - began;
    look.asking = false;
    if (whole.aborted) return;
    if (signal.aborted) {
      this.look();
      return;
    }
    look.key = key;
    const pause = this.stage.playing ? Math.min(LONGEST, Math.max(PAUSE, took / SHARE - took)) : 0;
    look.next = performance.now() + pause;
    if (value !== undefined) {
      look.value = value;
      this.#steps.set(this.stage.swatches[i]!, step);
      this.#shown.set(this.stage.swatches[i]!, value);
      if (this.stage.race.lanes[i] === its) this.came(i, step, value);
    }
    this.#tell();
    this.look();
  }
}
