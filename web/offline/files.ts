import { isPage as isPageAnswer } from '../src/core/download.ts';

/** What the build knows of a file: its digest; of a page, to which hosts may add, an address that stands in it. */
export type Marks = Readonly<Record<string, string>>;

/** Written when the site is built (tools/vite/offline.mjs). */
export interface Manifest {
  /** Another content, another version. */
  version: string;
  /** What every visit may need: kept at once. */
  site: Marks;
  /** Data and the like: kept when somebody has asked for them. */
  later: Marks;
}

export const isPage = (file: string): boolean => file.endsWith('.html');

/** Whether an answer may be a file at all. */
export const mayBe = (file: string, response: Response): boolean =>
  response.status === 200 && isPageAnswer(response) === isPage(file);

/** As tools/vite/offline.mjs makes it: 96 bits of SHA-256. */
async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return btoa(String.fromCharCode(...hash.subarray(0, 12)));
}

/** Whether this is the file that was built. */
export async function isBuilt(
  file: string,
  mark: string | undefined,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  if (mark === undefined) return false;
  return isPage(file) ? new TextDecoder().decode(bytes).includes(mark) : (await digestOf(bytes)) === mark;
}
