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

it("a page in place of a file was 'Unexpected token <', and so was any other text", async () => {
  vi.stubGlobal('fetch', async () => new Response('<!doctype html><p>An app</p>'));
  await expect(once('presets.txt', 'https://a.example/b/presets.json')()).rejects.toThrow(
    'presets.json cannot be loaded: the server answered with a page instead',
  );
  vi.stubGlobal('fetch', async () => new Response('<?xml version="1.0"?><Error/>'));
  await expect(once('notes.txt', 'https://a.example/notes.json')()).rejects.toThrow(
    'notes.json cannot be loaded: it is not JSON',
  );
});
