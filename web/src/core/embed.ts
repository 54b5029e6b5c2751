import { MAX_LINK } from './link.ts';
import { repaired } from './link-repair.ts';

/** What an embedded race is told beside its config, in the query or among the link's parts; the rest is the link. */
export const EMBED_KEYS = ['view', 'controls', 'lang', 'autoplay', 'theme'] as const;
export type EmbedOptions = Partial<Record<(typeof EMBED_KEYS)[number], string>>;

/** Whether something said from outside is a race: a config, its JSON, or a link that names at least one of its parts. */
export function isRace(said: unknown): boolean {
  if (typeof said !== 'string') return typeof said === 'object' && said !== null && !Array.isArray(said);
  if (!said.trim().startsWith('{')) return said.length <= MAX_LINK && /(^|&)[vpo]=/.test(repaired(said));
  try {
    return isRace(JSON.parse(said.trim()));
  } catch {
    return false;
  }
}

/** Takes the options out of an address's query and hash; the hash wins. Never throws. */
export function readEmbed(search: string, hash: string): { link: string; options: EmbedOptions } {
  const parts = repaired(hash).split('&');
  const isOption = (part: string): boolean => EMBED_KEYS.some((key) => part === key || part.startsWith(`${key}=`));
  const given = [new URLSearchParams(search), new URLSearchParams(parts.filter(isOption).join('&'))];
  const options: EmbedOptions = {};
  for (const params of given) for (const key of EMBED_KEYS) options[key] = params.get(key) ?? options[key];
  return { link: `#${parts.filter((part) => !isOption(part)).join('&')}`, options };
}
