import { type Catalog, problemOf } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import type { Tuning } from './tuning.ts';

export const MAX_RUNS = 1_000_000;
/** Of one core. */
const MAX_MILLIS = 365 * 86_400_000;

/** What a run takes beside its steps, and a step: of a surface, and of an item of a batch of some network of a thousand weights a layer. */
const RUN_MILLIS = 0.3;
const SURFACE_MILLIS = 6e-5;
const ITEM_MILLIS = 4e-3;

/** About how long so many runs take on one core. A guess by the kind of problem, to tell seconds from years before anything is run. */
export function millisOf(config: Pick<Config, 'problem' | 'steps' | 'batch'>, runs: number, catalog: Catalog): number {
  const isSurface = (problemOf(catalog, config.problem.id)?.dim ?? 0) > 0;
  return runs * (RUN_MILLIS + config.steps * (isSurface ? SURFACE_MILLIS : ITEM_MILLIS * config.batch));
}

const UNITS: readonly [millis: number, name: string][] = [
  [365 * 86_400_000, 'years'],
  [86_400_000, 'days'],
  [3_600_000, 'hours'],
  [60_000, 'minutes'],
  [1000, 'seconds'],
];

/** A duration in words: `3 hours`. */
export function duration(millis: number): string {
  const [unit, name] = UNITS.find(([size]) => millis >= 2 * size) ?? [1000, 'seconds'];
  const count = millis / unit;
  return count < 1 ? 'less than a second' : `${count < 1e6 ? Math.round(count) : count.toPrecision(2)} ${name}`;
}

/** How many runs these axes make, those of a tuning among them. */
export function runsOf(
  config: Config,
  sizes: readonly number[],
  seeds: number,
  tune: Pick<Tuning, 'trials' | 'seeds'> | null | undefined,
): number {
  const cells = sizes.reduce((product, size) => product * size, 1);
  return cells * config.lanes.length * (seeds + (tune ? tune.trials * tune.seeds : 0));
}

/** Why these axes make more than can be run, with their count and the time; or null. */
export function excessOf(
  config: Config,
  sizes: readonly number[],
  seeds: number,
  tune: Pick<Tuning, 'trials' | 'seeds'> | null,
  catalog: Catalog,
): string | null {
  const runs = runsOf(config, sizes, seeds, tune);
  const cells = sizes.reduce((product, size) => product * size, 1);
  const millis = millisOf(config, runs, catalog);
  if (runs <= MAX_RUNS && millis <= MAX_MILLIS) return null;
  const most = runs > MAX_RUNS ? `${MAX_RUNS} runs` : 'a year of one core';
  return `has ${cells} cells and ${runs} runs, about ${duration(millis)} of one core; the limit is ${most}`;
}
