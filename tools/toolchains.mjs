// `npm run test:toolchains [-- TOOL…]`: the packed package in the tools that authors use, from lock files, in Chromium (tests/toolchains).
// `-- --bytes [TOOL…]` measures instead what each adds to a page, and writes the table of docs/embedding.md.
import { spawnSync } from 'node:child_process';
import { wasm, wasmNeeds } from './setup/cmake.mjs';
import { packages } from './setup/packages.mjs';
import { cli } from './setup/site.mjs';
import { main, root } from './setup/step.mjs';
import { system } from './setup/system.mjs';

const asked = process.argv.slice(2);
const names = asked.filter((it) => it !== '--bytes');
const grep = names.length > 0 ? ['-g', names.map((name) => `\\b${name}:`).join('|')] : [];

await main(async () => {
  await packages();
  await system(...(await wasmNeeds()), 'chromium', 'hugo', 'jekyll');
  await wasm();
  await cli();
  await (await import('./package.mjs')).pack();
  const file = asked.includes('--bytes') ? 'bytes' : 'toolchains.spec';
  const args = ['playwright', 'test', '-c', 'tests/toolchains/playwright.config.ts', file, ...grep];
  process.exitCode = spawnSync('npx', args, { cwd: root, stdio: 'inherit' }).status ?? 1;
});
