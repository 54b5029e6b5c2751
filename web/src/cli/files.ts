import { createReadStream, fstatSync } from 'node:fs';
import { stdin } from 'node:process';
import { joined } from '../core/bytes.ts';
import { SidestepError } from '../core/module.ts';
import { reasonOf } from '../run/local.ts';

/** The bytes of a file, a device or a pipe, as they come. */
export const bytesOf = (path: string): AsyncIterable<Uint8Array> => createReadStream(path);

/** The same of standard input. Node takes a folder there for something empty. */
export async function* standardInput(): AsyncIterable<Uint8Array> {
  if (fstatSync(0).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
  yield* stdin;
}

/** All bytes of a source, which is left where there are more than `most`. Rejects with a SidestepError that says why it is not read. */
export async function readBounded(
  source: AsyncIterable<Uint8Array>,
  most: number,
  at: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of source) {
      size += part.length;
      if (size > most) break;
      parts.push(part);
    }
  } catch (error) {
    throw new SidestepError({ code: 'no-file', at, message: reasonOf(error) });
  }
  if (size > most) throw new SidestepError({ code: 'bad-length', at, message: `has more than ${most} bytes` });
  return joined(parts);
}

/** A line of a file: without what ends it, where it begins, and whether it is whole, which the last one of a file that is being written may not be. */
export interface TextLine {
  text: string;
  number: number;
  begin: number;
  whole: boolean;
}

const NEWLINE = 10;
/** Bytes of a line: what is longer, as a device without an end, is no text that we write. */
const LONGEST_LINE = 2 ** 20;

/** The lines of a file, of which `at` tells the name. Rejects with a SidestepError where one is too long. */
export async function* linesOf(source: AsyncIterable<Uint8Array>, at: string): AsyncIterable<TextLine> {
  let parts: Uint8Array[] = [];
  let size = 0;
  let [number, begin] = [1, 0];
  const line = (whole: boolean): TextLine => ({ text: new TextDecoder().decode(joined(parts)), number, begin, whole });
  for await (const bytes of source) {
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      parts.push(bytes.subarray(from, end));
      yield line(true);
      begin += parts.reduce((sum, { length }) => sum + length, 1);
      [parts, size, from] = [[], 0, end + 1];
      number++;
    }
    if (from < bytes.length) parts.push(bytes.slice(from));
    size += bytes.length - from;
    if (size > LONGEST_LINE) {
      const message = `has a line of more than ${LONGEST_LINE} bytes: it is not a file of a sweep`;
      throw new SidestepError({ code: 'bad-length', at: `${at}:${number}`, message });
    }
  }
  if (parts.length > 0) yield line(false);
}
