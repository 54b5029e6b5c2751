import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { normalize } from '../../../web/src/core/config.ts';
import { Late } from '../../../web/src/core/limit.ts';
import { type ModuleDataset, SidestepError, type SidestepModule } from '../../../web/src/core/module.ts';
import { loadDataset } from '../../../web/src/worker/data.ts';
import { type Fetch, sourceOf } from '../../../web/src/worker/source.ts';
import { catalog, makeModule } from '../support/module.ts';
import { chunk, index, server, tinyFiles } from '../support/packed.ts';

let module: SidestepModule;
beforeAll(async () => {
  module = await makeModule();
});

const source = { id: 'tiny', train: 12, test: 3, base: 'https://example.org/data/' };
const quiet = () => {};

/** Without the pauses between tries. */
async function load(files: Map<string, Uint8Array<ArrayBuffer>>, wanted = source): Promise<ModuleDataset> {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    const loading = loadDataset(module, wanted, quiet, server(files).read);
    const done = loading.catch(() => {});
    for (let ended = false; !ended; ) {
      void done.then(() => (ended = true));
      await vi.advanceTimersByTimeAsync(1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return await loading;
  } finally {
    vi.useRealTimers();
  }
}

async function failureOf(files: Map<string, Uint8Array<ArrayBuffer>>, wanted = source) {
  const error = await load(files, wanted).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(SidestepError);
  return (error as SidestepError).failure;
}

const with_ = (name: string, bytes: Uint8Array): Map<string, Uint8Array<ArrayBuffer>> =>
  tinyFiles().set(name, new Uint8Array(bytes));

describe('loading a dataset', () => {
  it('copies the first items and labels into the module, from no more chunks than it takes', async () => {
    const { read, asked } = server(tinyFiles());
    const data = await loadDataset(module, source, quiet, read);
    const all = chunk(0, 25);
    expect([...data.bytes('train', 'items')]).toEqual([...all.subarray(0, 12 * 4)]);
    expect([...data.bytes('train', 'labels')]).toEqual(Array.from({ length: 12 }, (_, i) => i % 3));
    expect([...data.bytes('test', 'items')]).toEqual([...chunk(0, 6).subarray(0, 3 * 4)]);
    expect([...data.bytes('test', 'labels')]).toEqual([0, 1, 2]);
    expect([...asked.keys()].sort()).toEqual(['index.json', 'test-0.bin', 'train-0.bin', 'train-1.bin']);
    data.delete();
  });

  it('asks for no chunk that begins where the wanted items end, and gives all there are', async () => {
    const { read, asked } = server(tinyFiles());
    (await loadDataset(module, { ...source, train: 10 }, quiet, read)).delete();
    expect([...asked.keys()]).not.toContain('train-1.bin');
    const all = await loadDataset(module, { ...source, train: 25, test: 6 }, quiet, read);
    expect([...all.bytes('train', 'items')]).toEqual([...chunk(0, 25).subarray(0, 100)]);
    expect([...all.bytes('test', 'labels')]).toEqual([0, 1, 2, 0, 1, 2]);
    all.delete();
  });

  it('tells of the bytes so far', async () => {
    const heard: [number, number][] = [];
    const data = await loadDataset(module, source, (...progress) => heard.push(progress), server(tinyFiles()).read);
    expect(heard).toEqual([
      [0, 300],
      [100, 300],
      [200, 300],
      [300, 300],
    ]);
    data.delete();
  });

  it('takes chunks that the server has unpacked on the way', async () => {
    const data = await load(with_('train-0.bin', chunk(0, 10)));
    expect(data.bytes('train', 'items')[39]).toBe(39);
    data.delete();
    const like = chunk(0, 10);
    like.set([0x1f, 0x8b]); // as a gzip file begins
    const other = await load(with_('train-0.bin', like));
    expect([...other.bytes('train', 'items').subarray(0, 3)]).toEqual([0x1f, 0x8b, 2]);
    other.delete();
  });

  it('reads the index anew where it names files of a site that has been published anew since', async () => {
    const files = tinyFiles();
    const old = new TextDecoder().decode(files.get('index.json')!).replaceAll('train-', 'part-');
    const { read, asked } = server(files);
    const data = await loadDataset(module, source, quiet, async (url) => {
      const bytes = await read(url);
      return url.endsWith('index.json') && asked.get('index.json') === 1 ? new TextEncoder().encode(old) : bytes;
    });
    expect([...data.bytes('train', 'items')]).toEqual([...chunk(0, 25).subarray(0, 12 * 4)]);
    expect(asked.get('index.json')).toBe(2);
    data.delete();
  });

  it('tries again when the network fails for a moment', async () => {
    const { read, asked } = server(tinyFiles());
    const flaky = (url: string) =>
      url.endsWith('train-1.bin') && (asked.get('train-1.bin') ?? 0) < 2
        ? read(url).then(() => Promise.reject(new Error('gone')))
        : read(url);
    const start = performance.now();
    const data = await loadDataset(module, source, quiet, flaky);
    expect(asked.get('train-1.bin')).toBe(3);
    expect(performance.now() - start).toBeGreaterThan(600); // later each time
    data.delete();
  });
});

describe('what cannot be loaded is named', () => {
  const packed = new Uint8Array(gzipSync(chunk(10, 10)));
  const flipped = packed.map((byte, i) => (i === 20 ? byte ^ 0xff : byte));
  const wrongSum = packed.map((byte, i) => (i === packed.length - 6 ? byte ^ 0xff : byte));

  it.each<[string, Uint8Array]>([
    ['truncated', packed.subarray(0, packed.length - 20)],
    ['truncated in its last bytes', packed.subarray(0, packed.length - 1)],
    ['corrupted', flipped],
    ['corrupted in its checksum', wrongSum],
    ['empty', new Uint8Array()],
    ['too short inside', gzipSync(chunk(10, 9))],
    ['something else', new TextEncoder().encode('<!doctype html>')],
  ])('a chunk that is %s', async (_why, bytes) => {
    expect(await failureOf(with_('train-1.bin', bytes))).toMatchObject({
      code: 'bad-data',
      at: 'problem.data',
      message: expect.stringContaining('train-1.bin cannot be loaded: '),
    });
  });

  it('a chunk that would unpack to more than it should, before it has', async () => {
    const { message } = await failureOf(with_('train-1.bin', gzipSync(new Uint8Array(50_000_000))));
    expect(message).toBe('train-1.bin cannot be loaded: it holds more than 50 bytes');
  });

  it('a chunk that is not there, without another try', async () => {
    const files = tinyFiles();
    files.delete('test-0.bin');
    const { read, asked } = server(files);
    const why = 'test-0.bin cannot be loaded: the server answered 404';
    await expect(loadDataset(module, source, quiet, read)).rejects.toThrow(why);
    expect(asked.get('test-0.bin')).toBe(1);
  });

  it('gives back the memory of what came to nothing', async () => {
    const deleted: unknown[] = [];
    const createDataset: SidestepModule['createDataset'] = (spec) => {
      const made = module.createDataset(spec) as ModuleDataset;
      const free = made.delete.bind(made);
      made.delete = () => {
        deleted.push(made);
        free();
      };
      return made;
    };
    const broken = with_('test-0.bin', new Uint8Array([1]));
    const read: Fetch = async (url) => server(broken).read(url);
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 100 });
    const loading = loadDataset({ ...module, createDataset }, source, quiet, read).finally(vi.useRealTimers);
    await expect(loading).rejects.toThrow('test-0.bin');
    expect(deleted.length).toBe(1);
  });

  it('an index that is not there', async () => {
    expect(await failureOf(new Map())).toEqual({
      code: 'no-data',
      at: 'problem.data',
      message: "this copy has no 'tiny'",
    });
    const broken = () => Promise.reject(new Error('the server answered 500'));
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 100 });
    const loading = loadDataset(module, source, quiet, broken).finally(vi.useRealTimers);
    await expect(loading).rejects.toThrow('index.json cannot be loaded: the server answered 500');
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['empty', {}],
    ['without shape', { ...index, shape: undefined }],
    ['of a negative shape', { ...index, shape: [2, -2, 1] }],
    ['of an endless shape', { ...index, shape: [1e300] }],
    ['without classes', { ...index, classes: 'three' }],
    ['whose chunks do not hold its items', { ...index, train: { ...index.train, items: 60 } }],
    ['of empty chunks', { ...index, test: { items: 0, chunks: [] } }],
    ['of a file elsewhere', { ...index, test: { items: 6, chunks: [{ file: '../../x', items: 6, bytes: 9 }] } }],
  ])('an index that is %s', async (_why, json) => {
    const failure = await failureOf(with_('index.json', new TextEncoder().encode(JSON.stringify(json))));
    expect(failure).toMatchObject({ code: 'bad-data', message: expect.stringContaining('index.json') });
  });

  it('more items than there are', async () => {
    expect(await failureOf(tinyFiles(), { ...source, train: 26 })).toMatchObject({
      code: 'out-of-range',
      message: 'there are 25 train items, not 26',
    });
  });

  it('a label that stands for nothing', async () => {
    const bytes = chunk(0, 10);
    bytes[42] = 3;
    expect(await failureOf(with_('train-0.bin', gzipSync(bytes)))).toMatchObject({ code: 'bad-data' });
  });
});

