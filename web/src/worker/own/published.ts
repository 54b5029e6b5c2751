import type { FoundPart, Published } from '../protocol.ts';
import { expanded } from './archive.ts';
import { type Images, looksLikeCifar, looksLikeIdx, type OwnFile, readCifar, readIdx, readIdxPair } from './binary.ts';
import { hashOf } from './data.ts';
import { contentOf } from './read.ts';

const blob = (bytes: Uint8Array | Float64Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]);

/**
 * Which parts of a published dataset are among files, by their content: a batch of CIFAR-10, or a pair of IDX files. `hashes`: of the
 * parts that are looked for.
 */
export async function findPublished(chosen: readonly File[], hashes: readonly string[]): Promise<Published> {
  const parts: FoundPart[] = [];
  const others: string[] = [];
  const idx: OwnFile[] = [];
  const found = (hash: string, make: () => Images): boolean => {
    if (!hashes.includes(hash)) return false;
    const { items, labels } = make();
    parts.push({ hash, items: blob(items), labels: blob(labels) });
    return true;
  };
  for (const file of await expanded(chosen)) {
    const content = await contentOf(file);
    if (looksLikeIdx(content)) idx.push(content);
    else if (!looksLikeCifar(content) || !found(hashOf([content.bytes]), () => readCifar([content])))
      others.push(content.name);
  }
  const paired = new Set<OwnFile>();
  for (const images of idx)
    for (const labels of idx.filter((other) => isPair(images, other)))
      if (found(hashOf([images.bytes, labels.bytes]), () => readIdxPair([images, labels])))
        paired.add(images).add(labels);
  others.push(...idx.filter((file) => !paired.has(file)).map(({ name }) => name));
  return { parts, others };
}

/** Whether these are images with a label each, as far as their heads tell. */
function isPair(images: OwnFile, labels: OwnFile): boolean {
  try {
    const [items, names] = [readIdx(images), readIdx(labels)];
    return items.shape.length > 1 && names.shape.length === 1 && items.shape[0] === names.shape[0];
  } catch {
    return false; // damaged
  }
}
