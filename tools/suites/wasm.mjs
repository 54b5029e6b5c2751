// wasm/check.mjs: each of its assertions counts as one test.
import { join } from 'node:path';
import { checkModule, checkRelaxed, checkSite } from '../../wasm/check.mjs';
import { emscripten } from '../setup/emscripten.mjs';
import { build, root, run } from '../setup/step.mjs';

function tally(results) {
  const failures = results.filter(({ ok }) => !ok).map(({ name, detail }) => ({ name, why: detail }));
  return { passed: results.length - failures.length, failed: failures.length, skipped: 0, failures };
}

export async function runModuleChecks() {
  const { folder, env } = await emscripten();
  const { output } = await run(join(folder, 'em-config'), ['BINARYEN_ROOT'], { env });
  const results = await checkModule(join(build, 'wasm'), join(output.trim(), 'bin/wasm-dis'));
  return tally([...results, ...checkRelaxed(join(build, 'wasm-relaxed'))]);
}

export const runSiteChecks = () => tally(checkSite(join(root, 'dist')));
