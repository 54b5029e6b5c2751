import { afterEach, expect, it, vi } from 'vitest';
import { once } from '../../../web/src/core/once.ts';

afterEach(() => vi.unstubAllGlobals());

it('fetches once, and again after a failure', async () => {
  const fetch = vi
    .fn()
    .mockResolvedValueOnce(new Response('', { status: 503 }))
    .mockRejectedValueOnce(new TypeError('no network'))
    .mockImplementation(async () => new Response('[1]'));
  vi.stubGlobal('fetch', fetch);
  const load = once<number[]>('a.txt', 'https://example.org/a.json');
  await expect(load()).rejects.toThrow('503');
  await expect(load()).rejects.toThrow('no network');
  const [first, second] = await Promise.all([load(), load()]);
  expect(first).toEqual([1]);
  expect(second).toBe(first);
  expect(fetch).toHaveBeenCalledTimes(3);
});
