import { svg, type TemplateResult } from 'lit';
import { COLOURS } from '../../toolkit/palette.ts';
import { widthOf } from '../export/text.ts';
import { spread } from './spread.ts';

/** What stands at the end of a lane's line. */
export interface EndLabel {
  lane: number;
  swatch: number;
  name: string;
  /** Beside the name: a value, or how many runs there are. */
  value: string;
  /** Where the line ends, in pixels. */
  y: number;
}

const [SIZE, APART, LEADER, INSET] = [12, 16, 12, 4];

const widths = new Map<string, number>();
/** How wide a text is; measured once. */
export function widthIn(text: string, font: string): number {
  const key = `${font} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > 1000) widths.clear(); // numbers are many
    width = widthOf(text, font);
    widths.set(key, width);
  }
  return width;
}

/** A text cut to a width, with a mark that it was. */
export function cut(text: string, width: number, font: string): string {
  if (widthIn(text, font) <= width) return text;
  let end = text.length;
  while (end > 1 && widthIn(`${text.slice(0, end).trimEnd()}…`, font) > width) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}

export const fontOf = (family: string, weight = 400): string => `${weight} ${SIZE}px ${family}`;

/** How wide the column of labels is. */
export const labelWidth = (labels: readonly Pick<EndLabel, 'name' | 'value'>[], family: string): number =>
  Math.max(
    0,
    ...labels.map(({ name, value }) => widthIn(name, fontOf(family, 600)) + widthIn(`${value} `, fontOf(family))),
  ) +
  LEADER +
  INSET;

/** The labels at the right of a plot, none over another, each led to from its line's end. */
export function endLabels(
  labels: readonly EndLabel[],
  { right, width, top, bottom }: { right: number; width: number; top: number; bottom: number },
  family: string,
  faded: (lane: number) => boolean,
  point: (lane: number) => void,
): TemplateResult {
  const places = spread(
    labels.map(({ y }) => y),
    APART,
    top,
    bottom,
  );
  return svg`<g class="ends">${labels.map(({ lane, swatch, name, value, y }, i) => {
    const at = places[i]!;
    const room = width - right - LEADER - INSET - widthIn(`${value} `, fontOf(family));
    return svg`<g class=${`end lane-${swatch % COLOURS}${faded(lane) ? ' faded' : ''}`} @pointerenter=${() => point(lane)}>
      <path d=${`M${right + 1} ${y}L${right + LEADER - 2} ${at}`} />
      <text x=${right + LEADER} y=${at + 4}><tspan class="name">${cut(name, room, fontOf(family, 600))}</tspan> <tspan class="value">${value}</tspan></text>
    </g>`;
  })}</g>`;
}
