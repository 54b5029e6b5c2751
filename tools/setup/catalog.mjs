// web/catalog.json, generated from the C++ descriptors by way of the WebAssembly module. It is committed; a test compares it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, root, step, text } from './step.mjs';

const path = join(root, 'web/catalog.json');

export async function generate() {
  const { default: load } = await import(pathToFileURL(join(build, 'wasm/sidestep.mjs')));
  const module = await load();
  return `${JSON.stringify(module.catalog(), null, 2)}\n`;
}

export async function catalog() {
  const wanted = await generate();
  await step('catalog', { fresh: () => text(path) === wanted, work: () => writeFileSync(path, wanted) });
}
