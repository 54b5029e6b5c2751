import { svg, type TemplateResult } from 'lit';
import { t } from '../../toolkit/i18n.ts';
import { COLOURS, dashOf } from '../../toolkit/palette.ts';
import type { Axis } from '../chart/axis.ts';
import { cross } from './bands-picture.ts';
import type { DotRow, Dots } from './dots.ts';
import { cut, fontOf } from './labels.ts';
import { isSpeed } from './numbers.ts';
import { ticksOf, type Unit } from './scale.ts';

/** Rows and margins in pixels. */
export const ROW = 34;
const [TOP, BELOW, GUTTER, EDGE] = [4, 22, 20, 8];
const [LINE, STROKE] = [-4, 5]; // from the middle of a row
const BESIDE = 44; // between a number and the gutter’s name

/** Where the parts of a chart of dots lie. */
export interface DotsFrame {
  width: number;
  height: number;
  left: number;
  right: number;
  /** The middle of the column for what has no value. */
  gutter: number;
  axis: Axis | null;
}

/** `names` and `notes`: how wide the columns left and right of the plot are. */
export function dotsFrame({ rows, metric, axis }: Dots, width: number, names: number, notes: number): DotsFrame {
  const gutter = isSpeed(metric) ? GUTTER : 0;
  const right = width - Math.max(notes, gutter) - gutter - EDGE; // a label has room on both sides
  return {
    width,
    height: TOP + rows.length * ROW + BELOW,
    left: names + EDGE,
    right,
    gutter: right + gutter / 2 + 4,
    axis,
  };
}

export const middleOf = (index: number): number => TOP + (index + 0.5) * ROW;

export const dotX = ({ left, right, axis }: DotsFrame, value: number): number =>
  axis ? left + axis.place(value) * (right - left) : Number.NaN;

/** Which row a place is in; −1 for none. */
export const rowAt = (y: number, rows: number): number => {
  const index = Math.floor((y - TOP) / ROW);
  return index >= 0 && index < rows ? index : -1;
};

const HEAD = 4;
const head = (x: number, y: number, way: 1 | -1): string =>
  `M${x - way * HEAD} ${y - HEAD}L${x} ${y}L${x - way * HEAD} ${y + HEAD}`;

/** An interval's line, from edge to edge at most; where it goes on it ends in an arrow. */
function interval(frame: DotsFrame, row: DotRow, y: number): TemplateResult | '' {
  if (!row.interval || !frame.axis) return '';
  const [from, to] = row.interval.map((end) => dotX(frame, end)) as [number, number];
  if (!Number.isFinite(row.interval[0])) return ''; // all of it is in the gutter
  const [left, right] = [Math.max(frame.left, from), Math.min(frame.right, to)];
  const heads = [
    ...(from < frame.left - 1 ? [head(left, y, -1)] : []),
    ...(to > frame.right + 1 ? [head(right, y, 1)] : []),
  ];
  return svg`<path class="interval" d=${`M${left} ${y}H${right}${heads.join('')}`} />`;
}

function dot(frame: DotsFrame, { value }: DotRow, y: number): TemplateResult | '' {
  if (value === null) return svg`<text class="none" x=${frame.left + 4} y=${y + 4}>–</text>`;
  if (!Number.isFinite(value)) return svg`<circle class="ring" cx=${frame.gutter} cy=${y} r="4.5" />`;
  const x = dotX(frame, value);
  return x < frame.left - 4 || x > frame.right + 4 ? '' : svg`<circle class="dot" cx=${x} cy=${y} r="4.5" />`;
}

export interface RowLook {
  name: string;
  swatch: number;
  faded: boolean;
  /** The run of this row that is pointed at. */
  seed: number | null;
  /** At the right end. */
  note: string;
  /** Whether the note counts runs that diverged. */
  crossed: boolean;
}

/** A chart of dots. `names`: how wide the column of names is; 0 where another chart beside it has them. `noted`: what the notes count. */
export function dotsPicture(
  { rows, metric }: Dots,
  frame: DotsFrame,
  looks: readonly RowLook[],
  {
    names,
    family,
    line,
    unit,
    noted,
  }: { names: number; family: string; line: number | null; unit: Unit; noted: string },
): TemplateResult {
  const { left, right, axis, height, width } = frame;
  const bottom = height - BELOW;
  const least = Math.min(...rows.flatMap(({ strokes, value }) => [value ?? 0, ...strokes.map((run) => run.value)]));
  const ticks = (axis ? ticksOf(axis, Math.max(2, (right - left) / 44), unit) : []).filter(
    ({ value }) => value >= Math.min(0, least),
  );
  const speed = isSpeed(metric);
  const at = line === null || !axis ? Number.NaN : dotX(frame, line);
  return svg`
    <g class="grid" aria-hidden="true">
      ${ticks.map(({ value, text }) => {
        const x = dotX(frame, value);
        const room = !speed || frame.gutter - x > BESIDE;
        return svg`<path d=${`M${x} ${TOP}V${bottom}`} />${room ? svg`<text x=${x} y=${bottom + 15} text-anchor="middle">${text}</text>` : ''}`;
      })}
      ${rows.map((_, i) => svg`<path d=${`M0 ${TOP + (i + 1) * ROW}H${width}`} />`)}
      ${speed ? svg`<path class="gutter" d=${`M${frame.gutter} ${TOP}V${bottom}`} /><text x=${frame.gutter} y=${bottom + 15} text-anchor="middle">${t('compare.never')}</text>` : ''}
      <text x=${width} y=${bottom + 15} text-anchor="end">${noted}</text>
    </g>
    ${at >= left && at <= right ? svg`<path class="target-line" d=${`M${at} ${TOP}V${bottom}`} aria-hidden="true" />` : ''}
    ${rows.map((row, i) => {
      const { name, swatch, faded, seed, note, crossed } = looks[i]!;
      const y = middleOf(i);
      return svg`<g class=${`dots lane-${swatch % COLOURS}${faded ? ' faded' : ''}`} aria-hidden="true">
        ${
          names > 0
            ? svg`<path class="swatch-line" d=${`M0 ${y}h24`} stroke-dasharray=${dashOf(swatch).join(' ')} /><text class="row-name" x="32" y=${y + 4}>${cut(name, names - 32, fontOf(family, 600))}</text>`
            : ''
        }
        ${row.strokes.map((run) => svg`<path class=${`stroke${run.seed === seed ? ' chosen' : ''}`} d=${`M${dotX(frame, run.value)} ${y + STROKE}v7`} />`)}
        ${interval(frame, row, y + LINE)}${row.of > 0 ? dot(frame, row, y + LINE) : ''}
        ${crossed ? svg`<path class="cross" d=${cross(width - 3 - note.length * 6.2 - 8, y)} />` : ''}
        <text class="note" x=${width} y=${y + 4} text-anchor="end">${note}</text>
      </g>`;
    })}`;
}
