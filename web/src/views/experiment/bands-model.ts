import { ascending, median } from '../../experiment/quantile.ts';
import type { Result } from '../../experiment/results.ts';
import type { Study } from '../../reader/study.ts';
import { type Axis, axisOf } from '../chart/axis.ts';
import type { LaneDrawing } from './bands-picture.ts';
import {
  curvesOf,
  type LaneCurves,
  lineOf,
  type Progress,
  progressAt,
  progressOf,
  type RunLine,
  wantedRange,
} from './curves.ts';
import { samplesIn } from './memo.ts';
import { Held } from './scale.ts';

const SLICE_MILLIS = 8;

const isSame = (a: readonly Result[], b: readonly Result[]): boolean =>
  a.length === b.length && a.every((run, i) => run === b[i]);

/** What is drawn of a study: computed anew for the lanes that have more runs than before, on axes that hold still. */
export class BandsModel {
  behind = false;
  #until = 0;
  readonly #curves = new Map<string, LaneCurves>();
  readonly #held = { x: new Held(), y: new Held() };

  #of({ stage, results, choice: { measure, against } }: Study, cell: number, lane: number): LaneCurves {
    const runs = results.of(lane, cell);
    const key = `${cell} ${lane} ${measure} ${against}`;
    const before = this.#curves.get(key);
    if (before && isSame(before.runs, runs)) return before;
    if (before && performance.now() > this.#until) {
      this.behind = true;
      return before;
    }
    const curves = curvesOf(runs, measure, progressOf(against, stage.config));
    this.#curves.set(key, curves);
    return curves;
  }

  readonly #lines = new WeakMap<LaneCurves, RunLine[]>();
  #linesOf(curves: LaneCurves, progress: Progress): RunLine[] {
    const lines = this.#lines.get(curves) ?? curves.runs.map((run) => lineOf(run, curves.column, progress));
    this.#lines.set(curves, lines);
    return lines;
  }

  /** What could be computed in a slice of time; `behind`: some lanes have more runs. */
  lanes(study: Study, cell: number): LaneDrawing[] {
    this.#until = performance.now() + SLICE_MILLIS;
    this.behind = false;
    const { stage } = study;
    const { against, lane: pointed } = study.choice;
    const progress = progressOf(against, stage.config);
    return stage.config.lanes.map((_, lane) => {
      const curves = this.#of(study, cell, lane);
      const { runs, band } = curves;
      const lines = !band || lane === pointed ? this.#linesOf(curves, progress) : [];
      const ends = runs.filter(({ status }) => status === 'diverged').map(({ rows }) => progress(rows).at(-1) ?? 0);
      return { ...curves, lane, swatch: stage.swatches[lane]!, lines, ends };
    });
  }

  axes(
    lanes: readonly LaneDrawing[],
    { choice: { against, measure }, stage }: Study,
    cell: number,
    { log, target }: { log: boolean; target: number | null },
  ): { x: Axis; y: Axis } {
    const shown = lanes.flatMap(({ band, x, lines }) =>
      band ? [{ x, ys: [band.median, band.q1, band.q3] }] : lines.map((line) => ({ x: line.x, ys: [line.y] })),
    );
    const reach = Math.max(0, ...shown.map(({ x }) => x.at(-1) ?? 0));
    const { steps } = stage.config;
    const end =
      against === 'seconds' ? this.#held.x.of(against, [0, reach || 1])![1] : progressAt(against, stage.config, steps);
    const wanted = wantedRange(shown, measure, log, reach);
    const held = this.#held.y.of(`${cell} ${measure} ${log}`, wanted, log) ?? (log ? [0.1, 10] : [0, 1]);
    const [low, high] = target === null ? held : [Math.min(held[0], target), Math.max(held[1], target)];
    return { x: axisOf(0, end, false), y: axisOf(low, high, log) };
  }
}

/** Where the middle run of each lane meets the target, along the horizontal axis; ∞ where it does not, NaN without runs. */
export function metAt({ stage, results, choice }: Study, cell: number, target: number): number[] {
  const { against, measure } = choice;
  const by = against === 'seconds' ? 'millis' : 'steps';
  return samplesIn(results, cell, measure, { by, target: { metric: measure, value: target } }).map(({ points }) => {
    const middle = median(ascending(points.map(({ value }) => value)));
    return against === 'seconds' ? middle / 1000 : progressAt(against, stage.config, middle);
  });
}
