import { utf16Of } from '../core/bytes.ts';
import type { Catalog } from '../core/catalog.ts';
import { type Config, type Notice, normalize } from '../core/config.ts';
import { MAX_CONFIG, readJson } from '../core/config-text.ts';
import { parseLink } from '../core/link.ts';
import { SidestepError } from '../core/module.ts';
import { isHarmless } from '../core/notices.ts';
import type { ViewState } from '../core/view-state.ts';
import { parseExperiment } from '../experiment/link.ts';
import { type Experiment, normalizeExperiment } from '../experiment/spec.ts';
import { readBounded } from './files.ts';

/** Where a config may come from, byte by byte: what is too long is not read to its end. */
export interface Sources {
  file(path: string): AsyncIterable<Uint8Array>;
  standardInput(): AsyncIterable<Uint8Array>;
}

/** What begins like a link may be a file's name all the same: `lr=0.1.json`. */
const looksLikeLink = (text: string): boolean => /^\s*([?#]|\w+=|\w+:\/\/|%23)/.test(text) || /#[vpo]=/.test(text);

/** A text as programs write it: UTF-8, or UTF-16 with a mark, as Windows' shells do. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder(utf16Of(bytes) ?? 'utf-8').decode(bytes);
}

/** A race, how it was read where that is worth a word, and what its link says that it comes to. */
export interface Given {
  config: Config;
  notices: Notice[];
  checksum?: string;
  /** How it is to be looked at. */
  view?: ViewState;
}

/** On the page a mistake is a notice, and the default takes the value's place; here it is an error, as nobody is there to read it. */
function strict<T>(read: T | null | undefined, notices: readonly Notice[]): T {
  const wrong = notices.find((notice) => !isHarmless(notice));
  if (wrong) throw new SidestepError(wrong);
  if (!read) throw new SidestepError({ code: 'usage', at: 'link', message: 'is empty' });
  return read;
}

/** The text of a file or of standard input; null where the source is no file but a link. */
async function readText(source: string, sources: Sources): Promise<string | null> {
  if (/^\s*#/.test(source) || /^\s*\w+:\/\//.test(source)) return null;
  try {
    const [bytes, at] = source === '-' ? [sources.standardInput(), 'stdin'] : [sources.file(source), 'file'];
    return textOf(await readBounded(bytes, MAX_CONFIG, at));
  } catch (error) {
    const { code } = (error as SidestepError).failure ?? {};
    if (code === 'no-file' && looksLikeLink(source)) return null;
    throw error;
  }
}

/** What a link, a file's name or `-` stands for: a link, or a value of JSON. Rejects with a SidestepError that names what is wrong. */
async function readSource(source: string, sources: Sources): Promise<{ link: string } | { value: unknown }> {
  const content = await readText(source, sources);
  if (content === null) return { link: source };
  const text = content.trim();
  if (!/^[{[]/.test(text) && looksLikeLink(text)) return { link: text };
  const read = readJson(text, source === '-' ? 'stdin' : 'file');
  if ('notice' in read) throw new SidestepError(read.notice);
  return read;
}

/** The race that a source stands for. */
export async function readConfig(source: string, catalog: Catalog, sources: Sources): Promise<Given> {
  const read = await readSource(source, sources);
  const given =
    'link' in read ? parseLink(read.link, catalog) : { checksum: undefined, ...normalize(read.value, catalog) };
  const { notices, checksum, view } = given;
  return { config: strict(given.config, notices), notices, ...(checksum && { checksum }), ...(view && { view }) };
}

/** The experiment that a source stands for, and what its link says that it comes to; a race is one of a single cell. */
export async function readExperiment(
  source: string,
  catalog: Catalog,
  sources: Sources,
): Promise<{ experiment: Experiment; notices: Notice[]; checksum?: string }> {
  const read = await readSource(source, sources);
  const given =
    'link' in read
      ? parseExperiment(read.link, catalog)
      : { checksum: undefined, ...normalizeExperiment(read.value, catalog) };
  const { notices, checksum } = given;
  return { experiment: strict(given.experiment, notices), notices, ...(checksum && { checksum }) };
}
