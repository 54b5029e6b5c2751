import { failureOf, SidestepError } from '../../core/module.ts';
import { printable } from '../../core/notices.ts';
import { isGzip } from '../gunzip.ts';
import { looksLikeCifar, looksLikeIdx, type OwnFile, readCifar, readIdxPair } from './binary.ts';
import { hashOf, type OwnData } from './data.ts';
import { LIMITS, mistake } from './mistake.ts';
import { readTable } from './table.ts';
import { unpack } from './unpack.ts';

const MOST_FILES = 6;

async function contentOf(file: File): Promise<OwnFile> {
  const name = printable(file.name);
  if (file.size > LIMITS.bytes) throw mistake(name, `has ${file.size} bytes; at most ${LIMITS.bytes} are read`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!isGzip(bytes)) return { name, bytes };
  try {
    return { name: name.replace(/\.gz$/i, ''), bytes: unpack(bytes, LIMITS.bytes) };
  } catch (error) {
    throw mistake(name, failureOf(error).message);
  }
}

function table(file: OwnFile, column: number | null, reading: number | null): OwnData {
  try {
    return { kind: 'table', name: file.name, hash: hashOf([file.bytes]), ...readTable(file.bytes, column, reading) };
  } catch (error) {
    const failure = failureOf(error);
    throw new SidestepError({ ...failure, code: 'bad-file', at: [file.name, failure.at].filter(Boolean).join(', ') });
  }
}

/**
 * Reads a table, a pair of IDX files or batches of CIFAR-10, each of them gzip'd or not. Of a table: `column` (from 0) holds the
 * classes, null lets the table tell; `reading` is a published link's, null today's. Rejects with what is wrong, and where.
 */
export async function readOwn(
  chosen: readonly File[],
  column: number | null,
  reading: number | null = null,
): Promise<OwnData> {
  if (chosen.length === 0 || chosen.length > MOST_FILES)
    throw mistake('', `1 to ${MOST_FILES} files are read at a time`);
  const files = await Promise.all(chosen.map(contentOf));
  const [first] = files as [OwnFile, ...OwnFile[]];
  if (files.some(looksLikeIdx)) {
    const other = files.find((file) => !looksLikeIdx(file));
    if (other) throw mistake(other.name, 'is no IDX file');
    if (files.length !== 2) throw mistake(first.name, 'images and labels are needed: choose both files, and no other');
    const { images, names, ...rest } = readIdxPair(files);
    const hash = hashOf([images.bytes, names.bytes]);
    return { kind: 'idx', name: images.name, hash, ...rest, columns: [], column: null, reading: 1 };
  }
  if (looksLikeCifar(first)) {
    const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1)); // the order of choosing is nobody's intention
    const hash = hashOf(sorted.map(({ bytes }) => bytes));
    return { kind: 'cifar', name: sorted[0]!.name, hash, ...readCifar(sorted), columns: [], column: null, reading: 1 };
  }
  if (files.length > 1) throw mistake(files[1]!.name, 'one table is read at a time');
  return table(first, column, reading);
}
