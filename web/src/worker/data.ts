import { AnotherFile, distrust, MissingFile, notLoaded } from '../core/download.ts';
import { Late } from '../core/limit.ts';
import {
  type DatasetSpec,
  isFailure,
  type ModuleDataset,
  SidestepError,
  type SidestepModule,
  type Split,
} from '../core/module.ts';
import { noValidation, validationItems } from '../core/validation.ts';
import { type Chunk, type DataIndex, readDataIndex } from './data-index.ts';
import { gunzip, isGzip } from './gunzip.ts';
import type { DataSource, GivenSet } from './protocol.ts';
import { type Fetch, fetchBytes, ownReader } from './source.ts';

const SPLITS: readonly Split[] = ['train', 'test'];
const TRIES = 3;
/** Milliseconds before the second try; three times as long before the third. */
const FIRST_PAUSE = 200;

const bad = (code: string, message: string) => new SidestepError({ code, at: 'problem.data', message });

/** Three tries, a little later each time: a network may fail for a moment. One that says nothing has had its time. */
async function retried<T>(url: string, attempt: () => Promise<T>): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await attempt();
    } catch (error) {
      if (n === TRIES || error instanceof MissingFile || error instanceof Late)
        throw bad('bad-data', notLoaded(url, error));
      await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE * 3 ** (n - 1)));
    }
  }
}

/** The index of a dataset. One that the site was built without is named. */
async function readIndex(id: string, url: string, read: Fetch): Promise<DataIndex> {
  const bytes = await retried(url, () =>
    read(url).catch((error: unknown) => {
      if (!(error instanceof MissingFile)) throw error;
      return error;
    }),
  );
  if (bytes instanceof AnotherFile) throw bad('no-data', notLoaded(url, bytes, 2)); // every dataset has an index
  if (bytes instanceof MissingFile) throw bad('no-data', `this copy has no '${id}'`);
  return retried(url, async () => readDataIndex(bytes));
}

/** A chunk's content. A server that declares the encoding has it unpacked on the way: then it comes as it is. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array> {
  const packed = isGzip(bytes) && bytes.length !== size;
  const content = packed ? await gunzip(bytes, size) : bytes;
  if (content.length !== size) throw new Error(`it holds ${content.length} bytes instead of ${size}`);
  return content;
}

/** Items of a packed dataset, one after the other, and the split of the module's that they are for. */
interface Section {
  into: Split;
  of: Split;
  first: number;
  items: number;
}

function sectionsOf(index: Record<Split, { items: number }>, source: DataSource): Section[] {
  for (const split of SPLITS) {
    if (source[split] > index[split].items)
      throw bad(
        source.given ? 'no-data' : 'out-of-range',
        `there are ${index[split].items} ${split} items, not ${source[split]}`,
      );
  }
  const { train, test, validation } = source;
  const learnt: Section = { into: 'train', of: 'train', first: 0, items: train };
  if (!validation) return [learnt, { into: 'test', of: 'test', first: 0, items: test }];
  const items = validationItems(source, index.train.items);
  if (items === 0) throw new SidestepError(noValidation(index.train.items));
  return [learnt, { into: 'test', of: 'train', first: train, items }];
}

/** A chunk, with the place of its first item, and the sections that have some of it. */
interface Needed {
  chunk: Chunk;
  begin: number;
  sections: Section[];
}

function needed(index: DataIndex, sections: readonly Section[]): Needed[] {
  return SPLITS.flatMap((split) => {
    let next = 0;
    return index[split].chunks.flatMap((chunk) => {
      const begin = next;
      next += chunk.items;
      const own = sections.filter(({ of, first, items }) => of === split && first < next && first + items > begin);
      return own.length > 0 ? [{ chunk, begin, sections: own }] : [];
    });
  });
}

/** The addresses of the chunks that a source comes from. */
export async function filesOf(source: DataSource, read: Fetch): Promise<string[]> {
  const folder = `${source.base}${source.id}/`;
  const index = await readIndex(source.id, `${folder}index.json`, read);
  return needed(index, sectionsOf(index, source)).map(({ chunk }) => folder + chunk.file);
}

/** Copies what a section has of a chunk (its items, then their labels, a byte each) into the module's memory. */
function place(
  made: ModuleDataset,
  { into, first, items }: Section,
  { chunk, begin }: Needed,
  content: Uint8Array,
): void {
  const size = content.length / chunk.items - 1; // bytes of an item
  const from = Math.max(first, begin) - begin;
  const to = Math.min(first + items, begin + chunk.items) - begin;
  const at = begin + from - first;
  made.bytes(into, 'items').set(content.subarray(from * size, to * size), at * size);
  made.bytes(into, 'labels').set(content.subarray(chunk.items * size + from, chunk.items * size + to), at);
}

