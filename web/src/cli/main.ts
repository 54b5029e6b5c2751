// The command line: the same races, in the same wasm, without a browser.
import { readFile } from 'node:fs/promises';
import { argv, exit, stderr, stdin, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';
import { fetchBytes } from '../worker/data.ts';
import { readLocal } from './files.ts';
import { textOf } from './input.ts';
import { ownFile } from './own-file.ts';
import { main } from './program.ts';

// A reader that has seen enough (`| head`) is no error.
stdout.on('error', (error: NodeJS.ErrnoException) => exit(error.code === 'EPIPE' ? 0 : 1));

const isWeb = (address: string): boolean => /^https?:\/\//.test(address);

// The bundle stands in build/cli.
const SITE_DATA = new URL('../../web/public/data/', import.meta.url);

process.exitCode = await main(argv.slice(2), {
  out: (text) =>
    new Promise((resolve) => {
      if (stdout.write(text)) resolve();
      else stdout.once('drain', resolve);
    }),
  error: (text) => stderr.write(text),
  file: async (path) => textOf(await readFile(path)),
  standardInput: async () => {
    const parts: Buffer[] = [];
    for await (const part of stdin) parts.push(part as Buffer);
    return textOf(Buffer.concat(parts));
  },
  own: (path) => ownFile(path),
  dataUrl: (path) => (!path ? SITE_DATA : isWeb(path) ? new URL(path.replace(/\/*$/, '/')) : pathToFileURL(`${path}/`)),
  read: (url) => (isWeb(url) ? fetchBytes(url) : readLocal(url)),
});
