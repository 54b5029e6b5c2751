import { printable } from '../core/notices.ts';
import type { CellLines } from '../experiment/report.ts';
import type { CellReport } from '../experiment/report-statistics.ts';
import { short } from './svg-scale.ts';

const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#8c6d00', '#56b4e9', '#7a3e9d', '#444444'];
export const colourOf = (lane: number): string => COLOURS[lane % COLOURS.length]!;

export const WIDTH = 800;
export const [LEFT, RIGHT, ROW] = [170, 150, 22];
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
