// What the service worker keeps and answers, on hosts, networks and storage that fail.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Keeper } from '../../../web/offline/keeper.ts';

const HERE = 'https://example.org/sidestep/';
const PAGE = '<!doctype html><script src="./assets/index-1.js"></script>';
const SCRIPT = 'export default 1;';
const WASM = '\0asm and more';
const DATA = 'digits';

const markOf = (text: string) => createHash('sha256').update(text).digest().subarray(0, 12).toString('base64');
const manifest = {
  version: 'v1',
  site: {
    'index.html': './assets/index-1.js',
    'assets/index-1.js': markOf(SCRIPT),
    'assets/core-1.wasm': markOf(WASM),
  },
  later: { 'data/mnist/train-0.bin': markOf(DATA) },
};

/** What a host has, by path; a string is answered with 200, a function answers as it likes. */
type Files = Record<string, string | (() => Response | Promise<Response>)>;
const good: Files = {
  'index.html': PAGE,
  'assets/index-1.js': SCRIPT,
  'assets/core-1.wasm': WASM,
  'data/mnist/train-0.bin': DATA,
};
const typeOf = (file: string) => (file.endsWith('.html') ? 'text/html; charset=utf-8' : 'application/octet-stream');
const answer = (text: string, type: string) => new Response(text, { headers: { 'content-type': type } });
/** What a host of single-page sites answers for whatever is missing. */
const first = () => answer(PAGE, 'text/html');
const never = () => new Promise<never>(() => {});

let host: Files;
let asked: string[];
const ask = async (input: RequestInfo | URL): Promise<Response> => {
  const file = (input instanceof Request ? input.url : String(input)).slice(HERE.length) || 'index.html';
  asked.push(file);
  const body = host[file];
  if (body === undefined) return new Response('', { status: 404 });
  return typeof body === 'string' ? answer(body, typeOf(file)) : body();
};

let stores: Map<string, Map<string, Response>>;
/** Cache Storage; `refused` names what it rejects, `'all'` everything. */
function storage(refused: string[] = []): CacheStorage {
  /** What does something, unless that is refused. */
  const unless =
    <A extends unknown[], R>(name: string, does: (...args: A) => R) =>
    async (...args: A): Promise<R> => {
      if (refused.includes(name) || refused.includes('all')) throw new DOMException('no', 'QuotaExceededError');
      return does(...args);
    };
  const cache = (store: Map<string, Response>) => ({
    match: unless('match', (url: string) => store.get(url)?.clone()),
    put: unless('put', (url: string, response: Response) => void store.set(url, response)),
    delete: unless('delete', (url: string) => store.delete(url)),
    keys: unless('keys', () => [...store.keys()].map((url) => ({ url }))),
  });
  return {
    has: unless('has', (name: string) => stores.has(name)),
    open: unless('open', (name: string) => {
      if (!stores.has(name)) stores.set(name, new Map());
      return cache(stores.get(name)!);
    }),
    keys: unless('keys', () => [...stores.keys()]),
    delete: unless('delete', (name: string) => stores.delete(name)),
  } as unknown as CacheStorage;
}

let keeper: Keeper;
let later: Promise<unknown>[];
/** What a visit is answered; null: no more than the browser makes of a failing network. */
async function visit(file: string): Promise<string | null> {
  const request = new Request(HERE + file);
  const found = keeper.fileOf(new URL(request.url));
  if (found === null) throw new Error(`${file} is left to the browser`);
  return keeper
    .answer(request, found, (work) => later.push(work.catch(() => {})))
    .then(
      async (response) => {
        const text = await response.text();
        await Promise.all(later);
        return text;
      },
      () => null,
    );
}
const kept = () => [...stores.values()].flatMap((store) => [...store.keys()].map((url) => url.slice(HERE.length)));
const put = (name: string, file: string, response: Response) => {
  const cache = `sidestep /sidestep/ ${name}`;
  stores.set(cache, (stores.get(cache) ?? new Map()).set(HERE + file, response));
};

