import type { Catalog } from '../core/catalog.ts';
import { distance, ofElement } from './axes.ts';
import type { Line } from './line.ts';
import { compare } from './pair.ts';
import { fieldAt, valueAt } from './places.ts';
import { ascending, interquartileMean, median, spread } from './quantile.ts';
import type { Sliced } from './resample.ts';
import { type Measure, type Sample, sampleOf } from './sample.ts';
import { seedsOf } from './seeds.ts';
import type { Experiment } from './spec.ts';
import type { Verdict } from './verdict.ts';

/** What claims about an experiment are checked against. */
export interface Runs {
  experiment: Experiment;
  catalog: Catalog;
  cells: number;
  /** The runs of a lane of a cell that are reported. */
  of(lane: number, cell: number): readonly Line[];
}

export const runsIn = (runs: Runs, lane: number): Line[] =>
  Array.from({ length: runs.cells }, (_, cell) => runs.of(lane, cell)).flat();

/** In the order in which they are drawn. */
export const drawnSeeds = ({ experiment: { config, seeds } }: Runs): number[] => seedsOf(config.seed, seeds);

/** What a run was set to, by the name of a field of its lane, of the problem or of the race; undefined where there is no such number. */
export function settingOf({ experiment: { config } }: Runs, lane: number, { set }: Line, name: string) {
  const values = [`lanes.${lane}.${name}`, `problem.${name}`, name].map((at) => set[at] ?? valueAt(config, at));
  return values.find((value): value is number => typeof value === 'number');
}

const sample = (lines: readonly Line[], measure: Measure): Sample => sampleOf(lines, measure);

const statistics = { median, iqm: interquartileMean, spread };

export const statistic = (name: keyof typeof statistics, lines: readonly Line[], measure: Measure): number =>
  statistics[name](ascending(sample(lines, measure).points.map(({ value }) => value)));

export interface Between {
  /** That a run of the first lane ends better than one of the second. */
  probability: number;
  /** The median of first − second over the seeds that both have. */
  difference: number;
  verdict: Verdict['kind'];
  /** By the verdict the first lane is the better one. */
  leads: boolean;
}

export interface LaneRuns {
  lane: number;
  all: readonly Line[];
}

/** Two lanes beside each other; the same numbers whichever comes first. */
export function* between(runs: Runs, [a, b]: readonly [LaneRuns, LaneRuns], measure: Measure): Sliced<Between> {
  const swapped = a.lane > b.lane;
  const [first, second] = swapped ? [b, a] : [a, b];
  const { seed } = runs.experiment.config;
  const pair = yield* compare(sample(first.all, measure), sample(second.all, measure), seed);
  const { probability, difference, verdict } = pair;
  const [chance, lead] = [probability.value ?? Number.NaN, difference.value ?? Number.NaN];
  return {
    probability: swapped ? 1 - chance : chance,
    difference: swapped ? 0 - lead : lead,
    verdict: verdict.kind,
    leads: verdict.kind !== 'undecided' && (verdict.leader === 0) !== swapped,
  };
}

/** How wide the widest range of neighbouring values is at which half of a lane's runs or more are good; undefined unless there is one axis. */
export function widestRange(runs: Runs, lane: number, good: readonly Line[]): number | undefined {
  const { experiment, catalog } = runs;
  const [axis, ...others] = experiment.axes;
  const place = axis?.find(({ at }) => !at.startsWith('lanes.') || at.startsWith(`lanes.${lane}.`));
  if (!place || others.length > 0) return undefined;
  const { scale } = ofElement(fieldAt(experiment.config, place.at, catalog)!);
  let widest = 0;
  let from: number | undefined;
  for (const [cell, value] of place.values.entries()) {
    const met = good.filter((line) => line.cell === cell).length;
    if (met === 0 || 2 * met < runs.of(lane, cell).length) from = undefined;
    else {
      from ??= value;
      widest = Math.max(widest, distance(scale, from, value));
    }
  }
  return widest;
}
