import type { Catalog } from '../core/catalog.ts';
import { cellCount, positionsOf, reportedSeeds, type Settings, settingsOf, trialSeeds } from './cells.ts';
import { grouped } from './grouped.ts';
import type { Line, Place } from './line.ts';
import { valueAt } from './places.ts';
import { ascending, median } from './quantile.ts';
import { runLinks } from './run-links.ts';
import { trialsOf } from './sampler.ts';
import type { Experiment } from './spec.ts';
import { spansOf } from './tuning.ts';

/** A run that is to be made. */
export type Job = Place & { set: Settings };

/** The `index`-th (from 1) of so many parts of an experiment, which together are the whole. */
export interface Shard {
  index: number;
  count: number;
}

export const WHOLE: Shard = { index: 1, count: 1 };

/**
 * Whether a part has some work: of a tuned experiment a lane of a cell, as its trials have to be together, else a run; counted in the order of
 * results. `place`: of a seed among those reported.
 */
function has(
  { index, count }: Shard,
  { config, seeds, tune }: Experiment,
  cell: number,
  lane: number,
  place: number,
): boolean {
  const lanes = cell * config.lanes.length + lane;
  return (tune ? lanes : lanes * seeds + place) % count === index - 1;
}

/** What each trial of each lane sets; none where nothing is tuned. A lane with fewer different points than trials has fewer. */
export function trialPoints({ config, tune, axes }: Experiment, catalog: Catalog): Settings[][] {
  const taken = axes.flat().map(({ at }) => at);
  return config.lanes.map((_, lane) =>
    tune ? trialsOf(config, spansOf(config, lane, tune, catalog, taken), tune, catalog) : [],
  );
}

/** How many runs there are. */
export function jobCount(experiment: Experiment, catalog: Catalog): number {
  const { config, seeds, tune } = experiment;
  const trials = trialPoints(experiment, catalog).reduce((sum, points) => sum + points.length, 0);
  return cellCount(experiment) * (config.lanes.length * seeds + trials * (tune?.seeds ?? 0));
}

/** The trials of a part's lanes, in the order of results. */
export function* trialJobs(experiment: Experiment, shard: Shard, catalog: Catalog): Generator<Job> {
  if (!experiment.tune) return;
  const trials = trialPoints(experiment, catalog);
  const seeds = trialSeeds(experiment);
  for (let cell = 0; cell < cellCount(experiment); cell++) {
    const set = settingsOf(experiment, cell);
    for (const [lane, points] of trials.entries()) {
      if (!has(shard, experiment, cell, lane, 0)) continue;
      for (const [trial, point] of points.entries())
        for (const seed of seeds) yield { cell, lane, trial, seed, set: { ...set, ...point } };
    }
  }
}

/** The runs of a part that are reported, in the order of results. `chosen`: what a tuning found for a lane of a cell. */
export function* reportedJobs(
  experiment: Experiment,
  shard: Shard,
  chosen: (cell: number, lane: number) => Settings = () => ({}),
): Generator<Job> {
  const seeds = reportedSeeds(experiment);
  for (let cell = 0; cell < cellCount(experiment); cell++) {
    const set = settingsOf(experiment, cell);
    for (const lane of experiment.config.lanes.keys()) {
      const all = { ...set, ...chosen(cell, lane) };
      for (const [place, seed] of seeds.entries())
        if (has(shard, experiment, cell, lane, place)) yield { cell, lane, seed, set: all };
    }
  }
}

/** How fine a grid has to be for a cell to be on it: 0 for every fourth value of each axis, 2 for all. */
const levelOf = (experiment: Experiment, cell: number): number =>
  Math.max(0, ...positionsOf(experiment, cell).map((at) => (at % 4 === 0 ? 0 : at % 2 === 0 ? 1 : 2)));

/**
 * The same jobs for somebody who watches: a coarse grid of cells first, and all lanes side by side, trial by trial and seed by seed, so that
 * what is there can be compared at any time.
 */
export function watched(jobs: Iterable<Job>, experiment: Experiment): Job[] {
  const levels = new Map<number, number>();
  const level = (cell: number): number => {
    const known = levels.get(cell) ?? levelOf(experiment, cell);
    levels.set(cell, known);
    return known;
  };
  return [...jobs].sort(
    (a, b) =>
      level(a.cell) - level(b.cell) ||
      (a.trial ?? 0) - (b.trial ?? 0) ||
      a.seed - b.seed ||
      a.cell - b.cell ||
      a.lane - b.lane,
  );
}

/** What says whether a line is a run of this part of this experiment, as far as that does not depend on other lines. */
export function membership(experiment: Experiment, shard: Shard, catalog: Catalog): (line: Line) => boolean {
  const [reported, tried] = [reportedSeeds(experiment), trialSeeds(experiment)];
  const linkOf = runLinks(experiment, catalog);
  return ({ cell, lane, seed, set, trial, link }) => {
    const place = (trial === undefined ? reported : tried).indexOf(seed);
    if (cell >= cellCount(experiment) || lane >= experiment.config.lanes.length || place < 0) return false;
    if (!has(shard, experiment, cell, lane, place)) return false;
    const own = Object.entries(settingsOf(experiment, cell)).every(([at, value]) => set[at] === value);
    const known = Object.keys(set).every((at) => typeof valueAt(experiment.config, at) === 'number');
    return own && known && link === linkOf({ set, lane, seed, trial });
  };
}

/** What counts of a trial's run: the loss on what it did not learn from, where that was measured. The smaller the better. */
function costOf({ status, final }: Line, by: 'loss' | 'accuracy'): number {
  const value = by === 'accuracy' ? final.accuracy : (final.testLoss ?? final.loss);
  if (status === 'diverged' || value === null) return Number.POSITIVE_INFINITY;
  return by === 'accuracy' ? -value : value;
}

/** What the best trial of one lane of one cell sets: the least median over its seeds, of equals the first. */
export function bestOf(lines: readonly Line[], by: 'loss' | 'accuracy'): Settings {
  const trials = grouped(lines, ({ trial }) => trial!);
  let best: { cost: number; set: Settings } | null = null;
  for (const [, runs] of [...trials].sort(([a], [b]) => a - b)) {
    const cost = median(ascending(runs.map((run) => costOf(run, by))));
    if (!best || cost < best.cost) best = { cost, set: runs[0]!.set };
  }
  return best?.set ?? {};
}
