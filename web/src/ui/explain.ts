import type { Catalog } from '../core/catalog.ts';
import { merge } from '../core/merge.ts';
import { locale } from './i18n.ts';
import { learn } from './math.ts';

let coming: Promise<void> | null = null;

/** Brings what explains the catalog: descriptions, citations, formulas. After a failure the next call tries again. */
export function explainCatalog(catalog: Catalog): Promise<void> {
  coming ??= import('virtual:notes').then(
    ({ default: { rest, formulas } }) => {
      merge(catalog, rest);
      learn(formulas);
      locale.renew();
    },
    (error) => {
      coming = null;
      throw error;
    },
  );
  return coming;
}
