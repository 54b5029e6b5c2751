import type { Config } from '../core/config.ts';
import { within } from '../core/limit.ts';
import { type Failure, failureOf } from '../core/module.ts';
import type { ViewState } from '../core/view-state.ts';
import { Sweeper } from '../engine/sweeper.ts';
import { BestEnds } from '../experiment/best-ends.ts';
import { runConfig, type Settings, settingsOf } from '../experiment/cells.ts';
import { type Comparison, compareLanes } from '../experiment/comparison.ts';
import { millisOf } from '../experiment/cost.ts';
import { bestOf } from '../experiment/jobs.ts';
import { keyOf, type Line } from '../experiment/line.ts';
import type { Sliced } from '../experiment/resample.ts';
import { type Result, Results } from '../experiment/results.ts';
import { isShare, MEASURES, type Measure } from '../experiment/sample.ts';
import type { Experiment } from '../experiment/spec.ts';
import { experimentChecksum } from '../experiment/sweep.ts';
import { Emitter } from '../toolkit/emitter.ts';
import { fixed, percent } from '../toolkit/format.ts';
import { prefersReducedMotion } from '../toolkit/motion.ts';
import { slices } from '../toolkit/tasks.ts';
import type { Stage } from './stage.ts';
import { StudyStore } from './study-store.ts';
import { isTested, tellsNumbers } from './traits.ts';
import { tunedText } from './tuned-text.ts';

/** `waiting`: for the reader, who is told what it costs; `refused`: there are more runs than a page takes. */
export type StudyStatus = 'waiting' | 'refused' | 'running' | 'paused' | 'cancelled' | 'finished' | 'failed';

/** What the reader has chosen to look at. */
export interface Choice {
  measure: Measure;
  /** Of the measure. Undefined: one that suits what came out. */
  target: number | undefined;
  against: 'step' | 'epoch' | 'seconds';
  /** What is pointed at. */
  lane: number | null;
  seed: number | null;
  cell: number | null;
}

export type StudyEvents = { results: undefined; choice: undefined; status: undefined };

/** Experiments that take longer wait until the reader says so. */
const AT_ONCE_MILLIS = 5000;
/** What a page takes: each run is kept. More is for the command line. */
export const MOST_RUNS = 50_000;
/** An edit may be one of many. */
const SETTLE_MILLIS = 400;
const TELL_MILLIS = 250;
const STORE_MILLIS = 3000;
/** Statistics that are remembered: a target that is dragged asks for many. */
const MOST_STATISTICS = 64;

class Cancelled extends Error {}

/** Experiments, by their links, that ran on this page and that nobody cancelled: coming back to one is no reason to wait. */
const underWay = new Set<string>();

interface Statistics {
  count: number;
  value: Comparison | null;
  busy: boolean;
}

/** An experiment on the page: what it is, what has come of it so far, and how it goes. */
export class Study extends Emitter<StudyEvents> {
  readonly results: Results;
  status: StudyStatus = 'waiting';
  /** Why it failed. */
  error: Failure | null = null;
  /** How many runs were kept in this browser. */
  kept = 0;
  #pointed: Pick<Choice, 'lane' | 'seed' | 'cell'> = { lane: null, seed: null, cell: null };
  #lines: readonly Line[] = [];
  #sweeper: Sweeper | null = null;
  readonly #store: StudyStore;
  readonly #statistics = new Map<string, Statistics>();
  #resume: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #starting: ReturnType<typeof setTimeout> | undefined;
  /** It begins by itself in a moment. */
  starting = true;
  #disposed = false;
  #ends: BestEnds | undefined;
  /** Milliseconds of running before this one, when it began, and how many runs there were. */
  #spent = 0;
  #began = 0;
  #had = 0;

  constructor(
    readonly stage: Stage,
    readonly experiment: Experiment,
    /** Its link, without how it is looked at. */
    readonly link: string,
  ) {
    super();
    this.results = new Results(experiment, stage.catalog);
    this.#store = new StudyStore(link);
    if (this.results.total > MOST_RUNS) this.status = 'refused';
    else void this.#open();
  }

  /** What its runs can be compared by; first what is, unless the reader asks for another. */
  get measures(): readonly Measure[] {
    const tested = isTested(this.stage.problem) && !tellsNumbers(this.stage.problem, this.stage.config.problem);
    const told = this.results.count > 0 ? this.results.measures : tested ? MEASURES : ['loss' as const];
    const first = tested ? 'accuracy' : told.includes('testLoss') ? 'testLoss' : 'loss';
    return [first, ...told.filter((it) => it !== first)];
  }

  get running(): boolean {
    return this.status === 'running';
  }

