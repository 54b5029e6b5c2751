import type { Catalog } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { fnv1a, raceChecksum } from '../core/hash.ts';
import { formatLink } from '../core/link.ts';
import { SidestepError } from '../core/module.ts';
import type { Trace } from '../core/trace.ts';
import { Run, type Runner } from '../run/run.ts';
import { runSpec } from '../run/spec.ts';
import type { DataSource } from '../worker/protocol.ts';
import { runConfig, type Settings } from './cells.ts';
import { grouped } from './grouped.ts';
import { bestOf, type Job, reportedJobs, type Shard, trialJobs } from './jobs.ts';
import { keyOf, type Line } from './line.ts';
import type { Experiment } from './spec.ts';

export interface SweepOptions {
  hosts: readonly Runner[];
  shard: Shard;
  /** What a run learns from; null where it needs no data. */
  source(config: Config): DataSource | null;
  /** What was done before, by `keyOf`. */
  done: ReadonlyMap<string, Line>;
  /** Waited for with each run that was made, in the order of results whichever ended first. */
  write(line: Line, rows: Trace): Promise<void> | void;
  /** Steps between two rows that are kept of a run; by default it keeps its first and its last, and those with a test. */
  every?(config: Config): number;
  /** Milliseconds of a slice of a run; by default a run is one. */
  millis?: number;
  /** Waited for before each run and between its slices; what it throws cancels the sweep. */
  between?(): Promise<void> | void;
}

const orNull = (x: number): number | null => (Number.isFinite(x) ? x : null);

/** What a run came to, as its last row has it. */
function finalOf({ trace, step }: Run): Line['final'] {
  const testLoss = trace.last('testLoss');
  return {
    step,
    loss: orNull(trace.last('loss')),
    accuracy: orNull(trace.last('accuracy')),
    ...(Number.isFinite(testLoss) && { testLoss }),
  };
}

interface Made {
  line: Line;
  /** None of a run that was made before. */
  rows?: Trace;
}

/** Makes one run, to its end. Rejects with a SidestepError that names the wrong field as the experiment has it. */
async function made(
  job: Job,
  config: Config,
  link: string,
  host: Runner,
  { source: sourceOf, every = ({ steps }) => steps, millis = 0, between = () => {} }: SweepOptions,
): Promise<Made> {
  const lane = config.lanes[0]!;
  const source = sourceOf(config);
  const run = new Run(runSpec(config, lane, { every: Math.max(1, every(config)) }));
  try {
    if (source) await host.call('load', source);
    await run.create(host, source !== null);
    await run.runTo(() => config.steps, millis, between);
  } catch (error) {
    if (!(error instanceof SidestepError)) throw error;
    const { at, ...failure } = error.failure;
    throw new SidestepError({ ...failure, at: at.replace(/^lane\b/, `lanes.${job.lane}`) });
  } finally {
    run.drop();
  }
  const { cell, set, seed, trial } = job;
  const line: Line = {
    ...{ cell, set, seed, lane: job.lane, ...(trial !== undefined && { trial }) },
    optimizer: lane.optimizer,
    status: run.status === 'diverged' ? 'diverged' : 'finished',
    link,
    checksum: raceChecksum([run.hashes!.params]),
    final: finalOf(run),
  };
  return { line, rows: run.trace };
}

/**
 * Does pieces of work on as many workers as there are, and takes the results in the pieces' order: what ends early waits for its turn. Rejects
 * with what goes wrong first; no piece is then begun any more.
 */
async function inTurn<W, J, R>(
  work: Iterable<J>,
  workers: readonly W[],
  make: (job: J, worker: W) => Promise<R>,
  take: (result: R) => Promise<void>,
): Promise<void> {
  const jobs = work[Symbol.iterator]();
  const waiting = new Map<number, R>();
  let [given, taken, stopped] = [0, 0, false];
  let taking = Promise.resolve();
  const flush = async (): Promise<void> => {
    for (let next = waiting.get(taken); next !== undefined; next = waiting.get(taken)) {
      waiting.delete(taken++);
      await take(next);
    }
  };
  const serve = async (worker: W): Promise<void> => {
    for (;;) {
      const next = stopped ? { done: true as const } : jobs.next();
      if (next.done) return;
      const n = given++;
      try {
        waiting.set(n, await make(next.value!, worker));
        taking = taking.then(flush);
        await taking;
      } catch (error) {
        stopped = true;
        throw error;
      }
    }
  };
  await Promise.all(workers.map(serve));
}

/** Whether the runs of a lane come again in other cells: it has no part in some axis. */
const repeats = ({ axes }: Experiment, lane: number): boolean =>
  axes.some((axis) => axis.every(({ at }) => at.startsWith('lanes.') && !at.startsWith(`lanes.${lane}.`)));

/**
 * Makes the runs of an experiment, or of a part of it, that are not done yet. Gives all lines of that part, in the order of results,
 * which do not depend on how many hosts there are.
 */
export async function sweep(experiment: Experiment, catalog: Catalog, options: SweepOptions): Promise<Line[]> {
  const { hosts, shard, done, write, between = () => {} } = options;
  const known = new Map<string, Promise<Made>>();
  const runOf = async (job: Job, host: Runner): Promise<Made> => {
    const before = done.get(keyOf(job));
    if (before) return { line: before };
    await between();
    const config = runConfig(experiment, job.set, job.lane, job.seed);
    const link = formatLink(config, catalog);
    const again = repeats(experiment, job.lane);
    const making = (again && known.get(link)) || made(job, config, link, host, options);
    if (again) known.set(link, making);
    const { line, rows } = await making;
    return { line: { ...line, ...job }, ...(rows && { rows }) };
  };
  const all = async (jobs: Iterable<Job>): Promise<Line[]> => {
    const lines: Line[] = [];
    await inTurn(jobs, hosts, runOf, async ({ line, rows }) => {
      lines.push(line);
      if (rows) await write(line, rows);
    });
    return lines;
  };
  const trials = await all(trialJobs(experiment, shard, catalog));
  const ofLane = grouped(trials, ({ cell, lane }) => `${cell} ${lane}`);
  const chosen = (cell: number, lane: number): Settings =>
    experiment.tune ? bestOf(ofLane.get(`${cell} ${lane}`) ?? [], experiment.tune.by) : {};
  return [...trials, ...(await all(reportedJobs(experiment, shard, chosen)))];
}

/** What an experiment comes to: of all its runs that are reported, in the order of results. */
export const experimentChecksum = (lines: readonly Line[]): string =>
  fnv1a(
    lines
      .filter(({ trial }) => trial === undefined)
      .map(({ checksum }) => checksum)
      .join(''),
  );
