import { SidestepError } from '../../core/module.ts';

/** What files of the user's own may come to. Beyond that they are refused, with these numbers, before anything is made of them. */
export const LIMITS = {
  /** Of a file, and of what it unpacks to. */
  bytes: 256 * 2 ** 20,
  /** Of a table. */
  textBytes: 64 * 2 ** 20,
  /** Of all files that are read together, unpacked. */
  allBytes: 288 * 2 ** 20,
  items: 70_000,
  /** Lines of a table, blank ones too. */
  lines: 2 ** 21,
  /** Numbers of an item. */
  size: 65_536,
  /** Of a table: cells of a row, blank ones at its end too; cells of all rows; characters of a cell. */
  rowCells: 2 ** 18,
  cells: 2 ** 24,
  cell: 10_000,
  /** A number's size: the square of twice as much is finite, and so is a column's variance. */
  number: 1e150,
  classes: 256,
};

/** What is wrong with a file, and where: a row (counted from 1, the head too) or a byte (from 0). */
export const mistake = (at: string, message: string): SidestepError =>
  new SidestepError({ code: 'bad-file', at, message });
