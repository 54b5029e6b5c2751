// npm run soak: an hour's worth of edits, data, elements and lessons in about ten minutes, and what each leaves in memory. The same as
// tests/e2e/memory.spec.ts in `npm test`, repeated for longer.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { wasm, wasmNeeds } from './setup/cmake.mjs';
import { data, standardSets } from './setup/data.mjs';
import { packages } from './setup/packages.mjs';
import { site } from './setup/site.mjs';
import { main, root } from './setup/step.mjs';
import { system } from './setup/system.mjs';

main(async () => {
  await packages();
  await system(...(await wasmNeeds()), 'chromium');
  await wasm();
  await wasm('wasm-relaxed');
  for (const id of await standardSets()) await data(id);
  await site();
  const args = ['test', 'tests/e2e/memory.spec.ts', '--workers=1', '--trace=off', '--reporter=list'];
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), ...args], {
    cwd: root,
    env: { ...process.env, SIDESTEP_SOAK: '1' },
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
});
