import { folderAt } from './folder.ts';

/** The folder that the page or program names; empty where it names none. */
export const assetsFolder = (): string => globalThis.SIDESTEP_ASSETS ?? '';

/**
 * The address of such a file: in the folder that the page names, else `beside`, where the bundler has put it.
 *
 * @internal
 */
export function assetUrl(name: string, beside: string): URL {
  const place = assetsFolder();
  const page = globalThis.document?.baseURI;
  return place ? new URL(name, folderAt(place, page)) : new URL(beside, page);
}
