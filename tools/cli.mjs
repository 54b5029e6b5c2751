import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { wasm, wasmNeeds } from './setup/cmake.mjs';
import { packages } from './setup/packages.mjs';
import { cli } from './setup/site.mjs';
import { build, main, progress } from './setup/step.mjs';
import { system } from './setup/system.mjs';

export const run = () =>
  main(async () => {
    Object.assign(progress, { stream: process.stderr, quiet: true });
    await packages();
    await system(...(await wasmNeeds()));
    await wasm();
    await cli();
    await import(pathToFileURL(join(build, 'cli/sidestep.mjs')));
  });
