// The command line: the same races, in the same wasm, without a browser.
import { argv, stderr, stdout } from 'node:process';
import { isMainThread } from 'node:worker_threads';
import { folderUrl, readAny } from '../run/local.ts';
import { bytesOf, standardInput } from './files.ts';
import { main } from './program.ts';
import { serve, startThreads } from './threads.ts';

// The bundle stands in build/cli.
const SITE_DATA = new URL('../../web/public/data/', import.meta.url);

async function start(): Promise<void> {
  // What cannot be written is told to whoever writes it; nobody is left to tell of standard error.
  stdout.on('error', () => {});
  stderr.on('error', () => {});
  process.exitCode = await main(argv.slice(2), {
    out: (text) => new Promise((resolve, reject) => stdout.write(text, (error) => (error ? reject(error) : resolve()))),
    error: (text) => stderr.write(text),
    file: bytesOf,
    standardInput,
    dataUrl: (path) => (path ? folderUrl(path) : SITE_DATA),
    read: readAny,
    threads: (count) => startThreads(new URL(import.meta.url), count),
  });
}

// A thread of a sweep is this program again.
if (isMainThread) await start();
else serve(readAny);
