import { catalog } from '../core/catalog-data.ts';
import { type Config, normalize } from '../core/config.ts';
import { SidestepError } from '../core/failure.ts';
import { formatLink, parseLink } from '../core/link.ts';
import { isHarmless } from '../core/notices.ts';
import type { RaceInput } from './types.ts';

/** What is wrong with what the interface was given. */
export const fail = (code: string, at: string, message: string): SidestepError =>
  new SidestepError({ code, at, message });

/**
 * The whole config of a link or of a partial config.
 * @throws SidestepError that names the first wrong field.
 */
export function config(input: RaceInput): Config {
  const { config, notices } = typeof input === 'string' ? parseLink(input, catalog) : normalize(input, catalog);
  const wrong = notices.find((notice) => !isHarmless(notice));
  if (wrong) throw new SidestepError(wrong);
  if (!config) throw fail('usage', 'link', 'is empty');
  return config;
}

/** The link of a config, from its `#` on; with a checksum it can be verified. */
export const link = (input: RaceInput, checksum?: string): string => formatLink(config(input), catalog, checksum);
