import { parsed } from '../core/download.ts';
import type { Split } from '../core/module.ts';

/** A file of gzip'd content: the items' bytes, then their labels, a byte each. */
export interface Chunk {
  file: string;
  items: number;
  /** Compressed. */
  bytes: number;
}

/** index.json of a packed dataset: tools/data. */
export type DataIndex = { shape: number[]; classes: number } & Record<Split, { items: number; chunks: Chunk[] }>;

const isCount = (x: unknown): x is number => Number.isInteger(x) && (x as number) >= 1 && (x as number) <= 1e9;

function isChunk(x: unknown): x is Chunk {
  const { file, items, bytes } = (x ?? {}) as Partial<Chunk>;
  return typeof file === 'string' && /^[\w.-]+$/.test(file) && isCount(items) && isCount(bytes);
}

function isSplit(x: unknown): x is DataIndex[Split] {
  const { items, chunks } = (x ?? {}) as Partial<DataIndex[Split]>;
  if (!isCount(items) || !Array.isArray(chunks) || !chunks.every(isChunk)) return false;
  return chunks.reduce((sum, chunk) => sum + chunk.items, 0) === items;
}

/** Reads index.json. Throws an Error that says what is wrong with it. */
export function readDataIndex(bytes: Uint8Array): DataIndex {
  const index = parsed<Partial<DataIndex> | null>(bytes);
  const fits =
    Array.isArray(index?.shape) &&
    index.shape.every(isCount) &&
    isCount(index.classes) &&
    isSplit(index.train) &&
    isSplit(index.test);
  if (!fits) throw new Error('it does not describe a dataset');
  return index as DataIndex;
}
