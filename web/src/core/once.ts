import { download, notLoaded } from './download.ts';

/** Fetches a JSON file at the first call and keeps it; after a failure the next call tries again. */
export function once<T>(url: string): () => Promise<T> {
  let coming: Promise<T> | undefined;
  const load = async (): Promise<T> => JSON.parse(new TextDecoder().decode(await download(url)));
  return () => {
    coming ??= load().catch((error) => {
      coming = undefined;
      throw new Error(notLoaded(url, error));
    });
    return coming;
  };
}
