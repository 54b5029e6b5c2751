import { candidates } from './columns.ts';
import { type Layout, tableRows } from './layout.ts';
import { LIMITS, mistake } from './mistake.ts';
import { SHOWS, shown } from './numbers.ts';

/** What a table is found to be before anything is made of it. */
export interface Survey {
  names: string[];
  /** Items: rows without the names. */
  items: number;
  /** Of each column: what its cells show of how numbers are written (SHOWS). */
  shows: Uint8Array;
  /** Where a column has its first number that may be read in two ways. */
  either: Map<number, { row: number; cell: string }>;
  /** Different values of the columns that may be that of the classes. */
  values: Map<number, number>;
}

/** How many cells a row has without the blank ones at its end. */
function filledOf(cells: readonly string[]): number {
  let filled = cells.length;
  while (filled > 0 && cells[filled - 1]!.trim() === '') filled--;
  return filled;
}

const withoutMark = (name: string): string => name.replace(/^#+\s*/, '');

/** Goes through a table once. Throws where it is none, or larger than what is read. */
export function surveyOf(text: string, layout: Layout, reading: number): Survey {
  let names: string[] = [];
  let [rows, cellsOfRow, width] = [0, 0, 0];
  let shows = new Uint8Array();
  const shortest = new Map<number, number>();
  const either: Survey['either'] = new Map();
  /** Of the columns with a telling name, and of each row's last. */
  const distinct = new Map<number, Set<string>>();
  const count = (i: number, cell: string) => {
    if (!distinct.has(i)) distinct.set(i, new Set());
    distinct.get(i)!.add(cell.trim());
  };
  let telling: number[] = [];
  for (const { row, cells } of tableRows(text, layout, reading)) {
    const first = rows++ === 0;
    if (first) {
      cellsOfRow = cells.length;
      if (cellsOfRow < 2)
        throw mistake(`row ${row}`, 'has one cell; numbers and a class are needed, separated by , ; or tabs');
      names = cells.map((cell, i) => (layout.head && (i === 0 ? withoutMark : String)(cell.trim())) || `${i + 1}`);
      shows = new Uint8Array(cellsOfRow);
      telling = candidates(names);
    }
    if (rows > LIMITS.items + 1) throw mistake('', `has more than ${LIMITS.items} rows`);
    if (rows * cellsOfRow > LIMITS.cells) throw mistake('', `has more than ${LIMITS.cells} cells`);
    const filled = filledOf(cells);
    if (filled > cellsOfRow) throw mistake(`row ${row}`, `has ${filled} cells where the first has ${cellsOfRow}`);
    width = Math.max(width, filled);
    if (!shortest.has(cells.length)) shortest.set(cells.length, row);
    for (let i = 0; i < filled; i++) {
      const cell = cells[i]!;
      if (cell.length > LIMITS.cell)
        throw mistake(`row ${row}, column ${i + 1}`, `has ${cell.length} characters; at most ${LIMITS.cell} are read`);
      if (first && layout.head) continue;
      if (i === filled - 1 || telling.includes(i)) count(i, cell);
      const its = shown(cell);
      shows[i]! |= its;
      if (its === SHOWS.either && !either.has(i)) either.set(i, { row, cell });
    }
  }
  if (rows < 3) throw mistake('', 'has fewer than three rows');
  if (width - 1 > LIMITS.size) throw mistake('', `has ${width} cells a row; at most ${LIMITS.size} are read`);
  for (const [cells, row] of shortest)
    if (cells < width) throw mistake(`row ${row}`, `has ${cells} cells where the first has ${cellsOfRow}`);
  if (width < 2) throw mistake('', 'has one column; numbers and a class are needed, separated by , ; or tabs');
  return {
    names: names.slice(0, width),
    items: rows - (layout.head ? 1 : 0),
    shows: shows.subarray(0, width),
    either,
    values: new Map([...distinct].map(([i, values]) => [i, values.size])),
  };
}
