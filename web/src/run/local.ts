// Files of this machine, as Node reads them.
import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MissingFile } from '../core/download.ts';
import { folderAt } from '../core/folder.ts';
import { type Fetch, fetchBytes } from '../worker/source.ts';

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

/** Reads a file: URL as a browser fetches one. */
export const readLocal: Fetch = (url) =>
  readFile(fileURLToPath(url)).then(
    (bytes) => new Uint8Array(bytes),
    (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT' || error.code === 'ENOTDIR';
      throw missing ? new MissingFile(reasonOf(error)) : new Error(reasonOf(error));
    },
  );

const isWeb = (address: string): boolean => /^https?:\/\//.test(address);

const isAddress = (path: string): boolean => isWeb(path) || path.startsWith('file:');

/** The address of a folder, which may be one of the web. Throws where it is none. */
export const folderUrl = (path: string): URL => (isAddress(path) ? folderAt(path) : pathToFileURL(`${path}/`));

/** Reads what either of them holds. */
export const readAny: Fetch = (url) => (isWeb(url) ? fetchBytes(url) : readLocal(url));
