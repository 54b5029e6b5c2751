import { nothing, type SVGTemplateResult, svg } from 'lit';
import type { Result } from '../../experiment/results.ts';
import { isShare, type Measure } from '../../experiment/sample.ts';
import { num, percent } from '../../toolkit/format.ts';
import { COLOURS } from '../../toolkit/palette.ts';
import { axisOf, widened } from '../chart/axis.ts';
import { ticks } from '../ticks.ts';
import { linePath } from './path.ts';

export interface LaneRuns {
  swatch: number;
  runs: readonly Result[];
}

const [RIGHT, BOTTOM] = [34, 4];
/** A linear picture would show the start of what falls by more. */
const LOG_FROM = 8;

/** The ways of single runs, small: what stands on a card. */
export function runCurves(
  lanes: readonly LaneRuns[],
  measure: Measure,
  width: number,
  height: number,
): SVGTemplateResult | typeof nothing {
  const lines = lanes.flatMap(({ swatch, runs }) =>
    runs.map(({ rows }) => {
      const values = rows.column(measure);
      const steps = rows.column('step');
      const known = [...values.keys()].filter((row) => Number.isFinite(values[row]));
      return { swatch, points: known.map((row) => [steps[row]!, values[row]!] as const) };
    }),
  );
  const all = lines.flatMap(({ points }) => points);
  if (all.length < 2) return nothing;
  const ys = all.map(([, y]) => y);
  const starts = lines.flatMap(({ points }) => (points[0] ? [points[0][1]] : []));
  const low = Math.min(...ys);
  // What explodes leaves the picture.
  const high = Math.min(Math.max(...ys), isShare(measure) ? 1 : 20 * Math.max(...starts.map(Math.abs), low));
  const log = !isShare(measure) && low > 0 && high / low > LOG_FROM;
  const axis = axisOf(...widened(low, high, log), log);
  const last = Math.max(...all.map(([x]) => x), 1);
  const [right, bottom] = [width - RIGHT, height - BOTTOM];
  const y = (value: number): number => bottom - axis.place(value) * (bottom - 6);
  const marks = log
    ? Array.from({ length: 40 }, (_, i) => 10 ** (i - 20)).filter((v) => v >= axis.low && v <= axis.high)
    : ticks(axis.low, axis.high, 3);
  const every = Math.ceil(marks.length / 4);
  return svg`<svg class="run-curves" viewBox="0 0 ${width} ${height}" width=${width} height=${height} aria-hidden="true">
    <g class="axis-marks">${marks
      .filter((_, i) => i % every === 0)
      .map(
        (value) =>
          svg`<path d="M0 ${y(value)}H${right}" /><text x=${width} y=${Math.max(10, y(value) + 4)} text-anchor="end">${isShare(measure) ? percent(value, 0) : num(value, 2)}</text>`,
      )}</g>
    ${lines.map(({ swatch, points }) => svg`<path class="run lane-${swatch % COLOURS}" d=${linePath(points.map(([x, value]) => ({ x: (x / last) * right, y: Math.max(-50, y(value)) })))} />`)}
  </svg>`;
}
