import { joined } from './bytes.ts';
import { Late, PATIENCE } from './limit.ts';
import { plainly } from './unreached.ts';

/** The file is not there: another try is of no use. */
export class MissingFile extends Error {}

/** Another thing is there, as hosts of single-page sites have it, which the browser's own cache may have kept from before. */
export class AnotherFile extends MissingFile {}

/** Hosts of single-page sites answer with a page where a file is missing, and say that all is well. */
export const isPage = ({ headers }: Response): boolean => /^text\/html\b/i.test(headers.get('content-type') ?? '');

/** The same of a host that does not say what it answers with. None of our files begins so. */
const looksLikePage = (bytes: Uint8Array): boolean =>
  /^\uFEFF?\s*<(!doctype html|html|head|body|!--)/i.test(new TextDecoder().decode(bytes.subarray(0, 200)));

const instead = (): AnotherFile => new AnotherFile('the server answered with a page instead');

export interface DownloadOptions {
  init?: RequestInit;
  /** Milliseconds without a byte after which it is given up. */
  patience?: number;
  /** A page is what is asked for. */
  page?: boolean;
  /** Sees the answer before it is read; may clone it. */
  seen?: (response: Response) => void;
}

/** How often in that time it is looked whether anything moves. */
const LOOKS = 5;

/** Grows with whatever comes, of any download of this thread: one that waits in a queue behind others is not given up. */
let moves = 0;

/** What failed is not asked of the browser's cache again: it may hold the wrong answer, or queue for one that never comes. */
const failed = new Set<string>();

/** Asks the browser's cache for a file no more until it has come anew. */
export const distrust = (url: URL | string): void => void failed.add(String(url));

/**
 * A file's content. Rejects with a reason when it is not there, is another than was asked for, or stops coming; a slow download
 * goes on as long as it moves.
 */
export async function download(url: URL | string, options: DownloadOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const key = String(url);
  const anew = { ...options, init: { ...options.init, cache: 'reload' as const } };
  try {
    const known = failed.has(key);
    const bytes = await attempt(url, known ? anew : options).catch((error) => {
      if (known || !(error instanceof AnotherFile)) throw error;
      return attempt(url, anew);
    });
    failed.delete(key);
    return bytes;
  } catch (error) {
    failed.add(key);
    throw error;
  }
}

async function attempt(
  url: URL | string,
  { init, patience = PATIENCE, page = false, seen }: DownloadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let giveUp!: (late: Late) => void;
  const silence = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  const listen = (before: number, quiet = 1): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (moves > before) listen(moves);
      else if (quiet < LOOKS) listen(before, quiet + 1);
      else giveUp(new Late(patience));
    }, patience / LOOKS);
  };
  /** What comes next, unless nothing does. */
  const next = <T>(coming: Promise<T>): Promise<T> => {
    listen(++moves);
    return Promise.race([coming, silence]);
  };
  try {
    const response = await next(fetch(url, { ...init, signal: abort.signal }));
    if (response.status === 404) throw new MissingFile('the server answered 404');
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    if (isPage(response) && !page) throw instead();
    seen?.(response);
    const parts: Uint8Array[] = [];
    const reader = response.body?.getReader();
    for (let part = await next(read(reader)); !part.done; part = await next(read(reader))) parts.push(part.value);
    const bytes = joined(parts);
    if (!page && looksLikePage(bytes)) throw instead();
    return bytes;
  } catch (error) {
    abort.abort(); // what is still to come of it is of no use
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

const read = async (reader?: ReadableStreamDefaultReader<Uint8Array>) =>
  reader ? reader.read() : ({ done: true } as const);

/** A file's failure, by its name: the last parts of its address. */
export const notLoaded = (url: URL | string, error: unknown, parts = 1): string =>
  `${String(url).split('/').slice(-parts).join('/')} cannot be loaded: ${plainly(error instanceof Error ? error.message : String(error))}`;

/** A file of JSON. Engines word it differently where it is none. */
export function parsed<T>(bytes: Uint8Array): T {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Error('it is not JSON');
  }
}
