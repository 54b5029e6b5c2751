// The site's data: packed once into the user's cache, copied from there into web/public/data.
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cache, root, step, text } from './step.mjs';

const tools = join(root, 'tools/data');
/** Each file of tools/data/sets describes a data set. */
export const dataSets = readdirSync(join(tools, 'sets')).map((file) => basename(file, '.mjs'));

const size = (path) => statSync(path, { throwIfNoEntry: false })?.size;

/** Whether a folder holds what its index says. */
function complete(folder) {
  const index = text(join(folder, 'index.json'));
  if (!index) return false;
  const { train, test } = JSON.parse(index);
  return [...train.chunks, ...test.chunks].every(({ file, bytes }) => size(join(folder, file)) === bytes);
}

/** Packed data depends on the packer, the description and the package that it comes from. */
function key(id) {
  const installed = text(join(root, `node_modules/${id}-data/package.json`)) ?? '';
  const parts = [text(join(tools, 'pack.mjs')), text(join(tools, `sets/${id}.mjs`)), installed];
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 12);
}

export function data(id) {
  const packed = join(cache, 'data', `${id}-${key(id)}`);
  const target = join(root, 'web/public/data', id);
  const index = (folder) => text(join(folder, 'index.json'));
  return step(`data ${id}`, {
    fresh: () => complete(target) && complete(packed) && index(target) === index(packed),
    work: async (say) => {
      if (!complete(packed)) {
        say('packing');
        const { pack } = await import('../data/pack.mjs');
        const { default: source } = await import(`../data/sets/${id}.mjs`);
        const draft = `${packed}.${process.pid}`; // renamed when whole, so that two clones cannot mix theirs
        await pack(source, draft);
        rmSync(packed, { recursive: true, force: true });
        renameSync(draft, packed);
      }
      rmSync(target, { recursive: true, force: true });
      cpSync(packed, target, { recursive: true });
    },
  });
}
