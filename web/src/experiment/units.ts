import { type Catalog, optimizerOf, problemOf } from '../core/catalog.ts';
import type { Job } from './jobs.ts';
import type { Experiment } from './spec.ts';

/** A run that is to be made, and its place in the order of results. */
export interface Task {
  place: number;
  job: Job;
  link: string;
}

/** Runs that one host makes: of more than one, a bundle can be tried. */
export type Unit = readonly [Task, ...Task[]];

/** Of a unit, so that what it has done is soon seen, and a cancelled sweep ends: a fiftieth to half of a second. */
const MOST_STEPS = 1_000_000;
/** So many runs are dealt out at a time, to all hosts: results come in their order, so many at once, and a page has to stay smooth. */
const MOST_RUNS = 2048;
/** With fewer it is not worth while to load the module that has bundles. */
const LEAST_RUNS = 16;

/** Whether the module may have bundles of a lane: the catalog knows most of what decides that. */
export function mayBundle({ config }: Experiment, lane: number, catalog: Catalog): boolean {
  const { elementwise, needsObjective, shown } = optimizerOf(catalog, config.lanes[lane]!.optimizer)!;
  return problemOf(catalog, config.problem.id)!.kind === 'surface' && elementwise && !needsObjective && !shown;
}

/** What may differ between the runs of a bundle, and what may not. */
function keysOf({ lane, set }: Job): { shared: string; own: string } {
  const mine = `lanes.${lane}.`;
  let [shared, own] = [mine, ''];
  for (const at in set) {
    if (at.startsWith(mine)) own += ` ${at}=${set[at]}`;
    else if (!at.startsWith('lanes.') && !at.startsWith('problem.start.')) shared += ` ${at}=${set[at]}`;
  }
  return { shared, own };
}

/** Tasks in units of at most so many, those side by side whose lanes are the same, as the module needs it to be fast. */
function* bundled(tasks: readonly Task[], most: number): Generator<Unit> {
  const kinds = new Map<string, Map<string, Task[]>>();
  for (const task of tasks) {
    const { shared, own } = keysOf(task.job);
    const kind = kinds.get(shared) ?? new Map<string, Task[]>();
    const alike = kind.get(own) ?? [];
    alike.push(task);
    kinds.set(shared, kind.set(own, alike));
  }
  for (const kind of kinds.values()) {
    const all = [...kind.values()].flat();
    const size = Math.ceil(all.length / Math.ceil(all.length / most));
    if (size < LEAST_RUNS) for (const task of all) yield [task];
    else for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size) as unknown as Unit;
  }
}

/** The units of tasks that are asked for in their order, for so many hosts. */
export function* unitsOf(
  tasks: Iterable<Task>,
  experiment: Experiment,
  catalog: Catalog,
  hosts: number,
): Generator<Unit> {
  const may = experiment.config.lanes.map((_, lane) => mayBundle(experiment, lane, catalog));
  const isSurface = may.includes(true);
  let [waiting, steps] = [[] as Task[], 0];
  function* deal(): Generator<Unit> {
    const most = Math.ceil(waiting.length / hosts);
    yield* bundled(
      waiting.filter(({ job }) => may[job.lane]),
      most,
    );
    for (const task of waiting) if (!may[task.job.lane]) yield [task];
    [waiting, steps] = [[], 0];
  }
  for (const task of tasks) {
    if (!isSurface) {
      yield [task];
      continue;
    }
    waiting.push(task);
    steps += (task.job.set.steps ?? experiment.config.steps) + 1;
    if (waiting.length >= MOST_RUNS || steps >= MOST_STEPS * hosts) yield* deal();
  }
  yield* deal();
}
