/** A folder's address with a slash at its end, seen from `base`. Throws where it is none. */
export const folderAt = (path: string, base?: string | URL): URL => new URL(path.replace(/\/*$/, '/'), base);
