import { dsvFormat } from 'd3-dsv';
import { utf16Of } from '../../core/bytes.ts';
import { SidestepError } from '../../core/module.ts';
import { quoted } from '../../core/notices.ts';
import type { OwnData } from './data.ts';
import { classColumn, firstLayoutOf, type Layout, layoutOf, toNumber } from './layout.ts';
import { LIMITS, mistake } from './mistake.ts';

type Table = Pick<OwnData, 'shape' | 'classes' | 'labels' | 'items' | 'columns' | 'column' | 'reading'>;

const sameLayout = (a: Layout, b: Layout): boolean =>
  a.delimiter === b.delimiter && a.decimalComma === b.decimalComma && a.head === b.head;

/** Text in UTF-8, in what Chinese spreadsheets write, or in the UTF-16 of a spreadsheet's "Unicode text", which a mark begins. */
function decoded(bytes: Uint8Array): string {
  const wide = utf16Of(bytes);
  for (const encoding of wide ? [wide] : ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes('\0')) return text;
    } catch {
      // Another encoding may do.
    }
  }
  throw mistake('', 'is no text in UTF-8 or GB 18030, no IDX file and no CIFAR-10 batch');
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
function classesOf(cells: readonly string[], decimalComma: boolean, name: string): string[] {
  const all = [...new Set(cells)];
  if (all.length > LIMITS.classes || all.length < 2) {
    const most = LIMITS.classes;
    throw mistake(
      '',
      `column ${quoted(name)} has ${all.length} different values; classes are 2 to ${most}. Is another column that of the classes?`,
    );
  }
  const numeric = all.every((cell) => !Number.isNaN(toNumber(cell, decimalComma)));
  return numeric ? all.sort((a, b) => toNumber(a, decimalComma) - toNumber(b, decimalComma)) : all.sort();
}

/** Where the reader may say which column the classes are in, a mistake names all of them. */
function withColumns<T>(columns: string[], column: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof SidestepError ? new SidestepError({ ...error.failure, columns, column }) : error;
  }
}

function numbersOf(
  body: readonly { row: number; cells: string[] }[],
  columns: readonly string[],
  column: number,
  decimalComma: boolean,
): Float64Array {
  const items = new Float64Array(body.length * (columns.length - 1));
  let next = 0;
  for (const { row, cells } of body) {
    for (const [i, cell] of cells.entries()) {
      if (i === column) continue;
      const value = toNumber(cell, decimalComma);
      if (Number.isNaN(value)) {
        const what = cell.trim() === '' ? 'is empty' : `${quoted(cell.trim())} is not a number`;
        throw mistake(`row ${row}, column ${quoted(columns[i]!)}`, what);
      }
      items[next++] = value;
    }
  }
  return items;
}

/**
 * Reads a table of numbers with a column of classes: comma-, semicolon- or tab-separated, with or without a row of names. `column`
 * (from 0) is where the classes are; null: where the table itself tells. `reading`: as a published link reads it, null for
 * today's. Throws what is wrong, and in which row.
 */
export function readTable(bytes: Uint8Array, column: number | null, reading: number | null): Table {
  if (bytes.length > LIMITS.textBytes)
    throw mistake('', `has ${bytes.length} bytes; at most ${LIMITS.textBytes} are read`);
  const text = decoded(bytes);
  const [first, now] = [firstLayoutOf(text), layoutOf(text)];
  const layout = reading === 1 ? first : now;
  const { delimiter, decimalComma, head } = layout;
  const rows = rowsOf(text, delimiter);
  const columns = rows[0]!.cells.map((cell, i) => (head && cell.trim()) || `${i + 1}`);
  const body = head ? rows.slice(1) : rows;
  if (column !== null && column >= columns.length)
    throw mistake('', `has ${columns.length} columns, and no column ${column + 1}`);
  const at =
    column ??
    classColumn(
      columns,
      body.map(({ cells }) => cells),
      decimalComma,
    );
  return withColumns(columns, at, () => {
    for (const { row, cells } of body)
      if (cells[at]!.trim() === '') throw mistake(`row ${row}, column ${quoted(columns[at]!)}`, 'is empty');
    const names = body.map(({ cells }) => cells[at]!.trim());
    const classes = classesOf(names, decimalComma, columns[at]!);
    const label = new Map(classes.map((name, i) => [name, i]));
    const items = numbersOf(body, columns, at, decimalComma);
    const labels = Uint8Array.from(names, (name) => label.get(name)!);
    const shape = [columns.length - 1];
    return { shape, classes, labels, items, columns, column: at, reading: sameLayout(first, layout) ? 1 : 2 };
  });
}
