import json from '#catalog';
import type { Catalog } from './catalog.ts';

/** What the core registered, as tools/catalog.mjs wrote it: no other file reads the JSON. */
export const catalog = json as unknown as Catalog;
