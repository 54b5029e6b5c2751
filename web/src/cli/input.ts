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

const isLink = (text: string): boolean => /^\s*(#|\w+=|\w+:\/\/)/.test(text) || text.includes('#v=');

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

/** The config that a link, a file's name or `-` stands for. Rejects with a SidestepError that names what is wrong. */
export async function readConfig(source: string, catalog: Catalog, sources: Sources): Promise<Given> {
  if (isLink(source)) return strict(parseLink(source, catalog));
  const at = source === '-' ? 'stdin' : 'file';
  let text: string;
  try {
    text = source === '-' ? await sources.standardInput() : await sources.file(source);
  } catch (error) {
    throw wrong('no-file', at, failureOf(error).message);
  }
  if (text.length > MAX_INPUT) throw wrong('bad-length', at, `has more than ${MAX_INPUT} characters`);
  if (isLink(text)) return strict(parseLink(text.trim(), catalog));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw wrong('bad-json', at, failureOf(error).message);
  }
  return strict(normalize(json, catalog));
}
