import en from '../../locales/en.json';
import zh from '../../locales/zh.json';
import type { Text } from '../core/catalog.ts';
import { Emitter } from './emitter.ts';

export type Key = keyof typeof en;
export type Lang = keyof Text;

const strings: Record<Lang, Record<Key, string>> = { en, zh };
export const languages: readonly { id: Lang; label: string; tag: string }[] = [
  { id: 'en', label: 'English', tag: 'en' },
  { id: 'zh', label: '简体中文', tag: 'zh-Hans' },
];

export const isLang = (value: unknown): value is Lang => languages.some(({ id }) => id === value);

/** The first language of the browser's list that we speak. */
export const preferredLang = (wanted: readonly string[]): Lang =>
  wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLang) ?? 'en';

class Locale extends Emitter<{ change: Lang }> {
  #lang: Lang = 'en';

  get lang(): Lang {
    return this.#lang;
  }

  set(lang: Lang): void {
    if (lang === this.#lang) return;
    this.#lang = lang;
    this.emit('change', lang);
  }
}

/** The page's language; `change` tells every piece to say itself anew. */
export const locale = new Locale();

let spoken: Lang | undefined;
/** The language of who is speaking: the page's, unless it is a race of its own. */
export const lang = (): Lang => spoken ?? locale.lang;

/** The language of the place where an element stands: each race of an article may have its own. */
export function langAt(element: Element): Lang {
  const asked = element.closest<HTMLElement>('[lang]')?.lang.slice(0, 2).toLowerCase();
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
export const tag = (): string => languages.find(({ id }) => id === lang())!.tag;

/** A string of the page in the language that is spoken; `{name}` stands for a value. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return strings[lang()][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A text of the catalog in the language that is spoken. */
export const said = (text: Text): string => text[lang()];
