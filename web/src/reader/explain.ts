import url from 'virtual:notes';
import en from 'virtual:notes-en';
import zh from 'virtual:notes-zh';
import type { Catalog, Text } from '../core/catalog.ts';
import { merge } from '../core/merge.ts';
import { once } from '../core/once.ts';
import { named } from '../core/trouble.ts';
import { type Lang, loadEach, locale } from '../toolkit/i18n.ts';
import { addFormulas } from '../toolkit/math.ts';
import { tell } from './tell.ts';

const explained = new WeakSet<Catalog>();
const load = once<{ rest: object; formulas: [tex: string, mathml: string][] }>('notes.txt', url);
const words = { en: once<string[]>('notes-en.txt', en), zh: once<string[]>('notes-zh.txt', zh) };
/** What explains, in the languages that it has come in. */
const texts: Partial<Text>[] = [];

const say = async (lang: Lang): Promise<void> => tell(texts, lang, await named('language', words[lang]()));

/** Brings what explains the catalog: descriptions, citations, formulas. */
export async function explainCatalog(catalog: Catalog): Promise<void> {
  const [{ rest, formulas }] = await Promise.all([load(), loadEach(say)]);
  if (explained.has(catalog)) return; // another element of the article brought it
  explained.add(catalog);
  merge(catalog, rest, [...formulas.map(([tex]) => tex), ...texts]);
  addFormulas(formulas);
  locale.renew();
}
