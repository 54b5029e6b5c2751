import type { Catalog } from './catalog.ts';
import { type Config, type Notice, normalize } from './config.ts';
import { readHash } from './link-reader.ts';
import { isShortened, repaired } from './link-repair.ts';
import type { ViewState } from './view-state.ts';

// What reads links is half of what knows them, and is loaded where there is one; what writes them is always there.
export { changeText, formatLink, number, raceParts, written } from './link-writer.ts';

/** Longer links are not read. */
export const MAX_LINK = 65_536;

interface LinkInput {
  /** For normalize(); null when there is nothing to read. */
  input: Record<string, unknown> | null;
  notices: Notice[];
  checksum?: string | undefined;
}

/** What a link says, whatever it is a link of: a whole address, `#…` or what follows it, also as mail programs and chats leave it. */
export function readLink(link: string, catalog: Catalog): LinkInput {
  if (link.length > MAX_LINK) {
    const message = `has ${link.length} characters; at most ${MAX_LINK} are read`;
    return { input: null, notices: [{ code: 'bad-length', at: 'link', message }] };
  }
  const hash = repaired(link);
  if (hash === '') return { input: null, notices: [] };
  const { input, notices, checksum } = readHash(hash, catalog);
  const cut: Notice[] = isShortened(link)
    ? [{ code: 'read-as', at: 'link', message: 'ends in an ellipsis: the rest of the link is missing' }]
    : [];
  return { input: Object.keys(input).length === 0 ? null : input, notices: [...cut, ...notices], checksum };
}

/** Reads the link of a race. Null config when there is nothing to read, so that the caller may take its own default. Never throws; each bad field has its default, and a notice. */
export function parseLink(
  link: string,
  catalog: Catalog,
): { config: Config | null; notices: Notice[]; checksum?: string; view?: ViewState | undefined } {
  const { input, notices: read, checksum } = readLink(link, catalog);
  if (!input) return { config: null, notices: read };
  const { notices, ...rest } = normalize(input, catalog);
  return { ...rest, notices: [...read, ...notices], checksum };
}
