// The second module's imports are the first's while both are made of the same bindings: then its glue is the first's, too, and what is
// left of its own is where its code is.  node wasm/share-glue.mjs FOLDER, after every link
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const [first, all] = ['sidestep.mjs', 'sidestep-all.mjs'].map((name) => readFileSync(join(folder, name), 'utf8'));
const shared = `import make from './sidestep.mjs';

export default (options) => make({ ...options, locateFile: () => new URL('sidestep-all.wasm', import.meta.url).href });
`;
if (all.replaceAll('sidestep-all.wasm', 'sidestep.wasm') === first)
  writeFileSync(join(folder, 'sidestep-all.mjs'), shared);
else if (all !== shared)
  console.log('the second module keeps a glue of its own: its imports are not those of the first');
