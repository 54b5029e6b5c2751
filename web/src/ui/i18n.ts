import type en from '../../locales/en.json';
import type { Text } from '../core/catalog.ts';
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

  #wanted: Lang | null = null;

  /** Speaks another language once its strings are there. Rejects when they cannot be had; then nothing changes. */
  async set(lang: Lang): Promise<void> {
    this.#wanted = lang;
    strings[lang] ??= (await sources[lang]()).default;
    if (lang === this.#lang || lang !== this.#wanted) return;
    this.#lang = lang;
    this.emit('change', lang);
  }

  /** Texts have come that were not there before: what shows them renders again. */
  renew(): void {
    this.emit('change', this.#lang);
  }
}

export const locale = new Locale();

/** A string of the page in the current language; `{name}` stands for a value. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return (strings[locale.lang]?.[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  );
}

/** A text of the catalog in the current language; nothing while it has not come. */
export const said = (text: Text | undefined): string => text?.[locale.lang] ?? '';
