import { afterEach, expect, it, vi } from 'vitest';
import { notLoaded } from '../../../web/src/core/download.ts';
import { Trouble } from '../../../web/src/core/trouble.ts';
import { plainly } from '../../../web/src/core/unreached.ts';

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['Failed to fetch dynamically imported module: https://a.example/b/assets/zh-Ab1_-.js'],
  ['error loading dynamically imported module: https://a.example/b/assets/zh-Ab1_-.js?t=1'],
])('a script that did not come is named without its address: %s', (message) => {
  expect(plainly(message)).toBe(`${/zh-Ab1_-\.js/.exec(message)![0]} cannot be loaded: the server did not send it`);
});

it('says that there is no network, in both languages', () => {
  vi.stubGlobal('navigator', { onLine: false });
  for (const message of ['Failed to fetch', 'Load failed', 'NetworkError when attempting to fetch resource.'])
    expect(notLoaded('https://a.example/notes.json', new TypeError(message))).toBe(
      'notes.json cannot be loaded: there is no network',
    );
  const why = plainly('Failed to fetch dynamically imported module: https://a.example/zh.js');
  expect(new Trouble('language', why).in('zh')).toBe('界面文字无法加载：没有网络连接');
});

it('leaves other reasons as they are', () => {
  expect(plainly('the server answered 503')).toBe('the server answered 503');
});
