// CMake builds. Ninja knows what is fresh, so these always run; they take a fraction of a second when nothing changed.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { emscripten, emscriptenNeeds } from './emscripten.mjs';
import { build, root, run, step, text } from './step.mjs';

// Clones in different folders share ccache's results.
const env = { CCACHE_BASEDIR: root, CCACHE_NOHASHDIR: '1' };

/** A cache file made by another compiler, or for another folder, cannot be reused. */
function dropForeign(preset, toolchain) {
  const cacheFile = text(join(build, preset, 'CMakeCache.txt'));
  if (cacheFile === undefined) return;
  const value = (key) => cacheFile.match(new RegExp(`^${key}(?::\\w+)?=(.*)$`, 'm'))?.[1];
  const foreign =
    value('CMAKE_HOME_DIRECTORY') !== root || (toolchain && !value('CMAKE_TOOLCHAIN_FILE')?.startsWith(toolchain));
  if (foreign) rmSync(join(build, preset), { recursive: true });
}

async function make(preset, targets, toolchain, extra) {
  dropForeign(preset, toolchain);
  const options = { log: `build-${preset}`, env: { ...env, ...extra } };
  if (!text(join(build, preset, 'build.ninja')))
    await run('cmake', ['--preset', preset], { ...options, log: `configure-${preset}` });
  await run('cmake', ['--build', '--preset', preset, ...targets.flatMap((target) => ['--target', target])], options);
}

export const native = (preset, ...targets) => step(`native ${preset}`, { work: () => make(preset, targets) });

/** The system packages that the WebAssembly build needs. */
export const wasmNeeds = async () => ['cmake', 'ninja', 'python', 'eigen', 'ccache', ...(await emscriptenNeeds())];

export async function wasm(preset = 'wasm') {
  const { folder, env } = await emscripten();
  await step(preset === 'wasm' ? 'WebAssembly' : preset, { work: () => make(preset, [], folder, env) });
  return folder;
}
