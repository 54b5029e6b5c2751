// The test suites, in the order in which they run: what each needs, and what it runs. Every set-up step is taken once, by the
// first suite that needs it; when it fails, each of those suites fails.
import { pack } from '../package.mjs';
import { native, wasm, wasmNeeds } from '../setup/cmake.mjs';
import { data, standardSets } from '../setup/data.mjs';
import { cli, site } from '../setup/site.mjs';
import { runChecks } from './check.mjs';
import { runCTest } from './cpp.mjs';
import { runPlaywright, runVitest } from './json.mjs';
import { runModuleChecks, runSiteChecks } from './wasm.mjs';

const once = (step) => {
  let result;
  return () => {
    result ??= step();
    return result;
  };
};

// Warnings are errors where we choose the compiler.
const release = process.env.CI ? 'ci' : 'release';
const steps = {
  release: once(() => native(release)),
  asan: once(() => native('asan')),
  wasm: once(() => wasm()),
  relaxed: once(() => wasm('wasm-relaxed')),
  data: once(async () => {
    for (const id of await standardSets()) await data(id);
  }),
  cli: once(() => cli()),
  site: once(() => site()),
  pack: once(() => pack()),
};

const cpp = ['compiler', 'cmake', 'ninja', 'eigen', 'googletest', 'json', 'ccache'];
const module = await wasmNeeds();

export const suites = [
  { name: 'check', system: ['clangFormat', ...module], needs: [steps.wasm, steps.relaxed], run: runChecks },
  { name: 'cpp', system: cpp, needs: [steps.release], run: () => runCTest(release) },
  { name: 'cpp-asan', system: [...cpp, 'sanitizers'], needs: [steps.asan], run: () => runCTest('asan') },
  { name: 'wasm', system: module, needs: [steps.wasm, steps.relaxed], run: runModuleChecks },
  {
    name: 'web',
    system: [...module, 'numpy', 'traitlets'],
    needs: [steps.wasm, steps.relaxed, steps.data, steps.cli],
    run: runVitest,
  },
  { name: 'site', system: module, needs: [steps.wasm, steps.relaxed, steps.data, steps.site], run: runSiteChecks },
  {
    name: 'e2e',
    system: [...module, 'chromium', 'headless', 'firefox', 'webkit'],
    needs: [steps.wasm, steps.relaxed, steps.data, steps.cli, steps.site, steps.pack],
    run: runPlaywright,
  },
];
