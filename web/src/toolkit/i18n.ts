import type en from '../../locales/en.json';
import type { Text } from '../core/catalog.ts';
import { PATIENCE, within } from '../core/limit.ts';
import { named } from '../core/trouble.ts';
import { Emitter } from './emitter.ts';

export type Key = keyof typeof en;
export type Lang = keyof Text;

type Strings = Record<Key, string>;

const strings: Partial<Record<Lang, Strings>> = {};
/** A reader needs one language: the others are not loaded. */
const sources: Record<Lang, () => Promise<{ default: Strings }>> = {
  en: () => import('../../locales/en.json'),
  zh: () => import('../../locales/zh.json'),
};
export const languages: readonly { id: Lang; label: string; tag: string }[] = [
  { id: 'en', label: 'English', tag: 'en' },
  { id: 'zh', label: '简体中文', tag: 'zh-Hans' },
];

/** A language as browsers name it. */
export const tagOf = (lang: Lang): string => languages.find(({ id }) => id === lang)!.tag;

export const isLang = (value: unknown): value is Lang => languages.some(({ id }) => id === value);

/** The first language of the browser's list that we speak. */
export const preferredLang = (wanted: readonly string[]): Lang =>
  wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLang) ?? 'en';

/** Loads the strings of a language. */
export async function loadLanguage(lang: Lang): Promise<void> {
  strings[lang] ??= (await named('language', sources[lang]())).default;
}

/** Loads a language, or the other one where its strings cannot be had; resolves to which. */
export const loadOneLanguage = (wanted: Lang): Promise<Lang> =>
  within(loadLanguage(wanted), PATIENCE / 2).then(
    () => wanted,
    async () => {
      const other = languages.find(({ id }) => id !== wanted)!.id;
      await within(loadLanguage(other));
      return other;
    },
  );

class Locale extends Emitter<{ change: Lang }> {
  #lang: Lang = 'en';

  get lang(): Lang {
    return this.#lang;
  }

  #wanted: Lang | null = null;

  /** Speaks another language once its strings are there. Rejects when they cannot be had; then nothing changes. */
  async set(lang: Lang): Promise<void> {
    this.#wanted = lang;
    await loadLanguage(lang);
    if (lang === this.#lang || lang !== this.#wanted) return;
    this.#lang = lang;
    this.emit('change', lang);
  }

  /** Texts have come that were not there before: what shows them renders again. */
  renew(): void {
    this.emit('change', this.#lang);
  }
}

/** The page's language; `change` tells every piece to say itself anew. */
export const locale = new Locale();

let spoken: Lang | undefined;
/** The language of who is speaking: the page's, unless it is a race of its own. */
export const lang = (): Lang => spoken ?? locale.lang;

/** The language of the place where an element stands: each race of an article may have its own. The page's `lang` is also a translator's to change. */
export function langAt(element: Element): Lang {
  const asked = element.closest<HTMLElement>('.race[lang]')?.lang.slice(0, 2).toLowerCase();
  return isLang(asked) ? asked : locale.lang;
}

/** Lets `say` speak a language. Whatever is said is said at once, so that one variable does for all races of a page. */
export function speaking<T>(its: Lang, say: () => T): T {
  const before = spoken;
  spoken = its;
  try {
    return say();
  } finally {
    spoken = before;
  }
}

/** Whose language is spoken just now, as browsers name it. */
export const tag = (): string => tagOf(lang());

/** A string of the page in the language that is spoken; `{name}` stands for a value. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return (strings[lang()]?.[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A text of the catalog in the language that is spoken; nothing while it has not come. */
export const said = (text: Text | undefined): string => text?.[lang()] ?? '';
