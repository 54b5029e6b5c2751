// What readers see of lessons: cards that stand alone, Chinese as it is set, English that is plain.
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import conventions from '../../web/conventions.json';
import pathJson from '../../web/path.json';
import type { Text } from '../../web/src/core/catalog.ts';
import { type Preset, SECTIONS } from '../../web/src/core/preset.ts';
import { blurb } from '../../web/src/pages/gallery-blurb.ts';
import { loadLanguage, locale } from '../../web/src/toolkit/i18n.ts';
import { numbersOf, unfounded } from './support/prose.ts';

const folder = new URL('../../web/presets/', import.meta.url);
const presets = readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Preset);
const langs = ['en', 'zh'] as const;

/** Every text of these files in two languages, with the place where it stands. */
function textsIn(value: unknown, at: string): [string, Text][] {
  if (typeof value !== 'object' || value === null) return [];
  const text = value as Text;
  if (typeof text.en === 'string' && typeof text.zh === 'string') return [[at, text]];
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, `${at}.${key}`));
}
const texts = [
  ...presets.flatMap((preset) => textsIn(preset, preset.id)),
  ...textsIn(pathJson, 'path'),
  ...textsIn(conventions, 'conventions'),
  ...textsIn(SECTIONS, 'sections'),
];

/** Words of the texts that are read otherwise by people: who does what a rule does, and how nobody writes today. */
const quaint =
  /\b(nobody|everybody|for ever|learnt|upon|by heart|notices?|others have it|comes? to rest|on its way|flung|lively|forgets?|forgotten)\b/i;
const twins = /校正|正确率|载入|步幅|步伐|逆时间|反比时间|谁也|印着|印法|瞎猜|背下|还在路上/;
const faults: Record<(typeof langs)[number], [RegExp, string][]> = {
  en: [
    [quaint, 'a word that is quaint, or of persons'],
    [/\p{Script=Han}/u, 'Chinese'],
    [
      /(?<![\d.,])\d{5,}(?!\.bin)|(?<!\d)\d,\d{3}(?!,)|\d %|\de-\d|·10|(?<![\w.])0\.000\d/,
      'a number that is not written as on the page',
    ],
    [/\w'\w|\w"|"\w/, 'a straight quotation mark'],
  ],
  zh: [
    [twins, 'a word that the glossary has not'],
    [/\p{Script=Han}[a-z\dα-ω]|[a-z\dα-ω%]\p{Script=Han}(?<!%\p{Script=Han})/iu, 'no space beside Latin'],
    [/\p{Script=Han}[,;:?!]|\p{Script=Han}\.(?!\w)|[,;:] ?\p{Script=Han}/u, 'half-width punctuation'],
    [
      /[，。；：、？！] | [，。；：、？！（）]|（ |[”）] (?=\p{Script=Han})|\p{Script=Han} [“（]/u,
      'a space beside full-width punctuation',
    ],
    [
      /(?<![\d.,])\d{5,}|(?<!\d)\d,\d{3}(?!,)|\d %|\de-\d|·10|(?<![\w.])0\.000\d/,
      'a number that is not written as on the page',
    ],
  ],
};
/** Programs, file names and what a tutorial prints are what they are. */
const plain = (text: string): string => text.replace(/\w+\([^()]*\)|data_batch_1\.bin|0\.0007/g, 'f');
const wrong = (at: string, text: Text): string[] =>
  langs.flatMap((lang) =>
    faults[lang].flatMap(([what, fault]) => {
      const found = what.exec(plain(text[lang]));
      return found
        ? [`${at} (${lang}): ${fault}: ${plain(text[lang]).slice(Math.max(0, found.index - 12), found.index + 16)}`]
        : [];
    }),
  );

beforeAll(async () => {
  for (const lang of langs) await loadLanguage(lang);
});

describe('texts of lessons', () => {
  it('are plain, and set as each language is', () => {
    expect(texts.length).toBeGreaterThan(400);
    expect(texts.flatMap(([at, text]) => wrong(at, text))).toEqual([]);
  });

  it('would be seen to be otherwise', () => {
    const fault = (en: string, zh: string) => wrong('x', { en, zh }).length;
    expect(fault('A rule notices it.', '偏差校正。')).toBe(2);
    expect(fault('It takes 2,226 steps.', '要 2,226 步。')).toBe(2);
    expect(fault("Keras's rate is 1e-7.", '学习率为1e-7, 很小。')).toBe(5);
    expect(fault('It needs 20,000 steps at 10⁻⁷, 96.5%.', '学习率 10⁻⁷ 时要 20,000 步，占 96.5%。')).toBe(0);
  });

  it('name other lessons by the names that these have', () => {
    for (const lang of langs) {
      const named =
        lang === 'en' ? /lessons? ((?:“[^”]+”(?: and )?)+)/g : /((?:“[^”]+”(?:与)?)+)(?:两个)?示例|示例((?:“[^”]+”)+)/g;
      const known = presets.map(({ name }) => name[lang]);
      const found = presets.flatMap(({ lesson }) =>
        [...lesson[lang].matchAll(named)].flatMap(([, a, b]) =>
          [...(a ?? b)!.matchAll(/“([^”]+)”/g)].map(([, name]) => name!),
        ),
      );
      expect(found.length, lang).toBeGreaterThan(3);
      expect(found.filter((name) => !known.includes(name))).toEqual([]);
    }
  });
});

describe('a card', () => {
  it.each(langs)('says a sentence of its own that needs no neighbour, in %s', async (lang) => {
    await locale.set(lang);
    const names = presets.map(({ name }) => name[lang]);
    const blurbs = presets.map(blurb);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(blurbs).size).toBe(blurbs.length);
    const odd = presets.flatMap(({ id, name }, i) => {
      const text = blurbs[i]!;
      const bare = text.replace(/[.。]$/, '').toLowerCase();
      const repeats = name[lang].toLowerCase().includes(bare) || bare === name[lang].toLowerCase();
      const short = text.length < (lang === 'en' ? 40 : 14) || text.length > (lang === 'en' ? 210 : 100);
      const leans =
        lang === 'en'
          ? /^(The same|Another|Again|It |They |This |These |Here)|\b(lesson above|before this|previous|next one|as before)\b/
          : /^(同样|同一|仍|又|它|这|上例|前例)|前一例|上一例|下一个示例/;
      const ends = lang === 'en' ? /^[“A-Z½√ηεβρλ].*[.?]$/ : /[。？]$/;
      return repeats || short || leans.test(text) || !ends.test(text) ? [`${id}: ${text}`] : [];
    });
    expect(odd).toEqual([]);
  });
});

it.each(langs)('an article’s figures are those of its races, with a link to each, in %s', (lang) => {
  const article = readFileSync(new URL(`../../docs/examples/ravine.${lang}.html`, import.meta.url), 'utf8');
  const figures = [...article.matchAll(/<figure>.*?<\/figure>/gs)].map(([figure]) => figure);
  expect(figures).toHaveLength(3);
  for (const figure of figures) {
    expect(figure).toMatch(/<a href="\.\.\/(\?(lang=zh&amp;)?race=|#v=1)/);
    const id = /preset="([^"]+)"/.exec(figure)?.[1];
    const caption = /<figcaption>(.*?)<a /s.exec(figure)![1]!;
    const preset = presets.find((one) => one.id === id);
    // "About a seventh", and the angle of its name.
    expect(unfounded(caption, [...numbersOf(preset?.claims ?? []), 45])).toEqual([]);
    if (id === 'ravine-100') expect(caption).toMatch(/559.*81.*(a seventh|七分之一)/);
  }
});