beforeEach(() => {
  [host, asked, stores, later] = [{ ...good }, [], new Map(), []];
  vi.stubGlobal('fetch', ask);
  vi.stubGlobal('caches', storage());
  keeper = new Keeper(manifest, new URL(HERE));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('answers from what it has kept when there is no network', async () => {
  await keeper.install();
  expect(await visit('data/mnist/train-0.bin')).toBe(DATA); // kept now that it was asked for
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  expect(await visit('')).toBe(PAGE);
  expect(await visit('index')).toBe(PAGE);
  expect(await visit('assets/core-1.wasm')).toBe(WASM);
  expect(await visit('data/mnist/train-0.bin')).toBe(DATA);
});

it('kept the first page of a single-page host as module, script and data for good', async () => {
  for (const file of ['assets/core-1.wasm', 'assets/index-1.js']) {
    host = { ...good, [file]: first };
    await expect(keeper.install()).rejects.toThrow('page');
    expect(kept()).toEqual([]);
  }
  host = { 'index.html': PAGE, 'assets/core-1.wasm': first, 'data/mnist/train-0.bin': first };
  expect(await visit('assets/core-1.wasm')).toBe(PAGE); // the page sees what the host said
  expect(await visit('data/mnist/train-0.bin')).toBe(PAGE);
  expect(kept()).toEqual([]);
  host = { ...good };
  expect(await visit('assets/core-1.wasm')).toBe(WASM);
  expect(await visit('data/mnist/train-0.bin')).toBe(DATA);
});

it.each<[string, string, () => Response]>([
  ['a sign-in page of a hotel', 'index.html', () => answer('<!doctype html>Welcome! Room number?', 'text/html')],
  ['half a module', 'assets/core-1.wasm', () => answer(WASM.slice(0, 5), 'application/wasm')],
  ['a page that says it is a module', 'assets/core-1.wasm', () => answer(PAGE, 'application/wasm')],
  ['another version', 'assets/index-1.js', () => answer('export default 2;', 'text/javascript')],
  ['nothing', 'assets/index-1.js', () => answer('', 'text/javascript')],
  ['a part of one', 'assets/core-1.wasm', () => new Response(WASM, { status: 206 })],
])('installed %s', async (_what, file, body) => {
  host[file] = body;
  await expect(keeper.install()).rejects.toThrow();
  expect(kept()).toEqual([]);
});

it('keeps pages to which a host adds', async () => {
  host['index.html'] = () => answer(`${PAGE}<script src="https://host.example/count.js"></script>`, 'text/html');
  await keeper.install();
  expect(kept()).toContain('index.html');
});

it('kept data of other content under the same name', async () => {
  host['data/mnist/train-0.bin'] = 'others';
  expect(await visit('data/mnist/train-0.bin')).toBe('others');
  expect(kept()).toEqual([]);
});

it('took data of the version before for its own', async () => {
  await visit('data/mnist/train-0.bin');
  host['data/mnist/train-0.bin'] = 'repacked';
  const next = { ...manifest, later: { 'data/mnist/train-0.bin': markOf('repacked') } };
  keeper = new Keeper(next, new URL(HERE));
  expect(await visit('data/mnist/train-0.bin')).toBe('repacked');
  await keeper.mend();
  expect(kept().filter((file) => file.startsWith('data/'))).toHaveLength(1);
});

it('a store that older versions had spoilt stayed spoilt', async () => {
  put('v0', 'assets/core-1.wasm', first());
  put('v0', 'assets/gone-0.js', first());
  put('v1', 'assets/core-1.wasm', first());
  expect(await visit('assets/core-1.wasm')).toBe(WASM);
  host['assets/gone-0.js'] = SCRIPT;
  expect(await visit('assets/gone-0.js')).toBe(SCRIPT);
});

it('what only its bytes show to be spoilt, or is missing, is brought anew after the visit', async () => {
  await keeper.install();
  await visit('data/mnist/train-0.bin');
  for (const store of stores.values())
    for (const url of store.keys()) if (!url.endsWith('.html')) store.set(url, answer('rotten', 'application/wasm'));
  stores.get('sidestep /sidestep/ v1')!.delete(`${HERE}index.html`);
  expect(await visit('assets/core-1.wasm')).toBe('rotten');
  await keeper.mend();
  for (const file of ['assets/core-1.wasm', 'data/mnist/train-0.bin', ''])
    expect(await visit(file)).toBe(good[file || 'index.html']);
  expect(kept()).toContain('index.html');
});

it.each([['all'], ['open'], ['match'], ['put'], ['keys'], ['delete']])(
  'storage that rejects (%s) ended visits of a site that was there',
  async (what) => {
    put('v1', 'assets/core-1.wasm', first()); // something to give up
    vi.stubGlobal('caches', storage([what]));
    for (const file of ['', 'assets/core-1.wasm', 'assets/index-1.js', 'data/mnist/train-0.bin'])
      expect(await visit(file)).toBe(good[file || 'index.html']);
    await keeper.mend();
  },
);

/** Lets promises settle while the clock stands at each second. */
async function seconds(n: number): Promise<void> {
  for (let i = 0; i < n; i++) {
    await vi.advanceTimersByTimeAsync(1000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it('storage that never answers ended visits of a site that was there', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('caches', { ...storage(), open: never });
  const request = new Request(`${HERE}assets/index-1.js`);
  const response = keeper.answer(request, 'assets/index-1.js', () => {});
  await seconds(3);
  expect(await (await response).text()).toBe(SCRIPT);
});

it.each<[string, () => Response | Promise<Response>]>([
  ['that never answers', never],
  [
    'that stops on the way',
    () => new Response(new ReadableStream({ pull: never }), { headers: { 'content-type': 'text/html' } }),
  ],
  ['that is ill', () => new Response('overloaded', { status: 503 })],
])('a network %s left the stored page unread', async (_what, body) => {
  await keeper.install();
  host['index.html'] = body;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const page = visit('');
  await seconds(5);
  expect(await page).toBe(PAGE);
});

it('waits for a slow network where nothing is stored', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  host['index.html'] = () => new Promise((resolve) => setTimeout(() => resolve(first()), 60_000));
  const page = visit('');
  await seconds(61);
  expect(await page).toBe(PAGE);
});

it('passes on that a page is gone, and the redirection of a host that leaves out .html', async () => {
  await keeper.install();
  host['index.html'] = () => new Response('gone', { status: 404 });
  expect(await visit('')).toBe('gone');
  const sent = { type: 'opaqueredirect', status: 0 } as Response;
  host['index.html'] = () => sent;
  expect(await keeper.answer(new Request(HERE), 'index.html', () => {})).toBe(sent);
});

it('a file of the installation that never comes kept the service worker from ever trying again', async () => {
  host['assets/core-1.wasm'] = never;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const installed = keeper.install().catch((error: Error) => error.message);
  await seconds(20);
  expect(await installed).toContain('nothing has come');
});

it('gives up versions before the last one, and no other copy of the site', async () => {
  for (const name of ['v-1', 'v0', 'v1', 'data']) put(name, 'assets/index-1.js', answer(SCRIPT, 'text/javascript'));
  stores.set('sidestep /other/ v1', new Map());
  await keeper.tidy();
  expect([...stores.keys()]).toEqual([
    'sidestep /sidestep/ v0',
    'sidestep /sidestep/ v1',
    'sidestep /sidestep/ data',
    'sidestep /other/ v1',
  ]);
});
