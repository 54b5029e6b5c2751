declare global {
  /** Says where the files are, before the scripts come: see setAssetsPath. */
  var SIDESTEP_ASSETS: string | undefined;
}

/**
 * Says where the files lie that the scripts fetch: the WebAssembly module, the worker, the presets. It is only needed where a bundler
 * does not take them along, as esbuild and Rollup do not: copy `sidestep-race/element/assets` to a folder of the site and name it, before
 * the first race. A page may also set the global `SIDESTEP_ASSETS`, or the attribute `assets` of an element.
 *
 * @param path an address, or one relative to the page.
 */
export function setAssetsPath(path: string | { readonly href: string }): void {
  const address = typeof path === 'string' ? path : path?.href;
  if (typeof address !== 'string') throw new TypeError('setAssetsPath takes the address of a folder');
  // Entries of the package that a bundler keeps apart hear it, too.
  globalThis.SIDESTEP_ASSETS = address;
}
