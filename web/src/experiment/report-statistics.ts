import type { Line } from './line.ts';
import type { CellLines } from './report.ts';

export interface Asked {
  metric: 'loss' | 'accuracy';
  /** A value to come to: runs that end there or better have reached it. */
  target?: number;
  /** Of the resampling. */
  seed: number;
}

export type Interval = readonly [number | null, number | null];

/** What the runs of a lane come to; null where there is no such number, or it is infinite. */
export interface LaneReport {
  lane: number;
  optimizer: string;
  runs: number;
  diverged: number;
  median: number | null;
  q1: number | null;
  q3: number | null;
  iqm: number | null;
  interval: Interval | null;
  reached: number | null;
}

export interface PairReport {
  a: number;
  b: number;
  /** That a run of a is better than one of b. */
  probability: number | null;
  interval: Interval | null;
  /** The median of a − b over the seeds that both have. */
  difference: number | null;
}

export interface CellReport {
  lanes: LaneReport[];
  pairs: PairReport[];
}

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);

function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return low === high ? low : low + (high - low) * (at - Math.floor(at));
}

/** A run's value; the worst there is where it diverged. Null where it was never measured. */
function worth({ status, final }: Line, metric: Asked['metric']): number | null {
  if (status === 'diverged') return metric === 'loss' ? Number.POSITIVE_INFINITY : 0;
  return final[metric];
}

/** What a cell comes to. */
export function summarise({ lanes }: CellLines, { metric, target }: Asked): CellReport {
  const values = lanes.map(
    ({ lines }) =>
      new Map(
        lines.flatMap((line) => {
          const value = worth(line, metric);
          return value === null ? [] : [[line.seed, value] as const];
        }),
      ),
  );
  const sign = metric === 'loss' ? 1 : -1;
  return {
    lanes: lanes.map(({ lane, optimizer, lines }, i) => {
      const sorted = [...values[i]!.values()].sort((a, b) => a - b);
      const cut = Math.floor(sorted.length / 4);
      const middle = sorted.slice(cut, sorted.length - cut);
      return {
        lane,
        optimizer,
        runs: sorted.length,
        diverged: lines.filter(({ status }) => status === 'diverged').length,
        median: finite(quantile(sorted, 0.5)),
        q1: finite(quantile(sorted, 0.25)),
        q3: finite(quantile(sorted, 0.75)),
        iqm: finite(middle.reduce((sum, x) => sum + x, 0) / middle.length),
        interval: null,
        reached: target === undefined ? null : sorted.filter((x) => x * sign <= target * sign).length,
      };
    }),
    pairs: lanes.flatMap((one, a) =>
      lanes.slice(a + 1).map((other, i) => {
        const [left, right] = [values[a]!, values[a + 1 + i]!];
        const wins = [...left.values()].flatMap((x) =>
          [...right.values()].map((y) => (Math.sign((y - x || 0) * sign) + 1) / 2),
        );
        const differences = [...left].flatMap(([seed, x]) => (right.has(seed) ? [x - right.get(seed)! || 0] : []));
        differences.sort((x, y) => x - y);
        return {
          a: one.lane,
          b: other.lane,
          probability: finite(wins.reduce((sum, x) => sum + x, 0) / wins.length),
          interval: null,
          difference: finite(quantile(differences, 0.5)),
        };
      }),
    ),
  };
}
