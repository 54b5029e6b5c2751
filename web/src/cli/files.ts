import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { MissingFile } from '../core/download.ts';
import type { Fetch } from '../worker/data.ts';

/** Reads a file: URL as a browser fetches one. */
export const readLocal: Fetch = (url) =>
  readFile(fileURLToPath(url)).then(
    (bytes) => new Uint8Array(bytes),
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new MissingFile('there is no such file') : error;
    },
  );
