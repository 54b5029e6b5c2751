import type { Catalog, Dataset } from './catalog.ts';
import { printable } from './notices.ts';

/** Which file of the user's own a race learns from, as a config's field `file` holds it: NAME:HASH, NAME:HASH:COLUMN or NAME:HASH:COLUMN:READING; COLUMN ends with an n where it holds numbers to be told. */
export interface OwnReference {
  name: string;
  /** FNV-1a, 64 bits, of the content. */
  hash: string;
  /** Where the classes or numbers of a table are, counted from 1. */
  column: number | null;
  /** Whether they are numbers, as in regression. */
  numbers?: boolean;
  /** How a table is read: 1 as the first published links read it, 2 or 3 where later readings differ. */
  reading: number;
}

const MOST_NAME = 60;

export function formatReference({ name, hash, column, numbers, reading }: OwnReference): string {
  const short = [...printable(name)].slice(0, MOST_NAME).join('');
  return [
    short,
    hash,
    ...(column === null ? [] : [numbers ? `${column}n` : column]),
    ...(reading === 1 ? [] : [reading]),
  ].join(':');
}

/** Null where the text is none. */
export function readReference(text: string): OwnReference | null {
  const parts = /^(.*):([0-9a-f]{16})(?::(\d{1,6})(n?)(?::([23]))?)?$/s.exec(text);
  if (!parts) return null;
  const [, name = '', hash = '', column, mark, reading] = parts;
  const at = column === undefined ? null : Number(column);
  return { name, hash, column: at, ...(mark && { numbers: true }), reading: Number(reading ?? 1) };
}

/** A dataset that the user brings: only the file knows its shape. */
export const isOwn = (dataset: Dataset | undefined): boolean => dataset?.shape.length === 0;

export const datasetOf = (catalog: Catalog, id: unknown): Dataset | undefined =>
  catalog.datasets.find((dataset) => dataset.id === id);
