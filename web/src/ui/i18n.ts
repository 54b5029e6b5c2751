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

  get tag(): string {
    return languages.find(({ id }) => id === this.#lang)!.tag;
  }

  set(lang: Lang): void {
    if (lang === this.#lang) return;
    this.#lang = lang;
    this.emit('change', lang);
  }
}

export const locale = new Locale();

/** A string of the page in the current language; `{name}` stands for a value. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return strings[locale.lang][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A text of the catalog in the current language. */
export const said = (text: Text): string => text[locale.lang];
