import { beforeEach, expect, test, vi } from 'vitest';

// What is loaded is a module's own: each test has another one.
let words: typeof import('../../web/src/toolkit/i18n.ts');
beforeEach(async () => {
  vi.resetModules();
  words = await import('../../web/src/toolkit/i18n.ts');
});

test('what is said somewhere comes in the languages that are spoken, and then with every other one, once', async () => {
  const load = vi.fn(async (_: string) => {});
  await words.loadLanguage('en');
  await words.loadEach(load);
  expect(load.mock.calls).toEqual([['en']]);
  await Promise.all([words.loadLanguage('zh'), words.loadEach(load), words.loadLanguage('zh')]);
  await words.loadLanguage('en');
  expect(load.mock.calls).toEqual([['en'], ['zh']]);
});

test('a language that was on its way lacked what was wanted meanwhile', async () => {
  const load = vi.fn(async (_: string) => {});
  await words.loadLanguage('en');
  const coming = words.loadLanguage('zh');
  await words.loadEach(load);
  await coming;
  expect(load.mock.calls).toEqual([['en'], ['zh']]);
});

test('a language that lacks something is not spoken, holds nothing up, and may be had later', async () => {
  let up = false;
  const load = async (lang: string) => {
    if (lang === 'zh' && !up) throw new Error('down');
  };
  await words.loadLanguage('en');
  await words.loadEach(load);
  await expect(words.locale.set('zh')).rejects.toThrow('down');
  expect(words.locale.lang).toBe('en');
  await words.loadWords('experiment'); // in English
  up = true;
  await words.locale.set('zh');
  expect(words.locale.lang).toBe('zh');
  await words.loadEach(load);
});
