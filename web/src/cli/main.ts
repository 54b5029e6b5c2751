// The command line: the same races, in the same wasm, without a browser.
import { argv, exit, stdout } from 'node:process';
import { main } from './program.ts';

// A reader that has seen enough (`| head`) is no error.
stdout.on('error', (error: NodeJS.ErrnoException) => exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await main(argv.slice(2), {
  out: (text) =>
    new Promise((resolve) => {
      if (stdout.write(text)) resolve();
      else stdout.once('drain', resolve);
    }),
  error: (text) => process.stderr.write(text),
});
