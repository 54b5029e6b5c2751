import type { Text } from './catalog.ts';

/** How browsers say that nothing came. Of a script they give the whole address, which tells a reader nothing. */
const UNREACHED =
  /^(Failed to fetch|NetworkError when attempting|Load failed|error loading dynamically imported module|Importing a module script failed)/;

export const OFFLINE = { en: 'there is no network', zh: '没有网络连接' } satisfies Text;

/** A browser's message as a reader may have it; any other as it is. */
export function plainly(message: string): string {
  if (!UNREACHED.test(message)) return message;
  if (globalThis.navigator?.onLine === false) return OFFLINE.en;
  const [, file] = /\/([^/?#\s]+)[^/\s]*$/.exec(message) ?? [];
  const why = 'the server did not send it';
  return file ? `${file} cannot be loaded: ${why}` : why;
}
