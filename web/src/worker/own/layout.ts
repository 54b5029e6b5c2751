import { dsvFormat } from 'd3-dsv';

/**
 * How a table is laid out: what separates its cells, and whether its first row names the columns. A reference to a file
 * (core/own.ts) that names no reading means the first one, which published links were made with.
 */

export interface Layout {
  delimiter: string;
  /** Whether 0,5 is a half. */
  decimalComma: boolean;
  head: boolean;
}

const DELIMITERS = [',', ';', '\t'];
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
/** What people call a column of classes. */
const CLASS_NAME = /^(class(es)?|classe|label|target|species|category|类别|类|标签|分类)$/i;
/** Rows that tell how a table is laid out. */
const LOOKED_AT = 100;

/** A number as tables hold it; NaN where it is none. */
export function toNumber(cell: string, decimalComma: boolean): number {
  const text = decimalComma ? cell.trim().replace(',', '.') : cell.trim();
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

const isNumber = (cell: string, decimalComma: boolean): boolean => !Number.isNaN(toNumber(cell, decimalComma));
const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/** The first rows, cut at a line's end. */
function firstRows(text: string, delimiter: string): string[][] {
  const lines = text.trimStart().split(/\r\n?|\n/, 4 * LOOKED_AT);
  const rows = dsvFormat(delimiter).parseRows(lines.join('\n'));
  return rows.filter((cells) => !isBlank(cells)).slice(0, LOOKED_AT);
}

/** How much of a table a delimiter makes of the rows: equal widths first, then numbers, then cells. */
function merit(rows: readonly string[][], delimiter: string): number[] {
  const width = rows[0]?.length ?? 0;
  const alike = rows.filter(({ length }) => length === width).length / Math.max(1, rows.length);
  const cells = rows.slice(1).flat();
  const numbers = cells.filter((cell) => isNumber(cell, delimiter !== ',')).length;
  return [width > 1 ? 1 : 0, alike, numbers / Math.max(1, cells.length), width];
}

const isMore = (a: readonly number[], b: readonly number[]): boolean => {
  const at = a.findIndex((x, i) => x !== b[i]);
  return at >= 0 && a[at]! > b[at]!;
};

function hasHead(rows: readonly string[][], decimalComma: boolean): boolean {
  const [first = [], ...rest] = rows;
  const names = first.map((cell) => !isNumber(cell, decimalComma));
  if (names.every(Boolean)) return true;
  const numeric = (i: number) => rest.some((cells) => isNumber(cells[i] ?? '', decimalComma));
  if (first.some((cell, i) => names[i] && (CLASS_NAME.test(cell.trim()) || cell.trim() === '' || numeric(i))))
    return true;
  // Columns that are counted, as a program writes them that was given no names: 0,1,2 or 1,2,3. A class that no other row has is a name.
  const counted = [0, 1].some((from) => first.every((cell, i) => names[i] || Number(cell) === i + from));
  const alone = first.every((cell, i) => !names[i] || rest.every((cells) => cells[i]?.trim() !== cell.trim()));
  return counted && alone && names.filter((name) => !name).length >= (names.some(Boolean) ? 1 : 3);
}

/** How a table is laid out. */
export function layoutOf(text: string): Layout {
  let best = { delimiter: ',', rows: firstRows(text, ','), merit: [0] };
  for (const delimiter of DELIMITERS) {
    const rows = firstRows(text, delimiter);
    const its = merit(rows, delimiter);
    if (isMore(its, best.merit)) best = { delimiter, rows, merit: its };
  }
  const decimalComma = best.delimiter !== ',';
  return { delimiter: best.delimiter, decimalComma, head: hasHead(best.rows, decimalComma) };
}

/** The first reading: the delimiter that the first line has most of, a decimal comma beside semicolons alone. */
export function firstLayoutOf(text: string): Layout {
  const line = (/^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => line.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
  const decimalComma = delimiter === ';';
  const [first = [], second = []] = firstRows(text, delimiter);
  const numeric = (cell = '') => isNumber(cell, decimalComma);
  const head = !first.some(numeric) || first.some((cell, i) => !numeric(cell) && numeric(second[i]));
  return { delimiter, decimalComma, head };
}

/** The column of the classes of rows without their head: the one that is named so, the only one that is no number, one named y, the last. */
export function classColumn(names: readonly string[], rows: readonly string[][], decimalComma: boolean): number {
  const texts = names.map((_, i) => rows.some((cells) => !isNumber(cells[i] ?? '', decimalComma)));
  const few = (i: number) => {
    const values = new Set(rows.map((cells) => cells[i]?.trim())).size;
    return values >= 2 && values <= Math.max(2, rows.length / 2);
  };
  const named = names.findIndex((name) => CLASS_NAME.test(name));
  const [text, other] = [...names.keys()].filter((i) => texts[i]);
  const y = names.findIndex((name) => /^y$/i.test(name));
  const last = names.length - 1;
  if (text !== undefined && other === undefined) return text; // a column of words can be nothing else
  const candidates = [named, y, last].filter((i) => i >= 0);
  return candidates.find(few) ?? candidates[0]!;
}
