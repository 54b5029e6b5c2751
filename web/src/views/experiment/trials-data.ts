import type { Catalog } from '../../core/catalog.ts';
import { ofElement } from '../../experiment/axes.ts';
import type { Settings } from '../../experiment/cells.ts';
import { fieldAt } from '../../experiment/places.ts';
import type { Results } from '../../experiment/results.ts';
import { lessIsBetter, type Measure } from '../../experiment/sample.ts';
import { type BestOf, bestOfTrials } from '../../experiment/trials.ts';
import { spansOf } from '../../experiment/tuning.ts';
import { type SpanEdge, spanEdge } from './edges.ts';
import { type Tally, tallyOf } from './tally.ts';

/** One trial of a lane, in the order in which they are made. */
export interface Trial {
  trial: number;
  set: Settings;
  tally: Tally;
  /** The best so far, this one included; NaN while all were lost. */
  best: number;
}

/** A setting that a tuning looked for. */
export interface Chosen {
  at: string;
  value: number;
  /** The best lies where what was tried ends. */
  edge: SpanEdge | null;
}

/** The tuning of a lane. */
export interface LaneTuning {
  lane: number;
  trials: readonly Trial[];
  /** The best of k trials, for each k. */
  profile: readonly BestOf[];
  /** The best trial; null while all are lost, or none has run. */
  best: Trial | null;
  chosen: readonly Chosen[];
}

const isLost = ({ runs, lost }: Tally): boolean => 2 * lost >= runs;

/** What came of a cell's tuning so far. */
export function laneTunings(results: Results, cell: number, catalog: Catalog): LaneTuning[] {
  const { config, tune, axes } = results.experiment;
  if (!tune) return [];
  const taken = axes.flat().map(({ at }) => at);
  const less = lessIsBetter(tune.by);
  const asked = { what: 'final', measure: results.goal, target: null } as const;
  return [...config.lanes.keys()].map((lane) => {
    let best: Trial | null = null;
    const trials = results.trials(lane, cell).flatMap((runs, trial) => {
      if (runs.length === 0) return [];
      const tally = tallyOf(runs, asked);
      const before: Trial | null = best;
      const own = { trial, set: runs[0]!.set, tally, best: before?.best ?? Number.NaN };
      const better = !before || (less ? tally.median < before.best : tally.median > before.best);
      if (!isLost(tally) && better) {
        own.best = tally.median;
        best = own;
      }
      return [own];
    });
    const points = trials.map(({ tally }) => ({ value: tally.median, censored: isLost(tally) }));
    const found = best as Trial | null;
    const chosen = found
      ? spansOf(config, lane, tune, catalog, taken).flatMap((span, _, spans): Chosen[] => {
          const value = found.set[span.at];
          const field = fieldAt(config, span.at, catalog);
          if (value === undefined || !field) return [];
          const tried = trials.flatMap(({ set }) => set[span.at] ?? []);
          return [{ at: span.at, value, edge: spanEdge(ofElement(field), span, value, tried, spans) }];
        })
      : [];
    return { lane, trials, profile: bestOfTrials(points, tune.by), best: found, chosen };
  });
}

/** What tunings show of how far a budget goes, as data. */
export type TuningFinding =
  | { id: 'lost' }
  | { id: 'alone'; lane: number; trials: number; value: number }
  /** In the median one lane is ahead of all others from the first trial to the last. */
  | { id: 'leads'; lane: number; trials: number }
  /** Another one is with a single trial than from `from` trials on. */
  | { id: 'flips'; first: number; last: number; from: number };

/** Null while trials are to come, and where lanes tie. */
export function tuningFinding(lanes: readonly LaneTuning[], trials: number, by: Measure): TuningFinding | null {
  if (lanes.length === 0 || lanes.some((lane) => lane.trials.length < Math.min(trials, lane.trials.length || 1)))
    return null;
  if (lanes.every(({ best }) => !best)) return { id: 'lost' };
  const count = Math.min(...lanes.map(({ profile }) => profile.length));
  if (count === 0) return null;
  const less = lessIsBetter(by);
  const leaderAt = (k: number): number | null => {
    const medians = lanes.map(({ profile }) => profile[k - 1]!.median);
    const top = less ? Math.min(...medians) : Math.max(...medians);
    const all = lanes.filter((_, i) => medians[i] === top);
    return all.length === 1 ? all[0]!.lane : null;
  };
  if (lanes.length === 1) return { id: 'alone', lane: lanes[0]!.lane, trials: count, value: lanes[0]!.best!.best };
  const leaders = Array.from({ length: count }, (_, i) => leaderAt(i + 1));
  const [first, last] = [leaders[0], leaders.at(-1)];
  if (first === null || first === undefined || last === null || last === undefined) return null;
  if (leaders.every((leader) => leader === first)) return { id: 'leads', lane: first, trials: count };
  if (first === last) return null;
  return { id: 'flips', first, last, from: leaders.findLastIndex((leader) => leader !== last) + 2 };
}
