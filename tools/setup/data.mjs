// The site's data: packed once into the user's cache, copied from there into web/public/data.
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { withPackage } from './fetch.mjs';
import { cache, root, step, text } from './step.mjs';

const tools = join(root, 'tools/data');
const load = async (id) => (await import(`../data/sets/${id}.mjs`)).default;

/** Each file of tools/data/sets describes a data set. */
export const dataSets = readdirSync(join(tools, 'sets')).map((file) => basename(file, '.mjs'));

/** Those that every site has; the others are fetched when somebody asks for them. */
export const standardSets = async () => {
  const fetched = await Promise.all(dataSets.map(async (id) => (await load(id)).fetched));
  return dataSets.filter((_, i) => !fetched[i]);
};

const size = (path) => statSync(path, { throwIfNoEntry: false })?.size;

/** Whether a folder holds what its index says. */
export function complete(folder) {
  const index = text(join(folder, 'index.json'));
  if (!index) return false;
  const { train, test } = JSON.parse(index);
  return [...train.chunks, ...test.chunks].every(({ file, bytes }) => size(join(folder, file)) === bytes);
}

/** Packed data depends on the packer, the description and the package that it comes from. */
function key(id, source) {
  const installed = source.package && text(join(root, `node_modules/${source.package}/package.json`));
  const parts = [text(join(tools, 'pack.mjs')), text(join(tools, `sets/${id}.mjs`)), installed ?? ''];
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 12);
}

/** Packs into `folder`, which appears when it is whole, so that two clones cannot mix theirs. */
async function packInto(folder, source, say) {
  const { pack } = await import('../data/pack.mjs');
  const draft = `${folder}.${process.pid}`;
  const from = async (unpacked) => {
    say('packing');
    await pack({ ...source, read: (split) => source.read(split, unpacked) }, draft);
  };
  try {
    await (source.fetched ? withPackage(source.fetched, say, from) : from());
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

export async function data(id) {
  const source = await load(id);
  const packed = join(cache, 'data', `${id}-${key(id, source)}`);
  const target = join(root, 'web/public/data', id);
  const index = (folder) => text(join(folder, 'index.json'));
  return step(`data ${id}`, {
    fresh: () => complete(target) && complete(packed) && index(target) === index(packed),
    work: async (say) => {
      if (!complete(packed)) await packInto(packed, source, say);
      rmSync(target, { recursive: true, force: true });
      cpSync(packed, target, { recursive: true });
    },
  });
}
