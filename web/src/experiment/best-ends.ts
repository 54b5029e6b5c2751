import { ascending, median } from './quantile.ts';
import type { Results } from './results.ts';
import { isShare, type Measure, pointOf } from './sample.ts';

/** Of each lane the best median of any cell: a cell's is made anew only when runs of it have ended. */
export class BestEnds {
  readonly #medians = new Map<string, { runs: number; value: number }>();

  constructor(private readonly results: Results) {}

  /** Undefined while no run has a value. */
  of(lane: number, measure: Measure): number | undefined {
    const better = isShare(measure) ? Math.max : Math.min;
    let best: number | undefined;
    for (let cell = 0; cell < this.results.cells; cell++) {
      const value = this.#median(lane, cell, measure);
      if (!Number.isNaN(value)) best = best === undefined ? value : better(best, value);
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
