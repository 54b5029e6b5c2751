import first from '../../first.json';
import { catalog } from '../core/catalog-data.ts';
import { type Config, normalize } from '../core/config.ts';

/** What the page opens with: the first problem as it begins (reader/begin.ts), which comes later. */
export const firstRace = (): Config => normalize(first, catalog).config;
