import { SidestepError } from '../../core/module.ts';
import { CLASS_NAME } from './columns.ts';
import { SHOWS, shown, toNumber } from './numbers.ts';
import { type Row, rowsOf } from './rows.ts';

/**
 * How a table is laid out: what separates its cells, and whether its first row names the columns. There are several readings: a
 * reference to a file (core/own.ts) says which one its link was made with, and that one stays.
 */

export interface Layout {
  delimiter: string;
  /** Whether 0,5 is a half. */
  decimalComma: boolean;
  head: boolean;
  /** Lines before the table, and their characters: `sep=;`, comments. */
  skipped: number;
  from: number;
}

const DELIMITERS = [',', ';', '\t'];
/** Rows that tell how a table is laid out, and about how many of their cells: as many as fit, or enough. */
const LOOKED_AT = 100;
const [ALL_CELLS, ENOUGH_CELLS] = [2 ** 23, 2 ** 16];

/** Whether a cell is a number. */
type IsNumber = (cell: string) => boolean;

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/** Lines, each with its end. */
const linesOf = (text: string): string[] => text.split(/(?<=\n|\r(?!\n))/);

/** The text of the first lines. */
function firstLines(text: string): string {
  const end = /\r\n?|\n/g;
  for (let n = 1; n <= 4 * LOOKED_AT; n++) if (!end.exec(text)) return text;
  return text.slice(0, end.lastIndex);
}

/** The first rows of the first lines; none where these are no rows. */
function firstRows(lines: string, delimiter: string, most = ALL_CELLS): string[][] {
  const rows: string[][] = [];
  let count = 0;
  try {
    for (const { cells } of rowsOf(lines, delimiter, true)) {
      if (!isBlank(cells)) rows.push(cells);
      count += cells.length;
      if (rows.length >= LOOKED_AT || count > most) break;
    }
  } catch (error) {
    if (!(error instanceof SidestepError)) throw error; // beyond a limit with this delimiter
  }
  return rows;
}

/** How much of a table a delimiter makes of the rows: equal widths first, then numbers, then cells. */
function merit(rows: readonly string[][], isNumber: IsNumber): number[] {
  const width = rows[0]?.length ?? 0;
  const alike = rows.filter(({ length }) => length === width).length / Math.max(1, rows.length);
  let [cells, numbers] = [0, 0];
  for (const row of rows.slice(1)) {
    cells += row.length;
    for (const cell of row) if (isNumber(cell)) numbers++;
  }
  return [width > 1 ? 1 : 0, alike, numbers / Math.max(1, cells), width];
}

const isMore = (a: readonly number[], b: readonly number[]): boolean => {
  const at = a.findIndex((x, i) => x !== b[i]);
  return at >= 0 && a[at]! > b[at]!;
};

function hasHead(rows: readonly string[][], isNumber: IsNumber): boolean {
  const [first = [], ...rest] = rows;
  const names = first.map((cell) => !isNumber(cell));
  if (names.every(Boolean)) return true;
  const numeric = (i: number) => rest.some((cells) => isNumber(cells[i] ?? ''));
  if (first.some((cell, i) => names[i] && (CLASS_NAME.test(cell.trim()) || cell.trim() === '' || numeric(i))))
    return true;
  // Columns that are counted, as a program writes them that was given no names: 0,1,2 or 1,2,3. A class that no other row has is a name.
  const counted = [0, 1].some((from) => first.every((cell, i) => names[i] || Number(cell) === i + from));
  const alone = first.every((cell, i) => !names[i] || rest.every((cells) => cells[i]?.trim() !== cell.trim()));
  return counted && alone && names.filter((name) => !name).length >= (names.some(Boolean) ? 1 : 3);
}

/** The delimiter that makes most of a table of the lines. */
function delimiterOf(lines: string, isNumber: (delimiter: string) => IsNumber, most?: number): string {
  let best = { delimiter: ',', merit: [0] };
  for (const delimiter of DELIMITERS) {
    const its = merit(firstRows(lines, delimiter, most), isNumber(delimiter));
    if (isMore(its, best.merit)) best = { delimiter, merit: its };
  }
  return best.delimiter;
}

