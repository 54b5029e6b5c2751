import { createReadStream, fstatSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { stdin } from 'node:process';
import { fileURLToPath } from 'node:url';
import { joined } from '../core/bytes.ts';
import { MissingFile } from '../core/download.ts';
import { SidestepError } from '../core/module.ts';
import type { Fetch } from '../worker/data.ts';

/** What systems say, in words; they say it by a code. */
const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'is a folder, not a file',
  EACCES: 'may not be read',
  EPERM: 'may not be read',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'the links lead nowhere',
  ENOSPC: 'no space is left',
  EDQUOT: 'no space is left',
  EFBIG: 'the file is too large',
};

/** Why a file, a device or a pipe did not do. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return WORDS[code ?? ''] ?? (code ? `the system says ${code}` : message);
}

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

/** Reads a file: URL as a browser fetches one. */
export const readLocal: Fetch = (url) =>
  readFile(fileURLToPath(url)).then(
    (bytes) => new Uint8Array(bytes),
    (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT' || error.code === 'ENOTDIR';
      throw missing ? new MissingFile(reasonOf(error)) : new Error(reasonOf(error));
    },
  );
