// npm run bench [-- ARGUMENTS]: Google Benchmark's native figures, then training steps in WebAssembly, in Node and in Chromium. Arguments
// go to the first (--benchmark_filter=adam).
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { native, wasm, wasmNeeds } from './setup/cmake.mjs';
import { build, main, root } from './setup/step.mjs';
import { system } from './setup/system.mjs';

main(async () => {
  const args = process.argv.slice(2);
  const show = (command, ...more) => {
    const status = spawnSync(command, more, { stdio: 'inherit' }).status ?? 1;
    process.exitCode ||= status; // the rest is shown all the same
  };
  await system('compiler', 'cmake', 'ninja', 'eigen', 'benchmark', 'ccache');
  await native('release', 'sidestep_bench');
  show(join(build, 'release/sidestep_bench'), ...args);

  // The same in WebAssembly: scripts beside the C++ ones.
  const folder = join(root, 'tests/bench');
  const scripts = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.mjs')) : [];
  if (scripts.length === 0) return;
  await system(...(await wasmNeeds()), 'chromium');
  await wasm();
  for (const script of scripts) show(process.execPath, '--no-liftoff', join(folder, script));
});
