import { ascending, median } from './quantile.ts';
import type { Results } from './results.ts';
import { isShare, type Measure, pointOf } from './sample.ts';

/** Of each lane the best median of any cell: a cell's is made anew only when runs of it have ended. */
export class BestEnds {
  readonly #medians = new Map<string, { runs: number; value: number }>();

  constructor(private readonly results: Results) {}

  /** Of equal cells the first. Undefined while no run has a value. */
  of(lane: number, measure: Measure): { cell: number; value: number } | undefined {
    const sign = isShare(measure) ? -1 : 1;
    let best: { cell: number; value: number } | undefined;
    for (let cell = 0; cell < this.results.cells; cell++) {
      const value = this.#median(lane, cell, measure);
      if (!Number.isNaN(value) && !(best && sign * value >= sign * best.value)) best = { cell, value };
    }
    return best;
  }

  #median(lane: number, cell: number, measure: Measure): number {
    const runs = this.results.of(lane, cell);
    if (runs.length === 0) return Number.NaN;
    const key = `${measure} ${lane} ${cell}`;
    const known = this.#medians.get(key);
    if (known?.runs === runs.length) return known.value;
    const points = runs.flatMap((run) => pointOf(run, measure) ?? []);
    const value = points.length > 0 ? median(ascending(points.map((point) => point.value))) : Number.NaN;
    this.#medians.set(key, { runs: runs.length, value });
    return value;
  }
}
