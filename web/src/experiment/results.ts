import type { Catalog } from '../core/catalog.ts';
import type { Trace } from '../core/trace.ts';
import { cellCount, reportedSeeds, type Settings, trialSeeds } from './cells.ts';
import { jobCount, trialPoints } from './jobs.ts';
import { keyOf, type Line, type Place } from './line.ts';
import { MEASURES, type Measure, type Sample, sampleOf } from './sample.ts';
import type { Experiment } from './spec.ts';
import { type Reached, reachedAt, type Target } from './target.ts';

/** The rows of a run that were kept. */
export type Rows = Pick<Trace, 'columns' | 'column' | 'last' | 'length'>;

/** A run that has ended, with its rows. */
export interface Result extends Line {
  rows: Rows;
}

/** Where a run met its target; with a time that is no number where its rows have none, whether it did or not. */
const wayOf = (rows: Rows, by: 'steps' | 'millis', target: Target): Reached | null =>
  by === 'millis' && !rows.columns.includes('millis')
    ? { step: Number.NaN, millis: Number.NaN }
    : reachedAt(rows, target);

const NONE: readonly Result[] = [];

/** What an experiment has come to so far: its runs, whichever ended first. */
export class Results {
  readonly seeds: readonly number[];
  readonly trialSeeds: readonly number[];
  readonly cells: number;
  /** What each trial of each lane sets. */
  readonly trialPoints: readonly (readonly Settings[])[];
  /** How many runs there will be, those of a tuning among them. */
  readonly total: number;
  readonly #found = new Map<string, Result>();
  /** Those that are reported, by lane of a cell: of very many they are looked at often. */
  readonly #reported = new Map<number, Result[]>();
  #reportedCount = 0;
  #divergedCount = 0;

  constructor(
    readonly experiment: Experiment,
    readonly catalog: Catalog,
  ) {
    this.seeds = reportedSeeds(experiment);
    this.trialSeeds = trialSeeds(experiment);
    this.cells = cellCount(experiment);
    this.total = jobCount(experiment, catalog);
    this.trialPoints = trialPoints(experiment, catalog);
  }

  get count(): number {
    return this.#found.size;
  }

  /** What its runs tell of their ends; nothing before the first has ended. */
  get measures(): readonly Measure[] {
    const [first] = this.#found.values();
    return first ? MEASURES.filter((name) => first.rows.columns.includes(name)) : [];
  }

  /** What the trials of a tuning are chosen by: of losses that on what they did not learn from, where they tell it. */
  get goal(): Measure {
    const by = this.experiment.tune?.by ?? 'loss';
    return by === 'loss' && this.measures.includes('testLoss') ? 'testLoss' : by;
  }

  /** How many of them are reported, and not trials. */
  get reported(): number {
    return this.#reportedCount;
  }

  /** How many of these diverged. */
  get diverged(): number {
    return this.#divergedCount;
  }

  add(result: Result): void {
    const key = keyOf(result);
    const isNew = !this.#found.has(key);
    this.#found.set(key, result);
    if (!isNew || result.trial !== undefined) return;
    const place = this.#placeOf(result.lane, result.cell);
    const runs = [...(this.#reported.get(place) ?? []), result]; // another list: who has the last one may compare
    this.#reported.set(
      place,
      runs.sort((a, b) => a.seed - b.seed),
    );
    this.#reportedCount++;
    if (result.status === 'diverged') this.#divergedCount++;
  }

  #placeOf(lane: number, cell: number): number {
    return cell * this.experiment.config.lanes.length + lane;
  }

  get(place: Place): Result | undefined {
    return this.#found.get(keyOf(place));
  }

  all(): Iterable<Result> {
    return this.#found.values();
  }

  /** The runs of a lane of a cell that are reported and have ended, by ascending seed. */
  of(lane: number, cell = 0): readonly Result[] {
    return this.#reported.get(this.#placeOf(lane, cell)) ?? NONE;
  }

  /** The runs of each trial of a lane of a cell, as far as they have ended. */
  trials(lane: number, cell = 0): Result[][] {
    return this.trialPoints[lane]!.map((_, trial) =>
      this.trialSeeds.flatMap((seed) => this.get({ cell, lane, trial, seed }) ?? []),
    );
  }

  /** Each lane of a cell as statistics take it: by its end, or, with a target, by the way to it. */
  samples(cell: number, measure: Measure, way?: { by: 'steps' | 'millis'; target: Target }): Sample[] {
    return this.experiment.config.lanes.map((_, lane) =>
      sampleOf(
        this.of(lane, cell).map(({ rows, ...run }) => ({
          ...run,
          ...(way && { reached: wayOf(rows, way.by, way.target) }),
        })),
        way?.by ?? measure,
      ),
    );
  }
}
