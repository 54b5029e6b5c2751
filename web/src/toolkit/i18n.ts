import type code from '../../locales/code.en.json';
import type en from '../../locales/en.json';
import type experiment from '../../locales/experiment.en.json';
import type later from '../../locales/later.en.json';
import type network from '../../locales/network.en.json';
import type notices from '../../locales/notices.en.json';
import type report from '../../locales/report.en.json';
import type step from '../../locales/step.en.json';
import type { Text } from '../core/catalog.ts';
import { PATIENCE, within } from '../core/limit.ts';
import { named } from '../core/trouble.ts';
import { Emitter } from './emitter.ts';
import { fill } from './fill.ts';

export type Key =
  | keyof typeof en
  | keyof typeof later
  | keyof typeof experiment
  | keyof typeof network
  | keyof typeof notices
  | keyof typeof report
  | keyof typeof step
  | keyof typeof code;
export type Lang = keyof Text;

type Strings = Partial<Record<Key, string>>;
/** Brings what is said somewhere, in one language. */
type Load = (lang: Lang) => Promise<void>;

const strings: Partial<Record<Lang, Strings>> = {};
/** The languages that all has come in that is wanted. */
const loaded = new Set<Lang>();

type Source<T> = () => Promise<{ default: T }>;
/** What one language says, the other one says as well. */
export function both<T extends Strings>(en: Source<T>, zh: Source<T>): Load {
  const sources = { en, zh };
  return async (lang) => {
    const { default: more } = await named('language', sources[lang]());
    strings[lang] = { ...strings[lang], ...more };
  };
}

/** A reader needs one language, and few readers all its words: what is not needed is not loaded. */
const sources = {
  page: both(
    () => import('../../locales/en.json'),
    () => import('../../locales/zh.json'),
  ),
  /** Of dialogs, and of what is said of a lane that is opened or has run. */
  later: both(
    () => import('../../locales/later.en.json'),
    () => import('../../locales/later.zh.json'),
  ),
  experiment: both(
    () => import('../../locales/experiment.en.json'),
    () => import('../../locales/experiment.zh.json'),
  ),
  networks: both(
    () => import('../../locales/network.en.json'),
    () => import('../../locales/network.zh.json'),
  ),
  /** Where something is wrong. */
  notices: both(
    () => import('../../locales/notices.en.json'),
    () => import('../../locales/notices.zh.json'),
  ),
  step: both(
    () => import('../../locales/step.en.json'),
    () => import('../../locales/step.zh.json'),
  ),
};
export type Words = keyof typeof sources;

/** What every language is loaded with, and what of it has been asked for. */
const wanted = new Map<Load, Map<Lang, Promise<void>>>([[sources.page, new Map()]]);

function loadOnce(load: Load, lang: Lang): Promise<void> {
  const its = wanted.get(load)!;
  const coming = its.get(lang) ?? load(lang);
  its.set(lang, coming);
  coming.catch(() => its.delete(lang)); // another try may do better
  return coming;
}

/** Loads what is said somewhere in the languages that have come, and from now on with every other one. */
export async function loadEach(load: Load): Promise<void> {
  if (!wanted.has(load)) wanted.set(load, new Map());
  await Promise.all([...loaded].map((lang) => loadOnce(load, lang)));
}

/** Loads words that only some readers need, so. */
export const loadWords = (words: Words): Promise<void> => loadEach(sources[words]);

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

/** Loads all that is said in a language. */
export async function loadLanguage(lang: Lang): Promise<void> {
  let n = 0;
  while (n < wanted.size) {
    n = wanted.size; // more may be wanted when these have come
    await Promise.all([...wanted.keys()].map((load) => loadOnce(load, lang)));
  }
  loaded.add(lang);
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
export const t = (key: Key, values: Readonly<Record<string, string | number>> = {}): string =>
  fill(strings[lang()]?.[key] ?? key, values);

/** Things one after another: `a, b`. */
export const listed = (things: readonly string[]): string => things.filter(Boolean).join(t('text.comma'));

/** Things as a part of a sentence: `a, b and c`. */
export function enumerated(things: readonly string[]): string {
  const [last = '', before] = [things.at(-1), things.slice(0, -1)];
  return before.length > 0 ? t('summary.and', { a: listed(before), b: last }) : last;
}

/** What stands between two sentences. */
export const between = (): string => t('text.sentences', { a: '', b: '' });

/** One sentence after another. */
export const sentences = (...all: readonly string[]): string => all.filter(Boolean).join(between());

/** A thing and what is said of it: `a: b`. */
export const labelled = (label: string, said: string): string => t('text.colon', { label, said });

/** A text of the catalog in the language that is spoken; nothing while it has not come. */
export const said = (text: Text | undefined): string => text?.[lang()] ?? '';