it.each([
  ['says so', { 'content-type': 'text/html' }],
  ['calls it JSON', { 'content-type': 'application/json' }],
  ['calls it bytes', { 'content-type': 'application/octet-stream' }],
])('a host of single-page sites that answers with a page, and %s, had every dataset, damaged', async (_, headers) => {
  const page = '\n<!DOCTYPE html><html lang="en"><title>An app</title></html>';
  vi.stubGlobal('fetch', async () => new Response(page, { headers }));
  await expect(loadDataset(module, source, quiet)).rejects.toMatchObject({
    failure: { code: 'no-data', message: 'tiny/index.json cannot be loaded: the server answered with a page instead' },
  });
  const [first] = index.train.chunks;
  vi.stubGlobal(
    'fetch',
    async (url: string) =>
      new Response(url.endsWith('.json') ? JSON.stringify(index) : page, {
        headers: url.endsWith('.json') ? {} : headers,
      }),
  );
  await expect(loadDataset(module, source, quiet)).rejects.toMatchObject({
    failure: {
      code: 'bad-data',
      message: `${first!.file} cannot be loaded: the server answered with a page instead`,
    },
  });
  vi.unstubAllGlobals();
});

it('a server that says nothing is not asked again', async () => {
  const read = vi.fn((_url: string) => Promise.reject(new Late(15_000)));
  const why = 'index.json cannot be loaded: nothing has come for 15 seconds';
  await expect(loadDataset(module, source, quiet, read)).rejects.toThrow(why);
  expect(read).toHaveBeenCalledTimes(1);
});

describe('sourceOf', () => {
  const of = (problem: object) => {
    const { config } = normalize({ problem, lanes: [{ optimizer: 'sgd' }] }, catalog);
    return sourceOf(config, catalog, () => new URL('https://example.org/data/'));
  };
  it('is what the problem needs', () => {
    expect(of({ id: 'beale' })).toBeNull();
    expect(of({ id: 'network', train: 50 })).toEqual({
      id: 'mnist',
      train: 50,
      test: 1000,
      base: 'https://example.org/data/',
    });
  });
});
