import { dsvFormat } from 'd3-dsv';
import { quoted } from '../../core/notices.ts';
import type { OwnData } from './data.ts';
import { LIMITS, mistake } from './mistake.ts';

type Table = Pick<OwnData, 'shape' | 'classes' | 'labels' | 'items' | 'columns' | 'column'>;

const DELIMITERS = [',', ';', '\t'];
const CLASS_COLUMN = /^(class|label|target|species|category|y|类别|标签)$/i;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** Text in UTF-8, or in what Chinese spreadsheets write. */
function decoded(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes('\0')) return text;
    } catch {
      // Another encoding may do.
    }
  }
  throw mistake('', 'is no text in UTF-8 or GB 18030, no IDX file and no CIFAR-10 batch');
}

/** The delimiter that the first line has most of, outside quotation marks. */
function delimiterOf(text: string): string {
  const line = (/^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => line.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** A number as tables hold it; NaN where it is none. With semicolons between cells a comma is a decimal one. */
function toNumber(cell: string, delimiter: string): number {
  const text = delimiter === ';' ? cell.trim().replace(',', '.') : cell.trim();
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Whether the first row names the columns: nothing in it is a number, or there is one below what is none. */
function hasHead(first: readonly string[], second: readonly string[], delimiter: string): boolean {
  const isNumber = (cell: string) => !Number.isNaN(toNumber(cell, delimiter));
  return !first.some(isNumber) || first.some((cell, i) => !isNumber(cell) && isNumber(second[i]!));
}

/** Rows of equal length, with the number that a spreadsheet shows beside each; empty ones are left out. */
function rowsOf(text: string, delimiter: string): { row: number; cells: string[] }[] {
  const parsed = dsvFormat(delimiter).parseRows(text);
  // Whatever is left open lasts to the end of the file, so the last row is to blame.
  if ((text.match(/"/g)?.length ?? 0) % 2 > 0) throw mistake(`row ${parsed.length}`, 'a quotation mark is not closed');
  const rows = parsed
    .map((cells, i) => ({ row: i + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (rows.length < 3) throw mistake('', 'has fewer than three rows');
  if (rows.length > LIMITS.items + 1) throw mistake('', `has ${rows.length} rows; at most ${LIMITS.items} are read`);
  const width = rows[0]!.cells.length;
  if (width < 2) throw mistake('row 1', 'has one cell; numbers and a class are needed, separated by , ; or tabs');
  if (width - 1 > LIMITS.size) throw mistake('row 1', `has ${width} cells; at most ${LIMITS.size} are read`);
  for (const { row, cells } of rows)
    if (cells.length !== width) throw mistake(`row ${row}`, `has ${cells.length} cells where the first has ${width}`);
  if (rows.length * width > LIMITS.cells) throw mistake('', `has more than ${LIMITS.cells} cells`);
  return rows;
}

/** The classes in their order: by value where all are numbers, else by their code units. */
function classesOf(cells: readonly string[], delimiter: string, name: string): string[] {
  const all = [...new Set(cells)];
  if (all.length > LIMITS.classes || all.length < 2) {
    const most = LIMITS.classes;
    throw mistake(
      '',
      `column ${quoted(name)} has ${all.length} different values; classes are 2 to ${most}. Is another column that of the classes?`,
    );
  }
  const numeric = all.every((cell) => !Number.isNaN(toNumber(cell, delimiter)));
  return numeric ? all.sort((a, b) => toNumber(a, delimiter) - toNumber(b, delimiter)) : all.sort();
}

/**
 * Reads a table of numbers with a column of classes: comma-, semicolon- or tab-separated, with or without a row of names. `column`
 * (from 0) is where the classes are; null: where the name says so, else the last. Throws what is wrong, and in which row.
 */
export function readTable(bytes: Uint8Array, column: number | null): Table {
  if (bytes.length > LIMITS.textBytes)
    throw mistake('', `has ${bytes.length} bytes; at most ${LIMITS.textBytes} are read`);
  const text = decoded(bytes);
  const delimiter = delimiterOf(text);
  const rows = rowsOf(text, delimiter);
  const [first, second] = [rows[0]!.cells, rows[1]!.cells];
  const head = hasHead(first, second, delimiter);
  const columns = first.map((cell, i) => (head && cell.trim()) || `${i + 1}`);
  const named = columns.findIndex((name) => CLASS_COLUMN.test(name));
  const at = column ?? (named >= 0 ? named : columns.length - 1);
  if (at >= columns.length) throw mistake('', `has ${columns.length} columns, and no column ${at + 1}`);

  const body = head ? rows.slice(1) : rows;
  for (const { row, cells } of body)
    if (cells[at]!.trim() === '') throw mistake(`row ${row}, column ${quoted(columns[at]!)}`, 'is empty');
  const names = body.map(({ cells }) => cells[at]!.trim());
  const classes = classesOf(names, delimiter, columns[at]!);
  const label = new Map(classes.map((name, i) => [name, i]));

  const inputs = columns.length - 1;
  const items = new Float64Array(body.length * inputs);
  let next = 0;
  for (const { row, cells } of body) {
    for (const [i, cell] of cells.entries()) {
      if (i === at) continue;
      const value = toNumber(cell, delimiter);
      if (Number.isNaN(value)) {
        const what = cell.trim() === '' ? 'is empty' : `${quoted(cell.trim())} is not a number`;
        throw mistake(`row ${row}, column ${quoted(columns[i]!)}`, what);
      }
      items[next++] = value;
    }
  }
  const labels = Uint8Array.from(names, (name) => label.get(name)!);
  return { shape: [inputs], classes, labels, items, columns, column: at };
}
