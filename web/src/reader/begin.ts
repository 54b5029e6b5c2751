import beginJson from '../../begin.json';
import { type Catalog, optimizerOf, problemOf, type Value } from '../core/catalog.ts';
import { changesOf } from '../core/changes.ts';
import type { Config, LaneConfig, ProblemConfig } from '../core/config.ts';
import { withOutputs } from '../core/net.ts';
import { datasetOf, isOwn } from '../core/own.ts';
import { sameValue } from '../core/value.ts';
import { laneOf, withProblem } from './edits.ts';

/**
 * What a race on a problem begins with: rates at which its lanes are worth looking at (web/begin.json). What a reader has not touched
 * follows the problem; what was touched stays. Touched is what differs from the problem's own beginning: a function of the config
 * alone, the same after a reload or from a link. Loaded when another problem is chosen or a lane is added.
 */
interface Beginning {
  steps?: number;
  batch?: number;
  problem?: Record<string, Value>;
  /** Of each optimizer, what is not as in the catalog. */
  lanes?: Record<string, Record<string, Value>>;
}

const { first, problems } = beginJson as unknown as { first: string[]; problems: Record<string, Beginning> };

/** Of a problem with datasets, each may begin in a way of its own. */
const beginningOf = ({ id, data }: { id: string; data?: Value }): Beginning => ({
  ...problems[id],
  ...problems[`${id},data=${data}`],
});

/** A lane as it begins on a problem. */
export const laneOn = (problem: ProblemConfig, optimizer: string, catalog: Catalog): LaneConfig => ({
  ...laneOf(optimizerOf(catalog, optimizer)!),
  ...beginningOf(problem).lanes?.[optimizer],
});

const same = (a: LaneConfig, b: LaneConfig): boolean => Object.keys(b).every((id) => sameValue(a[id]!, b[id]!));

/** Nobody has changed this lane. */
export const untouched = (lane: LaneConfig, problem: ProblemConfig, catalog: Catalog): boolean =>
  changesOf(lane).length === 0 && same(lane, laneOn(problem, lane.optimizer, catalog));

/** A problem as it begins, with these fields. */
function problemOn(id: string, fields: Record<string, Value>, catalog: Catalog): ProblemConfig {
  const problem = problemOf(catalog, id)!;
  const plain = withProblem({ problem: { id } } as Config, problem).problem;
  const asked = { ...plain, ...fields };
  return { ...plain, ...beginningOf(asked).problem, ...fields };
}

/** Of the same problem, what the reader set stays: on other data as well, but not what only one file of their own had. */
function kept(now: ProblemConfig, next: ProblemConfig, catalog: Catalog): ProblemConfig {
  const own = isOwn(datasetOf(catalog, now.data));
  const begun = problemOn(now.id, { data: now.data ?? '' }, catalog);
  const touched = Object.entries(now).filter(([id, value]) => {
    if (id === 'data' || (own && ['file', 'train', 'test'].includes(id))) return false;
    if (id === 'net' && own) return withOutputs(String(value), 0) !== withOutputs(String(begun.net), 0);
    return !sameValue(value, begun[id]!);
  });
  return { ...next, ...Object.fromEntries(touched) };
}

/** The race on another problem, or on other data: `fields` of it are asked for. */
export function beginWith(id: string, fields: Record<string, Value>, now: Config, catalog: Catalog): Config {
  const begun = problemOn(id, fields, catalog);
  const problem = id === now.problem.id ? { ...kept(now.problem, begun, catalog), ...fields } : begun;
  const [last, next] = [beginningOf(now.problem), beginningOf(problem)];
  const plain = Object.fromEntries(catalog.race.map((field) => [field.id, field.default as number]));
  const moved = (of: 'steps' | 'batch'): number => {
    const [before, after] = [last[of] ?? plain[of]!, next[of] ?? plain[of]!];
    return now[of] === before ? after : now[of];
  };
  return {
    ...now,
    problem,
    steps: moved('steps'),
    batch: moved('batch'),
    lanes: now.lanes.map((lane) =>
      untouched(lane, now.problem, catalog) ? laneOn(problem, lane.optimizer, catalog) : lane,
    ),
  };
}

/** The race with which a problem begins where nothing was chosen before. */
export function beginning(id: string, fields: Record<string, Value>, now: Config, catalog: Catalog): Config {
  const problem = problemOn(id, fields, catalog);
  const lanes = first.map((optimizer) => laneOn(now.problem, optimizer, catalog));
  return beginWith(id, problem, { ...now, lanes }, catalog);
}
