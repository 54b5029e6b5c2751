import type { Catalog } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { formatLink } from '../core/link-writer.ts';
import { VALIDATION } from '../core/validation.ts';
import { withAt } from './places.ts';
import { seedsOf, tuningSeedsOf } from './seeds.ts';
import type { Experiment } from './spec.ts';

/** What a cell sets, by path. */
export type Settings = Readonly<Record<string, number>>;

export const cellCount = ({ axes }: Pick<Experiment, 'axes'>): number =>
  axes.reduce((product, axis) => product * axis[0]!.values.length, 1);

/** Where a cell lies on each axis; the last axis moves fastest. */
export function positionsOf({ axes }: Pick<Experiment, 'axes'>, cell: number): number[] {
  let rest = cell;
  return axes
    .toReversed()
    .map((axis) => {
      const { length } = axis[0]!.values;
      const position = rest % length;
      rest = Math.floor(rest / length);
      return position;
    })
    .toReversed();
}

export function settingsOf({ axes }: Pick<Experiment, 'axes'>, cell: number): Settings {
  const positions = positionsOf({ axes }, cell);
  const set: Record<string, number> = {};
  for (const [i, axis] of axes.entries()) for (const { at, values } of axis) set[at] = values[positions[i]!]!;
  return set;
}

const ascending = (seeds: number[]): number[] => seeds.sort((a, b) => a - b);

/** The seeds on which each lane of each cell is reported, in ascending order, as results are. */
export const reportedSeeds = ({ config, seeds }: Experiment): number[] => ascending(seedsOf(config.seed, seeds));

/** The seeds on which trials are made: none of those reported. */
export const trialSeeds = ({ config, tune }: Experiment): number[] =>
  ascending(tune ? tuningSeedsOf(config.seed, tune.seeds) : []);

/** A run of an experiment, as far as it is a race of its own. */
export interface RunOf {
  set: Settings;
  lane: number;
  seed: number;
  /** Of a tuning. */
  trial?: number | undefined;
}

/** What a trial is measured on must not be what is reported: it never sees the test items. */
const validated = (problem: Config['problem']): Config['problem'] =>
  'testOn' in problem ? { ...problem, ...VALIDATION } : problem;

/** One lane of a race, on one seed, with these settings: a race of its own, in which it is the only one. */
export function runConfig({ config }: Pick<Experiment, 'config'>, { set, lane, seed, trial }: RunOf): Config {
  const race = Object.entries(set).reduce((race, [at, value]) => withAt(race, at, value), config);
  const problem = trial === undefined ? race.problem : validated(race.problem);
  return { ...race, problem, seed, lanes: [race.lanes[lane]!] };
}

/** The link of one run that is reported, a plain race's. */
export const linkOf = (experiment: Experiment, cell: number, lane: number, seed: number, catalog: Catalog): string =>
  formatLink(runConfig(experiment, { set: settingsOf(experiment, cell), lane, seed }), catalog);
