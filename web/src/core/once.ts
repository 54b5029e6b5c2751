import { assetUrl } from './assets.ts';
import { download, notLoaded, parsed } from './download.ts';

/** Fetches a JSON file, by its name or `beside`, at the first call and keeps it; after a failure the next call tries again. */
export function once<T>(name: string, beside: string): () => Promise<T> {
  let coming: Promise<T> | undefined;
  const load = async (url = assetUrl(name, beside)): Promise<T> => {
    try {
      return parsed(await download(url));
    } catch (error) {
      coming = undefined;
      throw new Error(notLoaded(url, error));
    }
  };
  return () => {
    coming ??= load();
    return coming;
  };
}
