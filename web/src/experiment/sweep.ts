import type { Catalog } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { fnv1a, raceChecksum } from '../core/hash.ts';
import type { Runner } from '../run/run.ts';
import type { DataSource } from '../worker/protocol.ts';
import type { Settings } from './cells.ts';
import { grouped } from './grouped.ts';
import { bestOf, type Job, reportedJobs, type Shard, trialJobs, WHOLE, watched } from './jobs.ts';
import { inOrder, keyOf, type Line } from './line.ts';
import { type Making, makeAlone, makeTogether, type Outcome } from './make.ts';
import type { Rows } from './results.ts';
import { runLinks } from './run-links.ts';
import type { Experiment } from './spec.ts';
import { InTurn } from './turns.ts';
import { type Task, type Unit, unitsOf } from './units.ts';

export interface SweepOptions {
  hosts: readonly Runner[];
  shard: Shard;
  /** What a run learns from; null where it needs no data. */
  source(config: Config): DataSource | null;
  /** What was done before, by `keyOf`. */
  done: ReadonlyMap<string, Line>;
  /**
   * Waited for with each run that was made, in the order of results whichever ended first. Of runs that were made many at once the rows are steps
   * and losses alone.
   */
  write(line: Line, rows: Rows): Promise<void> | void;
  /** Steps between two rows that are kept of a run; by default it keeps its first and its last, and those with a test. */
  every?(config: Config): number;
  /** Somebody watches: runs are made, and written, in the order that shows most at any time. */
  watched?: boolean;
  /** Each run is made alone, with all columns of its rows: then its time is its own. */
  alone?: boolean;
  /** Milliseconds of a slice; by default a run, or many short ones at once, is one. */
  millis?: number;
  /** Waited for before each of these and between slices; what it throws cancels the sweep. */
  between?(): Promise<void> | void;
}

/** Whether the runs of a lane come again in other cells: it has no part in some axis. */
const repeats = ({ axes }: Experiment, lane: number): boolean =>
  axes.some((axis) => axis.every(({ at }) => at.startsWith('lanes.') && !at.startsWith(`lanes.${lane}.`)));

function lineOf({ job, link }: Task, { status, params, final }: Outcome, { config }: Experiment): Line {
  const { cell, set, seed, lane, trial } = job; // of very many: fifty times as fast as to spread the job
  const which = trial === undefined ? { lane } : { lane, trial };
  const { optimizer } = config.lanes[lane]!;
  return { cell, set, seed, ...which, optimizer, status, link, checksum: raceChecksum([params]), final };
}

/** A task, and what became of it; `same`: what that did whose link is the same. */
type Result = Line | { task: Task; outcome: Outcome | 'same' };

function* singly(tasks: Iterable<Task>): Generator<Unit> {
  for (const task of tasks) yield [task];
}

/** Makes the runs of these jobs that are not done yet, and gives the lines of all. */
async function linesOf(
  jobs: Iterable<Job>,
  experiment: Experiment,
  catalog: Catalog,
  { hosts, done, write, alone = false, ...options }: SweepOptions,
): Promise<Line[]> {
  const making: Making = { experiment, every: ({ steps }) => steps, millis: 0, between: () => {}, ...options };
  const linkOf = runLinks(experiment, catalog);
  const again = experiment.config.lanes.map((_, lane) => repeats(experiment, lane));
  /** Of lanes whose runs come again: what the first came to, as soon as it is known. */
  const first = new Map<string, Outcome | null>();
  const lines: Line[] = [];
  const results = new InTurn<Result>(async (result) => {
    if (!('task' in result)) return void lines.push(result);
    const { task } = result;
    const outcome = result.outcome === 'same' ? first.get(task.link)! : result.outcome;
    if (again[task.job.lane]) first.set(task.link, outcome);
    const line = lineOf(task, outcome, experiment);
    lines.push(line);
    await write(line, outcome.rows);
  });
  function* tasks(): Generator<Task> {
    let place = 0;
    for (const job of jobs) {
      const before = done.get(keyOf(job));
      const task = { place: place++, job, link: before?.link ?? linkOf(job) };
      if (before) results.put(task.place, before);
      else if (first.has(task.link)) results.put(task.place, { task, outcome: 'same' });
      else {
        if (again[job.lane]) first.set(task.link, null);
        yield task;
      }
    }
  }
  const make = async (unit: Unit, host: Runner): Promise<void> => {
    await making.between();
    const outcomes = unit.length > 1 ? await makeTogether(unit, host, making) : null;
    for (const [i, task] of unit.entries()) {
      if (!outcomes && i > 0) await making.between();
      results.put(task.place, { task, outcome: outcomes?.[i] ?? (await makeAlone(task, host, making)) });
      if (!outcomes) await results.taken();
    }
  };
  const units = alone ? singly(tasks()) : unitsOf(tasks(), experiment, catalog, hosts.length);
  let stopped = false;
  const serve = async (host: Runner): Promise<void> => {
    try {
      for (const unit of units) {
        if (stopped) return;
        await make(unit, host);
        await results.taken();
      }
      await results.taken();
    } catch (error) {
      stopped = true;
      throw error;
    }
  };
  await Promise.all(hosts.map(serve));
  return lines;
}

/**
 * Makes the runs of an experiment, or of a part of it, that are not done yet. Gives all lines of that part, in the order of results,
 * which do not depend on how many hosts there are.
 */
export async function sweep(experiment: Experiment, catalog: Catalog, options: SweepOptions): Promise<Line[]> {
  const all = async (jobs: Iterable<Job>): Promise<Line[]> => {
    if (!options.watched) return linesOf(jobs, experiment, catalog, options);
    const lines = await linesOf(watched(jobs, experiment), experiment, catalog, options);
    return lines.sort(inOrder);
  };
  const trials = await all(trialJobs(experiment, options.shard, catalog));
  const ofLane = grouped(trials, ({ cell, lane }) => `${cell} ${lane}`);
  const chosen = (cell: number, lane: number): Settings =>
    experiment.tune ? bestOf(ofLane.get(`${cell} ${lane}`) ?? [], experiment.tune.by) : {};
  return [...trials, ...(await all(reportedJobs(experiment, options.shard, chosen)))];
}

/** All runs of an experiment, from the first to the last, in memory. */
export const sweepWhole = (
  experiment: Experiment,
  catalog: Catalog,
  of: Pick<SweepOptions, 'hosts' | 'source'>,
): Promise<Line[]> => sweep(experiment, catalog, { ...of, shard: WHOLE, done: new Map(), write: () => {} });

/** What an experiment comes to: of all its runs that are reported, in the order of results. */
export const experimentChecksum = (lines: readonly Line[]): string =>
  fnv1a(
    lines
      .filter(({ trial }) => trial === undefined)
      .map(({ checksum }) => checksum)
      .join(''),
  );
