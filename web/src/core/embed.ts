import { readJson } from './config-text.ts';
import { MAX_LINK } from './link.ts';
import { repaired } from './link-repair.ts';
import { VIEW_KEYS } from './view-state.ts';

/** What the frame of a race is told beside its config, in the query or among the link's parts; the rest is the link. */
const FRAME_KEYS = ['view', 'controls', 'toolbar', 'lang', 'autoplay', 'theme', 'type', 'present'];
/** The same, and how the race is looked at: the link says that too, and wins. */
export const EMBED_KEYS: readonly string[] = [...new Set([...FRAME_KEYS, ...VIEW_KEYS.keys()])];
export type EmbedOptions = Record<string, string | undefined>;

/** Whether something said from outside is a race: a config, its JSON, or a link that names at least one of its parts. */
export function isRace(said: unknown): boolean {
  if (typeof said !== 'string') return typeof said === 'object' && said !== null && !Array.isArray(said);
  if (!/^\s*\{/.test(said)) return said.length <= MAX_LINK && /(^|&)[vpo]=/.test(repaired(said));
  return 'value' in readJson(said, '');
}

/** Takes the options out of an address's query and hash; the hash wins. Never throws. */
export function readEmbed(search: string, hash: string): { link: string; options: EmbedOptions } {
  const parts = hash.length > MAX_LINK ? [hash] : repaired(hash).split('&'); // one that is too long is named by who reads it
  const among = (keys: readonly string[]) => (part: string) =>
    keys.some((key) => part === key || part.startsWith(`${key}=`));
  const isOption = among(FRAME_KEYS);
  const given = [new URLSearchParams(search), new URLSearchParams(parts.filter(isOption).join('&'))];
  const options: EmbedOptions = {};
  for (const params of given) for (const key of EMBED_KEYS) options[key] = params.get(key) ?? options[key];
  for (const key of VIEW_KEYS.keys()) if (key !== 'view' && parts.some(among([key]))) options[key] = undefined;
  return { link: `#${parts.filter((part) => !isOption(part)).join('&')}`, options };
}
