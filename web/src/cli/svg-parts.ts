import { printable } from '../core/notices.ts';
import type { CellLines } from '../experiment/report.ts';
import type { CellReport } from '../experiment/report-statistics.ts';
import { widthOf, wrapped } from '../views/export/text.ts';
import { short } from './svg-scale.ts';

const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#8c6d00', '#56b4e9', '#7a3e9d', '#444444'];
export const colourOf = (lane: number): string => COLOURS[lane % COLOURS.length]!;

/** What a picture is as wide as, where nobody asks for another width; what surrounds it, and how tall a line of names is. */
export const [WIDTH, MARGIN, ROW] = [800, 16, 22];
const FONT = 'system-ui, sans-serif';
/** Of names and values. */
const SIZE = 13;

/** How much room the widest of these texts takes. */
export const roomFor = (texts: readonly string[]): number =>
  Math.ceil(Math.max(0, ...texts.map((one) => widthOf(one, `${SIZE}px ${FONT}`))));

/** A text in as many lines as it takes: what is drawn, and where the next line stands. */
export function lines(said: string, y: number, width: number, size: number, more: string): [string[], number] {
  const all = wrapped(said, width - 2 * MARGIN, `${size}px ${FONT}`);
  return [all.map((line, i) => text(MARGIN, y + i * (size + 4), line, more)), y + all.length * (size + 4)];
}

/** Where a picture begins below its heading, and how wide it is. */
export interface Frame {
  top: number;
  width: number;
}
export const escaped = (text: string): string =>
  printable(text).replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

export const text = (x: number, y: number, said: string, more = ''): string =>
  `<text x="${short(x)}" y="${short(y)}"${more}>${escaped(said)}</text>`;

export interface Cell {
  lines: CellLines;
  report: CellReport;
}

export const numbers = (values: readonly (number | null | undefined)[]): number[] =>
  values.filter((x): x is number => typeof x === 'number' && Number.isFinite(x));
