import type { LaneSpec } from '../core/module.ts';
import { Run, type Runner } from './run.ts';

export interface QueueOptions {
  /** Whether the runs learn from their hosts' data. */
  useData?: boolean;
  /** Milliseconds of a slice; 0: a run is one. */
  millis?: number;
  /**
   * Waited for before each run and after each slice, with the steps done so far; those of a run that has ended count all. While it is
   * pending the queue stands, and what it throws cancels it.
   */
  between?: (done: number) => unknown;
}

const stepsDone = (runs: readonly Run[]): number =>
  runs.reduce(
    (sum, { status, step, spec }) => sum + (status === 'loading' || status === 'running' ? step : spec.steps),
    0,
  );

/**
 * Takes runs that have nothing to do with each other to their ends, on as many hosts as there are: each host one after the other. Gives
 * them in the order of their specs. Rejects with what goes wrong first; no run is then begun any more.
 */
export async function runAll(
  specs: readonly LaneSpec[],
  hosts: readonly Runner[],
  { useData = false, millis = 0, between = () => {} }: QueueOptions = {},
): Promise<Run[]> {
  const runs = specs.map((spec) => new Run(spec));
  let next = 0;
  let failed = false;
  const work = async (host: Runner): Promise<void> => {
    while (!failed && next < runs.length) {
      const run = runs[next++]!;
      try {
        await between(stepsDone(runs));
        if (failed) return; // elsewhere, meanwhile
        await run.create(host, useData);
        await run.runTo(
          () => run.spec.steps,
          millis,
          () => between(stepsDone(runs)),
        );
      } catch (error) {
        failed = true;
        throw error;
      } finally {
        run.drop();
      }
    }
  };
  await Promise.all(hosts.map(work));
  return runs;
}
