import url from 'virtual:notes';
import type { Catalog } from '../core/catalog.ts';
import { merge } from '../core/merge.ts';
import { once } from '../core/once.ts';
import { locale } from '../toolkit/i18n.ts';
import { addFormulas } from '../toolkit/math.ts';

const explained = new WeakSet<Catalog>();
const load = once<{ rest: object; formulas: [string, string][] }>(url);

/** Brings what explains the catalog: descriptions, citations, formulas. */
export async function explainCatalog(catalog: Catalog): Promise<void> {
  const { rest, formulas } = await load();
  if (explained.has(catalog)) return; // another element of the article brought it
  explained.add(catalog);
  merge(catalog, rest);
  addFormulas(formulas);
  locale.renew();
}
