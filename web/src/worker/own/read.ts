import { failureOf, SidestepError } from '../../core/module.ts';
import { printable } from '../../core/notices.ts';
import { isGzip } from '../gunzip.ts';
import { expanded } from './archive.ts';
import { type Images, looksLikeCifar, looksLikeIdx, type OwnFile, readCifar, readIdxPair } from './binary.ts';
import { mustDiffer } from './classes.ts';
import { type Asked, hashOf, type OwnData } from './data.ts';
import { LIMITS, mistake } from './mistake.ts';
import { readTable } from './table.ts';
import { unpack } from './unpack.ts';

const MOST_FILES = 6;

/** How many bytes are read of a file that begins so. Images begin with a zero or a class of CIFAR-10; text does not, but for a tab. */
const mostOf = (name: string, start: Uint8Array): number =>
  start[0]! <= 9 || /\.bin(\.gz)?$/i.test(name) ? LIMITS.bytes : LIMITS.textBytes;

/** Bytes of a file. What a browser says of one that it can't read differs, and is no help. */
async function bytesOf(part: Blob, name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await part.arrayBuffer());
  } catch {
    throw mistake(
      name,
      'cannot be read: it is a folder, or was changed, moved or deleted after it was chosen. Choose it again',
    );
  }
}

/** A file, unpacked where it was a gzip file: no more than so many bytes. */
export async function contentOf(file: File, left = LIMITS.bytes): Promise<OwnFile> {
  const name = printable(file.name);
  const start = await bytesOf(file.slice(0, 4), name);
  const most = Math.min(left, isGzip(start) ? LIMITS.bytes : mostOf(name, start));
  if (file.size > most) throw mistake(name, `has ${file.size} bytes; at most ${most} are read`);
  const bytes = await bytesOf(file, name);
  if (!isGzip(bytes)) return { name, bytes };
  try {
    return { name: name.replace(/\.gz$/i, ''), bytes: unpack(bytes, (first) => Math.min(left, mostOf(name, first))) };
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw mistake(name, failureOf(error).message);
  }
}

function table(file: OwnFile, asked: Asked, reading: number | null) {
  try {
    return readTable(file.bytes, asked, reading);
  } catch (error) {
    if (!(error instanceof SidestepError)) throw error;
    const { failure } = error;
    throw new SidestepError({ ...failure, at: [file.name, failure.at].filter(Boolean).join(', ') });
  }
}

/** Files that were read and not yet made into anything. */
export interface Opened {
  name: string;
  /** Of their content. */
  hash: string;
  /** `asked`: of a table; `reading` is a published link's, null today's. */
  make(asked: Asked, reading: number | null): OwnData;
}

/** All readings make the same of images; today's refuses what can't be meant. `named`: the file of the labels. */
function images(made: Images, named: string, told: number | null) {
  if (told === null) mustDiffer(named, made.labels);
  return { ...made, targets: new Float64Array(), columns: [], column: null, reading: 1, encoding: '' };
}

function open(files: readonly OwnFile[]): Opened {
  const [first] = files as [OwnFile, ...OwnFile[]];
  if (files.some(looksLikeIdx)) {
    const other = files.find((file) => !looksLikeIdx(file));
    if (other) throw mistake(other.name, 'is not an IDX file');
    if (files.length !== 2)
      throw mistake(first.name, 'images and labels are needed: choose these two files and no others');
    const { images: items, names, ...made } = readIdxPair(files);
    const its = { name: items.name, hash: hashOf([items.bytes, names.bytes]) };
    return { ...its, make: (_, told) => ({ kind: 'idx', ...its, ...images(made, names.name, told) }) };
  }
  if (looksLikeCifar(first)) {
    const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1)); // the order of choosing is nobody's intention
    const its = { name: sorted[0]!.name, hash: hashOf(sorted.map(({ bytes }) => bytes)) };
    return { ...its, make: (_, told) => ({ kind: 'cifar', ...its, ...images(readCifar(sorted), its.name, told) }) };
  }
  if (files.length > 1) throw mistake(files[1]!.name, 'one table is read at a time');
  const its = { name: first.name, hash: hashOf([first.bytes]) };
  return { ...its, make: (asked, reading) => ({ kind: 'table', ...its, ...table(first, asked, reading) }) };
}

/** Whatever is wrong with files is a mistake that names one of them; engines have no more than a RangeError for memory that is not there. */
function naming<T>(name: string, does: () => T): T {
  try {
    return does();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw mistake(name, 'needs more memory than is available');
  }
}

/**
 * Reads a table, a pair of IDX files or batches of CIFAR-10, each of them gzip'd or not, the images also from a tar archive. Rejects with
 * what is wrong, and where; so does what is then made of them.
 */
export async function openOwn(chosen: readonly File[]): Promise<Opened> {
  const all = chosen.length > MOST_FILES ? chosen : await expanded(chosen);
  if (all.length === 0 || all.length > MOST_FILES) throw mistake('', `1 to ${MOST_FILES} files are read at a time`);
  const name = printable(chosen[0]!.name);
  const files: OwnFile[] = [];
  let left = LIMITS.allBytes;
  try {
    for (const file of all) {
      const content = await contentOf(file, left);
      left -= content.bytes.length;
      files.push(content);
    }
  } catch (error) {
    naming(name, () => {
      throw error;
    });
  }
  const opened = naming(name, () => open(files));
  return { ...opened, make: (asked, reading) => naming(name, () => opened.make(asked, reading)) };
}

/** The same at once. */
export const readOwn = async (
  chosen: readonly File[],
  column: number | null,
  reading: number | null = null,
  numbers: boolean | null = null,
): Promise<OwnData> => (await openOwn(chosen)).make({ column, numbers }, reading);
