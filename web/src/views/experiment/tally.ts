import { ascending, quantile } from '../../experiment/quantile.ts';
import type { Result, Results } from '../../experiment/results.ts';
import { isShare, type Measure, pointOf, worstOf } from '../../experiment/sample.ts';
import { meets, reachedAt } from '../../experiment/target.ts';

/** What of a run is shown: its end, its best, its way to the target, or how far apart the ends of several are. */
export type What = 'final' | 'best' | 'steps' | 'spread';

export interface Asked {
  what: What;
  measure: Measure;
  /** Of the measure. */
  target: number | null;
}

/** Whether the smaller value is the better one. */
export const isLess = ({ what, measure }: Pick<Asked, 'what' | 'measure'>): boolean =>
  !isShare(measure) || what === 'steps' || what === 'spread';

/** What the runs of one lane in one cell come to. */
export interface Tally {
  runs: number;
  /** Of them, those that count as the worst there is: they diverged or, where steps are counted, never reached the target. */
  lost: number;
  /** Those that end no better than they began, what diverged not counted. */
  idle: number;
  /** Those that are as good as the target, or better. */
  met: number;
  /** Of what is shown; ∞ (accuracy: 0) when half of them are lost. NaN without runs. */
  median: number;
  q1: number;
  q3: number;
  /** The middle one of the values before training. NaN when that is not known. */
  start: number;
}

/** The value before the first step. */
export const startOf = ({ rows }: Pick<Result, 'rows'>, measure: Measure): number =>
  rows.column(measure)[0] ?? Number.NaN;

function bestOf({ rows }: Result, measure: Measure): number {
  const values = rows.column(measure).filter(Number.isFinite);
  const least = isShare(measure) ? Math.max : Math.min;
  return values.length > 0 ? values.reduce((a, b) => least(a, b)) : worstOf(measure);
}

/** The value of a run; null when it has none. */
function runValue(result: Result, { what, measure, target }: Asked): { value: number; lost: boolean } | null {
  if (what === 'best') return { value: bestOf(result, measure), lost: false };
  const reached =
    what === 'steps' && target !== null ? reachedAt(result.rows, { metric: measure, value: target }) : null;
  const point = pointOf({ ...result, reached }, what === 'steps' ? 'steps' : measure);
  return point && { value: point.value, lost: point.censored };
}

export function tallyOf(results: readonly Result[], asked: Asked): Tally {
  const { measure, target, what } = asked;
  const values = results.flatMap((result) => {
    const own = runValue(result, asked);
    return own ? [{ ...own, start: startOf(result, measure) }] : [];
  });
  const sorted = ascending(values.map(({ value }) => value));
  const better = (a: number, b: number): boolean => (isShare(measure) ? a > b : a < b);
  const isMet = ({ value, lost }: { value: number; lost: boolean }): boolean =>
    what === 'steps' ? !lost : target !== null && !lost && meets(value, { metric: measure, value: target });
  const [median, q1, q3] = [0.5, 0.25, 0.75].map((p) => quantile(sorted, p)) as [number, number, number];
  const spread = q3 - q1;
  return {
    runs: values.length,
    lost: values.filter(({ lost }) => lost).length,
    idle:
      what === 'steps'
        ? 0
        : values.filter(({ value, lost, start }) => !lost && !better(value, start) && !Number.isNaN(start)).length,
    met: values.filter(isMet).length,
    ...(what === 'spread' ? { median: spread, q1: spread, q3: spread } : { median, q1, q3 }),
    start: quantile(ascending(values.map(({ start }) => start).filter(Number.isFinite)), 0.5),
  };
}

/**
 * `open`: no run has ended. `lost`: half of them or more diverged, or never reached the target. `idle`: half or more end no better than before
 * training, though few of them diverged.
 */
export type Kind = 'open' | 'lost' | 'idle' | 'fine';

export function kindOf({ runs, lost, idle }: Pick<Tally, 'runs' | 'lost' | 'idle'>): Kind {
  if (runs === 0) return 'open';
  if (2 * lost >= runs) return 'lost';
  return 2 * (lost + idle) >= runs ? 'idle' : 'fine';
}

const EMPTY: Tally = {
  ...{ runs: 0, lost: 0, idle: 0, met: 0 },
  ...{ median: Number.NaN, q1: Number.NaN, q3: Number.NaN, start: Number.NaN },
};

/** Tallies of an experiment's cells: those that are complete are made once. */
export class Tallies {
  #asked: Asked | undefined;
  readonly #known = new Map<number, Tally>();

  constructor(private readonly results: Results) {}

  of(cell: number, lane: number, asked: Asked): Tally {
    const { what, measure, target } = this.#asked ?? {};
    if (what !== asked.what || measure !== asked.measure || target !== asked.target) this.#known.clear();
    this.#asked = asked;
    const key = cell * this.results.experiment.config.lanes.length + lane;
    const known = this.#known.get(key);
    if (known) return known;
    const runs = this.results.of(lane, cell);
    const tally = runs.length === 0 ? EMPTY : tallyOf(runs, asked);
    if (runs.length === this.results.seeds.length) this.#known.set(key, tally);
    return tally;
  }
}
