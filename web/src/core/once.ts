/** Fetches a JSON file at the first call and keeps it; after a failure the next call tries again. */
export function once<T>(url: string): () => Promise<T> {
  let coming: Promise<T> | undefined;
  const load = async (): Promise<T> => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return response.json() as Promise<T>;
  };
  return () => {
    coming ??= load().catch((error) => {
      coming = undefined;
      throw error;
    });
    return coming;
  };
}
