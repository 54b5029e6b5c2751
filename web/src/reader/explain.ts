import url from 'virtual:notes';
import type { Catalog, Text } from '../core/catalog.ts';
import { merge } from '../core/merge.ts';
import { once } from '../core/once.ts';
import { locale } from '../toolkit/i18n.ts';
import { addFormulas } from '../toolkit/math.ts';

const explained = new WeakSet<Catalog>();
const load = once<{ rest: object; texts: (Text | string)[]; formulas: [number, string][] }>(url);

/** Brings what explains the catalog: descriptions, citations, formulas. */
export async function explainCatalog(catalog: Catalog): Promise<void> {
  const { rest, texts, formulas } = await load();
  if (explained.has(catalog)) return; // another element of the article brought it
  explained.add(catalog);
  merge(catalog, rest, texts);
  addFormulas(formulas.map(([text, mathml]) => [texts[text] as string, mathml]));
  locale.renew();
}