/** The first reading: the delimiter that the first line has most of, a decimal comma beside semicolons alone. */
function firstLayout(text: string): Layout {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => {
    let n = 0;
    for (let at = line.indexOf(delimiter); at >= 0; at = line.indexOf(delimiter, at + 1)) n++;
    return n;
  };
  const delimiter = DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
  const decimalComma = delimiter === ';';
  const [first = [], second = []] = firstRows(text, delimiter);
  const numeric = (cell = '') => !Number.isNaN(toNumber(cell, decimalComma));
  const head = !first.some(numeric) || first.some((cell, i) => !numeric(cell) && numeric(second[i]));
  return { delimiter, decimalComma, head, skipped: 0, from: 0 };
}

/** The second: the delimiter that makes most of a table; names may be numbers. */
function secondLayout(text: string): Layout {
  const isNumber = (delimiter: string) => (cell: string) => !Number.isNaN(toNumber(cell, delimiter !== ','));
  const delimiter = delimiterOf(text, isNumber);
  const head = hasHead(firstRows(text, delimiter), isNumber(delimiter));
  return { delimiter, decimalComma: delimiter !== ',', head, skipped: 0, from: 0 };
}

const isNumber: IsNumber = (cell) => shown(cell) !== SHOWS.text;

/** Whether a row is a comment in a table of that width: it begins with #, and is no item. */
export const isComment = (cells: readonly string[], width: number): boolean =>
  cells[0]!.startsWith('#') && (cells.length !== width || !cells.some(isNumber));

/** Today's: the second, and a line that says `sep=;` or comments may stand before the table, the last of which may hold its names. */
function thirdLayout(text: string): Layout {
  const [told = '', separator] = /^sep=([^\r\n])(?:\r\n?|\n)/i.exec(text) ?? [];
  const lines = linesOf(text.slice(told.length));
  const plain = lines.filter((line) => !line.startsWith('#'));
  const sample = plain.length > 1 ? plain.join('') : lines.join('');
  const delimiter = separator ?? delimiterOf(sample, () => isNumber, ENOUGH_CELLS);
  const [first = []] = firstRows(sample, delimiter, 1);
  const width = first.length;
  const cellsOf = (line = '') => firstRows(line, delimiter, 1)[0] ?? [''];
  let skip = Math.max(
    0,
    lines.findIndex((line) => line.trim() !== '' && !isComment(cellsOf(line), width)),
  );
  const rest = firstRows(lines.slice(skip).join(''), delimiter, ENOUGH_CELLS);
  const named = hasHead(rest, isNumber);
  // `# a,b,label` names the columns of a table that has no other names.
  const above = skip > 0 && !named && cellsOf(lines[skip - 1]).length === width;
  if (above) skip--;
  const before = lines.slice(0, skip).join('').length + told.length;
  const decimalComma = delimiter !== ',';
  return { delimiter, decimalComma, head: named || above, skipped: skip + (told ? 1 : 0), from: before };
}

const LAYOUTS = [firstLayout, secondLayout, thirdLayout];

/** The reading of today. */
export const NOW = LAYOUTS.length;

/** How one of the readings lays a text out. */
export function layoutOf(text: string, reading: number): Layout {
  const start = text.trimStart();
  const layout = LAYOUTS[reading - 1]!(firstLines(start));
  if (layout.from === 0) return layout;
  const blank = text.slice(0, text.length - start.length);
  const lines = blank.match(/\r\n?|\n/g)?.length ?? 0;
  return { ...layout, from: layout.from + blank.length, skipped: layout.skipped + lines };
}

export const sameLayout = (a: Layout, b: Layout): boolean =>
  (Object.keys(a) as (keyof Layout)[]).every((key) => a[key] === b[key]);

/** The rows of a table: no blank ones, no comments but one that holds the names. The first readings let a quotation mark stay open. */
export function* tableRows(text: string, { delimiter, skipped, from }: Layout, reading: number): Generator<Row> {
  let width = 0;
  for (const { row, cells } of rowsOf(from > 0 ? text.slice(from) : text, delimiter, reading < 3)) {
    if (isBlank(cells) || (width > 0 && isComment(cells, width))) continue;
    width ||= cells.length;
    yield { row: row + skipped, cells };
  }
}
