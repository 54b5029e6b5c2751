// The command line: the same races, in the same wasm, without a browser.
import { argv, stderr, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';
import { fetchBytes } from '../worker/data.ts';
import { bytesOf, readLocal, standardInput } from './files.ts';
import { main } from './program.ts';

// What cannot be written is told to whoever writes it; nobody is left to tell of standard error.
stdout.on('error', () => {});
stderr.on('error', () => {});

const isWeb = (address: string): boolean => /^https?:\/\//.test(address);

// The bundle stands in build/cli.
const SITE_DATA = new URL('../../web/public/data/', import.meta.url);

process.exitCode = await main(argv.slice(2), {
  out: (text) => new Promise((resolve, reject) => stdout.write(text, (error) => (error ? reject(error) : resolve()))),
  error: (text) => stderr.write(text),
  file: bytesOf,
  standardInput,
  dataUrl: (path) => (!path ? SITE_DATA : isWeb(path) ? new URL(path.replace(/\/*$/, '/')) : pathToFileURL(`${path}/`)),
  read: (url) => (isWeb(url) ? fetchBytes(url) : readLocal(url)),
});