const specs = new WeakMap<ModuleDataset, DatasetSpec>();

/** A dataset to be filled. Throws what the module refuses. */
export function createDataset(module: SidestepModule, spec: DatasetSpec): ModuleDataset {
  const made = module.createDataset(spec);
  if (isFailure(made)) throw new SidestepError(made);
  specs.set(made, spec);
  return made;
}

/** Ends the filling. Throws what is wrong with it. */
export function sealed(made: ModuleDataset): ModuleDataset {
  const failure = made.seal();
  if (!failure) return made;
  made.delete();
  throw new SidestepError(failure);
}

/** The same data in the memory of another module. */
export function copyDataset(from: ModuleDataset, module: SidestepModule): ModuleDataset {
  const spec = specs.get(from)!;
  const to = createDataset(module, spec);
  for (const split of SPLITS) {
    if (spec.real) to.numbers(split, 'items').set(from.numbers(split, 'items'));
    else to.bytes(split, 'items').set(from.bytes(split, 'items'));
    if (spec.classes > 0) to.bytes(split, 'labels').set(from.bytes(split, 'labels'));
    else to.numbers(split, 'targets').set(from.numbers(split, 'targets'));
  }
  return sealed(to);
}

/** Loads them from the user's own copy of the published files. */
async function loadGiven(module: SidestepModule, source: DataSource, given: GivenSet): Promise<ModuleDataset> {
  const { shape, classes } = given;
  const size = shape.reduce((a, b) => a * b, 1);
  const items = (split: Split): number => given[split].size / (size + 1);
  const sections = sectionsOf({ train: { items: items('train') }, test: { items: items('test') } }, source);
  const [train, test] = sections.map((section) => section.items) as [number, number];
  const made = createDataset(module, { shape, classes, train, test });
  try {
    for (const { into, of, first, items: count } of sections) {
      const read = async (from: number, bytes: number) =>
        new Uint8Array(await given[of].slice(from, from + bytes).arrayBuffer());
      made.bytes(into, 'items').set(await read(first * size, count * size));
      made.bytes(into, 'labels').set(await read(items(of) * size + first, count));
    }
  } catch (error) {
    made.delete();
    throw error;
  }
  return sealed(made);
}

/**
 * Loads the first items of a dataset into the module's memory. `onBytes` hears of the compressed bytes as they come.
 * Rejects with a SidestepError that names the file.
 */
export async function loadDataset(
  module: SidestepModule,
  source: DataSource,
  onBytes: (done: number, total: number) => void,
  read: Fetch = fetchBytes,
): Promise<ModuleDataset> {
  if (source.own) return (await ownReader()).loadOwn(module, source);
  if (source.given) return loadGiven(module, source, source.given);
  const folder = `${source.base}${source.id}/`;
  const url = `${folder}index.json`;
  const index = await readIndex(source.id, url, read);
  let missing = false;
  const reading: Fetch = (file) =>
    read(file).catch((error: unknown) => {
      missing ||= error instanceof MissingFile;
      throw error;
    });
  return loadPacked(module, source, folder, index, onBytes, reading).catch(async (error: unknown) => {
    if (!missing) throw error;
    // The browser may have kept the index of a site that has been published anew since, with other files.
    distrust(url);
    const anew = await readIndex(source.id, url, read);
    if (JSON.stringify(anew) === JSON.stringify(index)) throw error;
    return loadPacked(module, source, folder, anew, onBytes, read);
  });
}

async function loadPacked(
  module: SidestepModule,
  source: DataSource,
  folder: string,
  index: DataIndex,
  onBytes: (done: number, total: number) => void,
  read: Fetch,
): Promise<ModuleDataset> {
  const sections = sectionsOf(index, source);
  const wanted = needed(index, sections);
  const { shape, classes } = index;
  const [train, test] = sections.map(({ items }) => items) as [number, number];
  const made = createDataset(module, { shape, classes, train, test });
  const bytesOfItem = shape.reduce((a, b) => a * b, 1) + 1;
  const total = wanted.reduce((sum, { chunk }) => sum + chunk.bytes, 0);
  let done = 0;
  let failed = false;
  onBytes(done, total);
  const loads = wanted.map(async (part) => {
    const { chunk } = part;
    const url = folder + chunk.file;
    const content = await retried(url, async () => unpacked(await read(url), chunk.items * bytesOfItem));
    if (failed) return;
    for (const section of part.sections) place(made, section, part, content);
    done += chunk.bytes;
    onBytes(done, total);
  });
  try {
    await Promise.all(loads);
  } catch (error) {
    failed = true; // chunks that come later have no place any more
    made.delete();
    throw error;
  }
  return sealed(made);
}
