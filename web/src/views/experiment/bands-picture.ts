import { svg, type TemplateResult } from 'lit';
import { COLOURS, dashOf } from '../../toolkit/palette.ts';
import type { LaneCurves, RunLine } from './curves.ts';
import { type Frame, pointsOf, xOf } from './frame.ts';
import { areaPath, linePath } from './path.ts';

/** A lane as it is drawn. */
export interface LaneDrawing extends LaneCurves {
  lane: number;
  swatch: number;
  /** Its runs one by one: where there is no band, or while the lane is pointed at. */
  lines: readonly RunLine[];
  /** Where runs ended that diverged. */
  ends: readonly number[];
}

/** Paths as they were drawn last. */
const drawn = new WeakMap<object, { key: string; path: string }>();

/** The path of something that does not change, made anew when its frame is another. */
function once(of: object, frame: Frame, make: () => string): string {
  const { left, right, top, bottom, x, y } = frame;
  const key = [left, right, top, bottom, x.low, x.high, y.low, y.high, y.log].join();
  const before = drawn.get(of);
  if (before?.key === key) return before.path;
  const path = make();
  drawn.set(of, { key, path });
  return path;
}

const CROSS = 3.5;
export const cross = (x: number, y: number): string =>
  `M${x - CROSS} ${y - CROSS}l${2 * CROSS} ${2 * CROSS}m0 ${-2 * CROSS}l${-2 * CROSS} ${2 * CROSS}`;

/** The bands, lines and crosses of the lanes; the one that is pointed at is on top. */
export function lanesDrawn(
  frame: Frame,
  lanes: readonly LaneDrawing[],
  pointed: { lane: number | null; seed: number | null },
  /** The edge that values without a number lie beyond. */
  edge: number,
): TemplateResult {
  const order = lanes.toSorted((a, b) => Number(a.lane === pointed.lane) - Number(b.lane === pointed.lane));
  return svg`<g class="bands" aria-hidden="true">${order.map(({ lane, swatch, band, x, lines, ends }) => {
    const faded = pointed.lane !== null && pointed.lane !== lane;
    const dash = dashOf(swatch).join(' ');
    const path = (line: RunLine): string => once(line, frame, () => linePath(pointsOf(frame, line.x, line.y)));
    return svg`<g class=${`lane-${swatch % COLOURS}${faded ? ' faded' : ''}${lane === pointed.lane ? ' pointed' : ''}`}>
      ${band ? svg`<path class="band" d=${once(band, frame, () => areaPath(pointsOf(frame, x, band.q3), pointsOf(frame, x, band.q1)))} />` : ''}
      ${lines.map((line) => svg`<path class=${band ? 'run' : 'run alone'} stroke-dasharray=${band ? '' : dash} d=${path(line)} />`)}
      ${band ? svg`<path class="median" stroke-dasharray=${dash} d=${once(band.median, frame, () => linePath(pointsOf(frame, x, band.median)))} />` : ''}
      ${lines.filter(({ seed }) => lane === pointed.lane && seed === pointed.seed).map((line) => svg`<path class="run chosen" d=${path(line)} />`)}
      ${ends.map((end) => svg`<path class="cross" d=${cross(xOf(frame, end), edge)} />`)}
    </g>`;
  })}</g>`;
}
