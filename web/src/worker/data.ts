import { isFailure, type ModuleDataset, SidestepError, type SidestepModule, type Split } from '../core/module.ts';
import type { DataSource } from './protocol.ts';

/** index.json of a packed dataset: tools/data. */
interface DataIndex {
  id: string;
  shape: number[];
  classes: number;
  train: { items: number; chunks: Chunk[] };
  test: { items: number; chunks: Chunk[] };
}

interface Chunk {
  file: string;
  items: number;
  /** Compressed. */
  bytes: number;
}

/** Reads a file of the site. Rejects when it cannot be had. */
export type Fetch = (url: string) => Promise<Uint8Array<ArrayBuffer>>;

export const fetchBytes: Fetch = async (url) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

const TRIES = 3;
const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

const bad = (code: string, message: string) => new SidestepError({ code, at: 'problem.data', message });

const nameOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);

/** Three tries, a little later each time: a network may fail for a moment. */
async function retried<T>(url: string, attempt: () => Promise<T>): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await attempt();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (n === TRIES) throw bad('bad-data', `${nameOf(url)} cannot be loaded: ${reason}`);
      await pause(200 * 3 ** (n - 1));
    }
  }
}

/** The content of a gzip file. A server that declares the encoding has it unpacked on the way: then it comes as it is. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array> {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b && bytes.length !== size;
  const content = packed
    ? new Uint8Array(
        await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer(),
      )
    : bytes;
  if (content.length !== size) throw new Error(`it holds ${content.length} bytes instead of ${size}`);
  return content;
}

async function readIndex(url: string, read: Fetch): Promise<DataIndex> {
  return retried(url, async () => {
    const index = JSON.parse(new TextDecoder().decode(await read(url))) as DataIndex;
    if (!Array.isArray(index.shape) || !Array.isArray(index.train?.chunks) || !Array.isArray(index.test?.chunks)) {
      throw new Error('it does not describe a dataset');
    }
    return index;
  });
}

/** The chunks that hold the first `count` items, with where each begins. */
function needed(chunks: readonly Chunk[], count: number): { chunk: Chunk; first: number }[] {
  const list = [];
  for (let first = 0, i = 0; first < count && i < chunks.length; i++) {
    const chunk = chunks[i] as Chunk;
    list.push({ chunk, first });
    first += chunk.items;
  }
  return list;
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
  const folder = `${source.base}${source.id}/`;
  const index = await readIndex(`${folder}index.json`, read);
  for (const split of ['train', 'test'] as const) {
    if (source[split] > index[split].items) {
      throw bad('out-of-range', `there are ${index[split].items} ${split} items, not ${source[split]}`);
    }
  }
  const made = module.createDataset({ ...index, train: source.train, test: source.test });
  if (isFailure(made)) throw new SidestepError(made);
  const size = index.shape.reduce((a, b) => a * b, 1);
  const wanted = (['train', 'test'] as const).flatMap((split) =>
    needed(index[split].chunks, source[split]).map((entry) => ({ split, ...entry })),
  );
  const total = wanted.reduce((sum, { chunk }) => sum + chunk.bytes, 0);
  let done = 0;
  onBytes(done, total);
  const place = (split: Split, first: number, items: number, content: Uint8Array) => {
    const room = Math.min(items, source[split] - first);
    made.bytes(split, 'items').set(content.subarray(0, room * size), first * size);
    made.bytes(split, 'labels').set(content.subarray(items * size, items * size + room), first);
  };
  try {
    await Promise.all(
      wanted.map(async ({ split, chunk, first }) => {
        const url = folder + chunk.file;
        const content = await retried(url, async () => unpacked(await read(url), chunk.items * (size + 1)));
        place(split, first, chunk.items, content);
        done += chunk.bytes;
        onBytes(done, total);
      }),
    );
    const failure = made.seal();
    if (failure) throw new SidestepError(failure);
  } catch (error) {
    made.delete();
    throw error;
  }
  return made;
}
