import { changesOf } from '../core/changes.ts';
import type { Config } from '../core/config.ts';
import { type BundleSpec, laneSpec, SidestepError } from '../core/module.ts';
import { nextId, Run, type Runner } from '../run/run.ts';
import { runSpec } from '../run/spec.ts';
import type { BundleEnds, DataSource } from '../worker/protocol.ts';
import { runConfig } from './cells.ts';
import type { Line } from './line.ts';
import { LossRows } from './loss-rows.ts';
import type { Rows } from './results.ts';
import type { Experiment } from './spec.ts';
import type { Task, Unit } from './units.ts';

/** What a run came to, wherever it stands among others. */
export interface Outcome {
  status: Line['status'];
  /** The hash of its parameters. */
  params: string;
  final: Line['final'];
  rows: Rows;
}

/** How runs are made. */
export interface Making {
  experiment: Experiment;
  source(config: Config): DataSource | null;
  every(config: Config): number;
  millis: number;
  between(): unknown;
}

const orNull = (x: number): number | null => (Number.isFinite(x) ? x : null);
/** What a run came to, as its last row has it. */
function finalOf(step: number, rows: Rows): Line['final'] {
  const [testLoss, trainAccuracy] = [rows.last('testLoss'), rows.last('trainAccuracy')];
  return {
    step,
    loss: orNull(rows.last('loss')),
    accuracy: orNull(rows.last('accuracy')),
    ...(Number.isFinite(testLoss) && { testLoss }),
    ...(Number.isFinite(trainAccuracy) && { trainAccuracy }),
  };
}

/** Makes one run, to its end. Rejects with a SidestepError that names the wrong field as the experiment has it. */
export async function makeAlone(task: Task, host: Runner, making: Making): Promise<Outcome> {
  const config = runConfig(making.experiment, task.job);
  const source = making.source(config);
  const run = new Run(runSpec(config, config.lanes[0]!, { every: Math.max(1, making.every(config)) }));
  try {
    if (source) await host.call('load', source);
    await run.create(host, source !== null);
    await run.runTo(() => config.steps, making.millis, making.between);
  } catch (error) {
    if (!(error instanceof SidestepError)) throw error;
    const { at, ...failure } = error.failure;
    throw new SidestepError({ ...failure, at: at.replace(/^lane\b/, `lanes.${task.job.lane}`) });
  } finally {
    run.drop();
  }
  const { trace: rows, step } = run;
  const status = run.status === 'diverged' ? 'diverged' : 'finished';
  return { status, params: run.hashes!.params, final: finalOf(step, rows), rows };
}

/** The runs of a unit as the module takes them: what one of them is, and in what they differ. */
function bundleSpec(unit: Unit, config: Config, losses: number): BundleSpec {
  const { seed, steps, problem, lane } = laneSpec(config, config.lanes[0]!, 1);
  const start = problem.start as number[];
  const mine = `lanes.${unit[0].job.lane}.`;
  const own = Object.keys(unit[0].job.set).filter((at) => at.startsWith(mine));
  const list = (of: (task: Task) => number) => Float64Array.from(unit, of);
  return {
    ...{ seed, steps, problem, lane, losses, runs: unit.length },
    seeds: list(({ job }) => job.seed),
    starts: Float64Array.from(unit.flatMap(({ job }) => start.map((x, i) => job.set[`problem.start.${i}`] ?? x))),
    each: Object.fromEntries(own.map((at) => [at.slice(mine.length), list(({ job }) => job.set[at]!)])),
  };
}

/** What each run of a bundle came to. */
function outcomesOf({ steps, diverged, losses, trace, hashes }: BundleEnds, every: number): Outcome[] {
  const kept = trace.length / steps.length;
  return Array.from(steps, (step, k) => {
    const first = k * kept;
    const rows = new LossRows(trace.subarray(first, first + Math.floor(step / every) + 1), every, step, losses[k]!);
    return {
      status: diverged[k] ? 'diverged' : 'finished',
      params: hashes.slice(16 * k, 16 * k + 16),
      final: finalOf(step, rows),
      rows,
    };
  });
}

/** Makes all runs of a unit at once. Null where there are no such bundles or something is wrong with one of the runs: alone, each says what. */
export async function makeTogether(unit: Unit, host: Runner, making: Making): Promise<Outcome[] | null> {
  const config = runConfig(making.experiment, unit[0].job);
  if (changesOf(config.lanes[0]!).length > 0) return null; // which runs that go side by side do not make
  const every = Math.max(1, making.every(config));
  const id = nextId();
  const refused = (error: unknown): false => {
    if (error instanceof SidestepError) return false;
    throw error;
  };
  const made = await host.call('bundle', id, bundleSpec(unit, config, every)).then(() => true, refused);
  if (!made) return null;
  try {
    for (;;) {
      const ends = await host.call('runBundle', id, config.steps, making.millis);
      if (ends) return outcomesOf(ends, every);
      await making.between();
    }
  } finally {
    void host.call('drop', id).catch(() => {});
  }
}
