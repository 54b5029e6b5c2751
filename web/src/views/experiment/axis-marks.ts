import { type SVGTemplateResult, svg } from 'lit';
import type { Tick } from './along.ts';
import type { Frame as Plot } from './frame.ts';

/** The part of a picture in which values are drawn, in its pixels. */
export type Frame = Pick<Plot, 'left' | 'right' | 'top' | 'bottom'>;

/** About how wide a text is, in its own size: enough to keep labels apart. */
export function textWidth(text: string, size: number, bold = false): number {
  let ems = 0;
  for (const sign of text)
    ems += /[\u2e80-\uffef]/.test(sign) ? 1 : /[ilj.,:;|'’ ]/.test(sign) ? 0.32 : /[mwMW@%]/.test(sign) ? 0.86 : 0.6;
  return ems * size * (bold ? 1.06 : 1);
}

/** Labels that are left when each has room beside the one before. */
export function spaced<T extends Tick>(
  ticks: readonly T[],
  place: (at: number) => number,
  room: (tick: T) => number,
): T[] {
  let end = Number.NEGATIVE_INFINITY;
  return ticks.filter((tick) => {
    const [at, half] = [place(tick.at), room(tick) / 2];
    if (at - half < end) return false;
    end = at + half;
    return true;
  });
}

/** Lines across at round values, each with its number on the left; not near `hidden`, where something else stands. */
export const rowMarks = (
  { left, right }: Frame,
  ticks: readonly Tick[],
  y: (at: number) => number,
  hidden = Number.NaN,
): SVGTemplateResult =>
  svg`<g class="axis-marks">${ticks.map(({ at, label }) => {
    const place = Math.round(y(at)) + 0.5;
    const number = svg`<text x=${left - 6} y=${place + 4} text-anchor="end">${label}</text>`;
    return svg`<path d="M${left} ${place}H${right}" />${Math.abs(place - hidden) < 17 ? '' : number}`;
  })}</g>`;

/** Lines down at round values, each with its number under them. `foot`: how far they reach below the frame, at the numbers again. */
export function columnMarks(
  { left, right, top, bottom }: Frame,
  ticks: readonly Tick[],
  x: (at: number) => number,
  foot = 0,
): SVGTemplateResult {
  const named = new Set(spaced(ticks, x, ({ label }) => textWidth(label, 11) + 10));
  return svg`<g class="axis-marks">${ticks.map((tick) => {
    const place = Math.round(x(tick.at)) + 0.5;
    const half = textWidth(tick.label, 11) / 2;
    const text = Math.min(right + 6 - half, Math.max(left - 6 + half, place));
    return svg`<path d="M${place} ${top}V${bottom}${foot > 0 ? `M${place} ${bottom + 20}V${bottom + foot}` : ''}" />${
      named.has(tick) ? svg`<text x=${text} y=${bottom + 15} text-anchor="middle">${tick.label}</text>` : ''
    }`;
  })}</g>`;
}

/** The hatching of what is of no use, as a pattern that a picture fills with by its id. */
export const hatching = (id: string): SVGTemplateResult =>
  svg`<pattern id=${id} width="6" height="6" patternUnits="userSpaceOnUse"><path class="hatch" d="M-1 7 7 -1M-1 1 1 -1M5 7 7 5" /></pattern>`;

/** A cross at each of these places. */
export const crosses = (places: readonly (readonly [x: number, y: number])[], size = 3): string =>
  places
    .map(([x, y]) => `M${x - size} ${y - size}l${2 * size} ${2 * size}m0 ${-2 * size}l${-2 * size} ${2 * size}`)
    .join('');

let count = 0;
/** An id for what is referred to in one picture: several stand on a page. */
export const ownId = (): string => `picture-${count++}`;
