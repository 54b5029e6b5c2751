import { catalog } from '../core/catalog-data.ts';

export { setAssetsPath } from '../core/assets-path.ts';
export type { Catalog, Dataset, Field, Optimizer, Problem, Text, Value } from '../core/catalog.ts';
export { type Change, changesOf, laneAt, type Turn } from '../core/changes.ts';
export type { Config, LaneConfig, Notice, ProblemConfig } from '../core/config.ts';
export type { Failure } from '../core/failure.ts';
export { SidestepError } from '../core/failure.ts';
export { config, link } from './config.ts';
export type { FileLike, LaneResult, RaceInput, RaceOptions, RaceResult, Races, Trace, Verdict } from './types.ts';

/** Everything that can be chosen: optimizers, problems, datasets, and the fields of each with symbol, default and range. */
export { catalog };
