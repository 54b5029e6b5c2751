import { utf16Of } from '../core/bytes.ts';
import type { Catalog } from '../core/catalog.ts';
import { type Config, type Notice, normalize } from '../core/config.ts';
import { parseLink } from '../core/link.ts';
import { failureOf, SidestepError } from '../core/module.ts';

/** Characters of a file or of standard input; no config comes near. */
const MAX_INPUT = 4_000_000;

/** Where a config may come from. */
export interface Sources {
  file(path: string): Promise<string>;
  standardInput(): Promise<string>;
}

/** What begins like a link may be a file's name all the same: `lr=0.1.json`. */
const looksLikeLink = (text: string): boolean => /^\s*([?#]|\w+=|\w+:\/\/|%23)/.test(text) || /#[vpo]=/.test(text);

/** A text as programs write it: UTF-8, or UTF-16 with a mark, as Windows' shells do. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder(utf16Of(bytes) ?? 'utf-8').decode(bytes);
}

const wrong = (code: string, at: string, message: string) => new SidestepError({ code, at, message });

/** A race, and what its link says that it comes to. */
export interface Given {
  config: Config;
  checksum?: string;
}

type Read = { config: Config | null; notices: Notice[]; checksum?: string };

/** On the command line a mistake is an error, not a notice: nobody is there to read it. */
function strict({ config, notices, checksum }: Read): Given {
  if (notices[0]) throw new SidestepError(notices[0]);
  if (!config) throw wrong('usage', 'link', 'is empty');
  return { config, checksum };
}

/** The text of a file or of standard input; null where the source is no file but a link. */
async function readText(source: string, sources: Sources): Promise<string | null> {
  if (/^\s*#/.test(source) || /^\s*\w+:\/\//.test(source)) return null;
  try {
    return await (source === '-' ? sources.standardInput() : sources.file(source));
  } catch (error) {
    if (looksLikeLink(source)) return null;
    throw wrong('no-file', source === '-' ? 'stdin' : 'file', failureOf(error).message);
  }
}

/** The config that a link, a file's name or `-` stands for. Rejects with a SidestepError that names what is wrong. */
export async function readConfig(source: string, catalog: Catalog, sources: Sources): Promise<Given> {
  const content = await readText(source, sources);
  if (content === null) return strict(parseLink(source, catalog));
  const at = source === '-' ? 'stdin' : 'file';
  if (content.length > MAX_INPUT) throw wrong('bad-length', at, `has more than ${MAX_INPUT} characters`);
  const text = content.trim(); // of a byte-order mark too
  if (!/^[{[]/.test(text) && looksLikeLink(text)) return strict(parseLink(text, catalog));
  try {
    return strict(normalize(JSON.parse(text), catalog));
  } catch (error) {
    throw error instanceof SidestepError ? error : wrong('bad-json', at, failureOf(error).message);
  }
}
