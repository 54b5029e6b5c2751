import { SidestepError } from '../../core/module.ts';

/** What a file of the user's own may come to. Beyond that it is refused, with these numbers. */
export const LIMITS = {
  /** Of a file, and of what it unpacks to. */
  bytes: 256 * 2 ** 20,
  /** Of a table. */
  textBytes: 64 * 2 ** 20,
  items: 70_000,
  /** Numbers of an item. */
  size: 65_536,
  /** Numbers of a table. */
  cells: 2 ** 24,
  classes: 256,
};

/** What is wrong with a file, and where: a row (counted from 1, the head too) or a byte (from 0). */
export const mistake = (at: string, message: string): SidestepError =>
  new SidestepError({ code: 'bad-file', at, message });
