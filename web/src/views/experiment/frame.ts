import { svg, type TemplateResult } from 'lit';
import type { Axis } from '../chart/axis.ts';
import type { Point } from './path.ts';
import type { Tick } from './scale.ts';

/** Where a picture's plot lies, in pixels, and what its axes mean. */
export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: Axis;
  y: Axis;
}

export const xOf = ({ left, right, x }: Frame, value: number): number =>
  Number.isFinite(value) ? left + x.place(value) * (right - left) : Number.NaN;

/** NaN for what has no place: a line ends there. */
export const yOf = ({ top, bottom, y }: Frame, value: number): number =>
  Number.isFinite(value) && !(y.log && value <= 0) ? bottom - y.place(value) * (bottom - top) : Number.NaN;

export const valueAtY = ({ top, bottom, y }: Frame, pixel: number): number =>
  y.value(Math.min(1, Math.max(0, (bottom - pixel) / (bottom - top))));

export const pointsOf = (frame: Frame, x: ArrayLike<number>, y: ArrayLike<number>): Point[] =>
  Array.from(x, (v, i) => ({ x: xOf(frame, v), y: yOf(frame, y[i]!) }));

/** Hairlines with their numbers. `hidden`: a label of the vertical axis that would stand under something else. */
export function grid(
  frame: Frame,
  { x, y }: { x: readonly Tick[]; y: readonly Tick[] },
  unit: string,
  hidden: (y: number) => boolean = () => false,
): TemplateResult {
  const { left, right, top, bottom } = frame;
  const beside = right - unit.length * 7 - 24; // the last tick gives way to the unit
  return svg`<g class="grid" aria-hidden="true">
    ${y.map(({ value, text }) => {
      const at = yOf(frame, value);
      return svg`<path d=${`M${left} ${at}H${right}`} />${hidden(at) ? '' : svg`<text x=${left - 6} y=${at + 4} text-anchor="end">${text}</text>`}`;
    })}
    ${x.map(({ value, text }) => {
      const at = xOf(frame, value);
      return svg`<path d=${`M${at} ${top}V${bottom}`} />${at > beside ? '' : svg`<text x=${at} y=${bottom + 16} text-anchor="middle">${text}</text>`}`;
    })}
    <text x=${right} y=${bottom + 16} text-anchor="end">${unit}</text>
  </g>`;
}
