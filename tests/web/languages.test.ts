import { readdirSync, readFileSync } from 'node:fs';
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

const folder = new URL('../../web/locales/', import.meta.url);
const strings = (file: string): Record<string, string> => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

test('both languages have the same strings, none empty, each in one file', () => {
  const sections = readdirSync(folder).filter((file) => /^(?!reasons).*\ben\.json$/.test(file));
  expect(sections.length).toBeGreaterThan(2);
  const values = (text: string): string => [...text.matchAll(/\{\w+\}/g)].map(String).sort().join();
  for (const file of sections) {
    const [en, zh] = [strings(file), strings(file.replace(/en\.json$/, 'zh.json'))];
    expect(Object.keys(zh)).toEqual(Object.keys(en));
    for (const text of [...Object.values(en), ...Object.values(zh)]) expect(text).not.toBe('');
    for (const key of Object.keys(en)) expect(values(zh[key]!), key).toBe(values(en[key]!));
  }
  const keys = sections.flatMap((file) => Object.keys(strings(file)));
  expect(new Set(keys).size).toBe(keys.length);
});
