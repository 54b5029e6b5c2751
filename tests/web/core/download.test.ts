import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { download } from '../../../web/src/core/download.ts';
import { within } from '../../../web/src/core/limit.ts';
import { LazyModules, lazyModule } from '../../../web/src/toolkit/lazy-modules.ts';

const never = () => new Promise<never>(() => {});
const answer =
  (body: BodyInit, type = 'application/octet-stream') =>
  async () =>
    new Response(body, { headers: { 'content-type': type } });
const reasonOf = (coming: Promise<unknown>) =>
  coming.then(
    () => 'came',
    (error: Error) => error.message,
  );

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A body of so many bytes, one in each so many seconds; -1 for one that then stops for ever. */
const dribble = (bytes: number, seconds: number, stops = false) =>
  new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      if (bytes-- > 0) controller.enqueue(Uint8Array.of(bytes));
      else if (stops) await never();
      else controller.close();
    },
  });

async function seconds(n: number): Promise<void> {
  for (let i = 0; i < n; i++) {
    await vi.advanceTimersByTimeAsync(1000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it('an answer that never comes, or stops on the way, was waited for without end', async () => {
  vi.stubGlobal('fetch', never); // one that does not even hear that it is given up
  const first = reasonOf(download('a.bin'));
  await seconds(16);
  expect(await first).toBe('nothing has come for 15 seconds');
  vi.stubGlobal('fetch', answer(dribble(3, 1, true)));
  const second = reasonOf(download('a.bin'));
  await seconds(25);
  expect(await second).toBe('nothing has come for 15 seconds');
});

it('a slow download goes on as long as it moves, and so does one that waits behind it', async () => {
  vi.stubGlobal('fetch', answer(dribble(20, 10)));
  const slow = download('slow.bin');
  vi.stubGlobal('fetch', () => new Promise((resolve) => setTimeout(() => resolve(new Response('b')), 150_000)));
  const queued = download('queued.bin');
  await seconds(215);
  expect([(await slow).length, (await queued).length]).toEqual([20, 1]);
});

it('a server is told that nobody waits any more', async () => {
  let told: AbortSignal | undefined;
  vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
    told = init.signal!;
    return never();
  });
  const coming = reasonOf(download('a.bin'));
  await seconds(16);
  await coming;
  expect(told?.aborted).toBe(true);
});

it('a page in place of a file was taken for the file', async () => {
  vi.stubGlobal('fetch', answer('<!doctype html>', 'text/html; charset=utf-8'));
  expect(await reasonOf(download('a.json'))).toBe('the server answered with a page instead');
  expect((await download('a.html', { page: true })).length).toBe(15);
});

it('a part of the page that does not come is named, and is there when it comes after all', async () => {
  let changes = 0;
  let come!: () => void;
  const modules = new LazyModules(() => changes++);
  const load = lazyModule('own.title', () => new Promise<void>((resolve) => (come = resolve)));
  const reasons = () => modules.troubles.map(({ error }) => error.message);
  const brought = modules.bring(load);
  await seconds(16);
  expect([await brought, reasons(), modules.late]).toEqual([false, ['nothing has come for 15 seconds'], true]);
  come();
  await seconds(1);
  expect([reasons(), modules.late, changes]).toEqual([[], false, 2]);
});

it('what comes in time is not disturbed', async () => {
  expect(await within(Promise.resolve(1))).toBe(1);
  expect(await reasonOf(within(Promise.reject(new Error('gone'))))).toBe('gone');
  expect(vi.getTimerCount()).toBe(0);
});

it('a page that the browser had kept in place of a file hid the file for as long as it was kept', async () => {
  const modes: (string | undefined)[] = [];
  vi.stubGlobal('fetch', async (_url: string, { cache }: RequestInit) => {
    modes.push(cache);
    return cache === 'reload' ? new Response('file') : answer('<!doctype html>', 'text/html')();
  });
  expect((await download('kept.bin')).length).toBe(4);
  expect(modes).toEqual([undefined, 'reload']);
});

it('another try asked the browser for the answer that never comes', async () => {
  vi.stubGlobal('fetch', never);
  const first = reasonOf(download('again.bin'));
  await seconds(16);
  await first;
  const asked = vi.fn(async (_url: string, _init: RequestInit) => new Response('file'));
  vi.stubGlobal('fetch', asked);
  await download('again.bin');
  await download('again.bin');
  expect(asked.mock.calls.map(([, { cache }]) => cache)).toEqual(['reload', undefined]);
});
