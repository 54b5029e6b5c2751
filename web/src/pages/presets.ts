import catalogJson from '#catalog';
import first from '../../first.json';
import type { Catalog } from '../core/catalog.ts';
import { type Config, normalize } from '../core/config.ts';

/** What the page opens with: the first problem as it begins (reader/begin.ts), which comes later. */
export const firstRace = (): Config => normalize(first, catalogJson as unknown as Catalog).config;