  /** About how many milliseconds the rest takes on the workers there are. */
  get left(): number {
    const { count, total } = this.results;
    const made = count - this.#had;
    const guess = millisOf(this.experiment.config, 1, this.stage.catalog) / this.workers;
    return (total - count) * (made > 0 && this.#began > 0 ? this.spent / made : guess);
  }

  /** Milliseconds that it has run so far. */
  get spent(): number {
    return this.#spent + (this.running ? performance.now() - this.#began : 0);
  }

  get workers(): number {
    return Math.max(1, (navigator.hardwareConcurrency || 2) - 1);
  }

  get loading(): { done: number; total: number } | null {
    return this.#sweeper?.loading ?? null;
  }

  /** Of all runs that are reported; null while some are to come. */
  get checksum(): string | null {
    return this.status === 'finished' ? experimentChecksum(this.#lines) : null;
  }

  /** What is looked at is the reader's, and belongs into the link; what is pointed at does not. */
  get choice(): Choice {
    const { quantity, target, against } = this.stage.view;
    const measure = this.measures.find((it) => it === quantity) ?? this.measures[0]!;
    const along = against === 'epoch' || against === 'seconds' ? against : 'step';
    return { measure, target, against: along, ...this.#pointed };
  }

  choose(change: Partial<Choice>): void {
    const { lane, seed, cell } = { ...this.#pointed, ...change };
    const { measure, against } = { ...this.choice, ...change };
    this.#pointed = { lane, seed, cell };
    const other = measure !== this.choice.measure;
    const look: ViewState = {
      ...(other && { quantity: measure === this.measures[0] ? undefined : measure, target: undefined }),
      ...('target' in change && { target: change.target ?? undefined }),
      ...('against' in change && { against: against === 'step' ? undefined : against }),
    };
    if (Object.keys(look).length > 0) this.stage.look(look);
    this.emit('choice', undefined);
  }

  /** Statistics of a cell; null until they are there, which 'results' tells. What is given may be of fewer runs than there are. */
  comparison(
    by: Measure | 'steps' | 'millis',
    cell = 0,
    target: number | null | undefined = this.choice.target,
  ): Comparison | null {
    const { measure } = this.choice;
    const way = by === 'steps' || by === 'millis' ? by : undefined;
    if (way && typeof target !== 'number') return null;
    const key = `${by} ${cell} ${way ? `${measure} ${target}` : ''}`;
    const known = this.#statistics.get(key) ?? { count: -1, value: null, busy: false };
    this.#statistics.delete(key);
    this.#statistics.set(key, known); // as the one asked for last
    if (this.#statistics.size > MOST_STATISTICS) this.#statistics.delete(this.#statistics.keys().next().value!);
    const { count } = this.results;
    if (known.count !== count && !known.busy) {
      const samples = way
        ? this.results.samples(cell, measure, { by: way, target: { metric: measure, value: target! } })
        : this.results.samples(cell, by as Measure);
      void this.#compute(known, count, compareLanes(samples, this.experiment.config.seed));
    }
    return known.value;
  }

  async #compute(known: Statistics, count: number, pieces: Sliced<Comparison>): Promise<void> {
    known.busy = true;
    const rest = slices();
    let piece = pieces.next();
    while (!piece.done) {
      await rest();
      if (this.#disposed) return;
      piece = pieces.next();
    }
    Object.assign(known, { count, value: piece.value, busy: false });
    this.#tell();
  }

  /** What a tuning found for a lane of a cell; nothing while it looks. */
  chosen(cell: number, lane: number): Settings {
    const { tune } = this.experiment;
    const trials = this.results.trials(lane, cell);
    if (!tune || trials.some(({ length }) => length < tune.seeds)) return {};
    return bestOf(trials.flat(), tune.by);
  }

  /** The race of a cell: of one lane alone, or of all of them, on a seed of the experiment, by default its race's own. */
  raceOf({ cell, lane, seed }: { cell: number; lane?: number; seed?: number }): Config {
    const { experiment } = this;
    const lanes = lane === undefined ? [...experiment.config.lanes.keys()] : [lane];
    const set = settingsOf(experiment, cell);
    const races = lanes.map((i) =>
      runConfig(experiment, {
        set: { ...set, ...this.chosen(cell, i) },
        lane: i,
        seed: seed ?? experiment.config.seed,
      }),
    );
    return { ...races[0]!, lanes: races.flatMap((race) => race.lanes) };
  }

  /** Opens a run, or all lanes of a cell, as a race. */
  open(place: { cell: number; lane?: number; seed?: number }): void {
    const { stage } = this;
    const swatches = place.lane === undefined ? [...stage.swatches] : [stage.swatches[place.lane]!];
    const { config, design } = stage;
    const from = { config, design, swatches: stage.swatches };
    stage.edit(this.raceOf(place), swatches, null);
    if (stage.experiments) stage.experiments.origin = { ...from, race: stage.config };
    stage.look({ views: undefined, target: undefined });
    stage.begin(!prefersReducedMotion());
  }

  /** What the runs of a lane come to, as text: the median, of several cells the best one's; `–` until there is one. */
  endOf(lane: number): string {
    const best = this.#bestOf(lane)?.value;
    return isShare(this.choice.measure) ? percent(best, 1) : fixed(best);
  }

  /** What a tuning has set for the runs that `endOf` is of, as text; empty until there are any. */
  tunedOf(lane: number): string {
    const best = this.#bestOf(lane);
    return best ? tunedText(this.results, lane, best.cell, this.stage.catalog) : '';
  }

  #bestOf(lane: number): { cell: number; value: number } | undefined {
    this.#ends ??= new BestEnds(this.results);
    return this.#ends.of(lane, this.choice.measure);
  }

  toggle(): void {
    if (this.status === 'running') this.pause();
    else this.start();
  }

  /** Goes on, or begins. */
  start(): void {
    clearTimeout(this.#starting);
    if (this.#resume) {
      this.#became('running');
      this.#resume();
      this.#resume = null;
    } else if (!['running', 'finished', 'refused'].includes(this.status)) void this.#run();
  }

  /** Stands after the slices that are under way. */
  pause(): void {
    clearTimeout(this.#starting);
    this.starting = false;
    if (this.status === 'running') this.#became('paused');
  }

  /** What is there stays; the workers end. */
  cancel(): void {
    clearTimeout(this.#starting);
    if (this.status !== 'running' && this.status !== 'paused') return;
    underWay.delete(this.link);
    this.#became('cancelled');
    this.#resume?.();
    this.#resume = null;
    void this.#store.flush();
  }

  /** Begins anew, from nothing. */
  async forget(): Promise<void> {
    this.cancel();
    await this.#store.forget();
    this.stage.experiments?.restart();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#starting);
    this.#resume?.();
    void this.#store.flush();
    this.#sweeper?.dispose();
  }

  async #open(): Promise<void> {
    // A browser's storage may not answer at all: then nothing was kept.
    const before = await within(this.#store.read(), STORE_MILLIS).catch(() => []);
    for (const result of before) this.results.add(result);
    if (this.#disposed) return;
    const { count, total } = this.results;
    this.kept = count;
    this.#had = count;
    if (count >= total) return void this.#run(); // nothing is left to make, but to put in order
    this.starting = underWay.has(this.link) || (count === 0 && this.left <= AT_ONCE_MILLIS);
    this.emit('results', undefined);
    this.emit('status', undefined);
    if (this.starting) this.#starting = setTimeout(() => this.start(), SETTLE_MILLIS);
  }

  async #run(): Promise<void> {
    const done = new Map<string, Result>();
    for (const result of this.results.all()) done.set(keyOf(result), result);
    this.#had = this.results.count;
    this.#spent = 0;
    this.error = null;
    underWay.add(this.link);
    this.#became('running');
    const { race } = this.stage;
    this.#sweeper ??= new Sweeper(race.options, race, () => this.emit('status', undefined));
    try {
      this.#lines = await this.#sweeper.sweep(this.experiment, this.results.total, {
        done,
        between: () => this.#between(),
        write: (line, rows) => {
          if (this.#disposed) return;
          const result = { ...line, rows };
          this.results.add(result);
          this.#store.keep(result);
          this.#tell();
        },
      });
      this.#became('finished');
    } catch (error) {
      if (!(error instanceof Cancelled) && !this.#disposed) {
        this.error = failureOf(error);
        this.#became('failed');
      }
    }
    this.#sweeper?.dispose();
    this.#sweeper = null;
    this.#tell(0);
    await this.#store.flush();
  }

  async #between(): Promise<void> {
    while (this.status === 'paused' && !this.#disposed)
      await new Promise<void>((resolve) => {
        const others = this.#resume;
        this.#resume = () => {
          others?.();
          resolve();
        };
      });
    if (this.status !== 'running' || this.#disposed) throw new Cancelled();
  }

  #became(status: StudyStatus): void {
    if (this.#disposed) return;
    if (this.running) this.#spent += performance.now() - this.#began;
    this.status = status;
    if (status === 'running') this.#began = performance.now();
    this.emit('status', undefined);
  }

  #tell(millis = TELL_MILLIS): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (!this.#disposed) this.emit('results', undefined);
    }, millis);
  }
}
