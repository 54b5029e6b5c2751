// The other modules' imports are the first's while all are made of the same functions of Embind: then their glue is the first's, too,
// and what is left of their own is where their code is.  node wasm/share-glue.mjs FOLDER, after every link
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const glue = (name) => readFileSync(join(folder, `${name}.mjs`), 'utf8');
const first = glue('sidestep');
const sharedBy = (name) => `import make from './sidestep.mjs';

export default (options) => make({ ...options, locateFile: () => new URL('${name}.wasm', import.meta.url).href });
`;
const table = /wasmImports=\{[^}]*\}/;
/** A glue's table of imports: by function the name that the linker gave it, the shorter the more often it is called. */
const importsOf = (glue) =>
  new Map((glue.match(table)?.[0].match(/[\w$]+:[\w$]+/g) ?? []).map((entry) => entry.split(':').reverse()));

/** The module with its imports named anew, where names are as long as before. */
function renamed(bytes, names) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  for (let id = bytes[at++], size = number(); id !== 2; id = bytes[at++], size = number()) at += size;
  for (let left = number(); left > 0; left--) {
    const skipped = number(); // where Embind's functions are
    at += skipped;
    const length = number();
    const name = names.get(bytes.toString('latin1', at, at + length));
    if (name?.length !== length || bytes[at + length] !== 0) return; // another length, or no function
    bytes.write(name, at, 'latin1');
    at += length + 1;
    number(); // its type
  }
  return bytes;
}

function share(name) {
  const its = glue(name);
  if (its === sharedBy(name)) return true;
  const same = (glue) => glue.replace(table, '').replaceAll(`${name}.wasm`, 'sidestep.wasm');
  if (same(its) !== same(first)) return false;
  const [ours, theirs] = [importsOf(first), importsOf(its)];
  const names = new Map([...theirs].map(([called, name]) => [name, ours.get(called)]));
  const files = [`${name}.wasm`, `${name}.names.wasm`].map((file) => join(folder, file));
  const modules = files.map((file) => renamed(readFileSync(file), names));
  if (modules.includes(undefined)) return false;
  for (const [i, file] of files.entries()) writeFileSync(file, modules[i]);
  writeFileSync(join(folder, `${name}.mjs`), sharedBy(name));
  return true;
}

for (const name of ['sidestep-all', 'sidestep-step'])
  if (!share(name)) console.log(`${name} keeps a glue of its own: its imports are not those of the first module`);
