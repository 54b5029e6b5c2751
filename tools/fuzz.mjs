// npm run fuzz -- [RUNS] [SEED]: the fuzz tests with many inputs, and with others than `npm test` has.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './setup/step.mjs';

const [runs = '100000', seed = '0'] = process.argv.slice(2);
if (![runs, seed].every((text) => /^\d+$/.test(text))) {
  console.error('npm run fuzz -- [RUNS] [SEED]: whole numbers');
  process.exit(2);
}
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', '.fuzz.test.ts', '--testTimeout', '7200000'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, FUZZ_RUNS: runs, FUZZ_SEED: seed },
});
process.exit(status ?? 1);
