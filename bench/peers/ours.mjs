// Sidestep's own module in this process, by lanes as the page has them.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { make } from './lane.mjs';

export const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** The files of the module with every layer in `folder`; relaxed SIMD has one module. */
export function filesOf(folder) {
  const base = existsSync(join(folder, 'sidestep-all.mjs')) ? 'sidestep-all' : 'sidestep';
  return [`${base}.mjs`, `${base}.wasm`].map((file) => join(folder, file));
}

/** That module, or null where it has not been built or this engine cannot run it. */
export async function ours(name, folder) {
  const [script, binary] = filesOf(folder);
  if (!existsSync(script) || !WebAssembly.validate(readFileSync(binary))) return null;
  const { default: factory } = await import(pathToFileURL(script));
  return { name, version, make: (task, params) => make(factory, task, params) };
}
