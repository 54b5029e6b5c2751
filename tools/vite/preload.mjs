// Scripts that a page asks for as soon as it runs are named in the page: they come beside its own, not after them.
// `wanted` maps a page to the source of such a script.

/** The files of a chunk and of all that it imports. */
export function filesOf(bundle, chunk) {
  const files = new Set();
  const add = (file) => {
    if (files.has(file) || bundle[file]?.type !== 'chunk') return;
    files.add(file);
    bundle[file].imports.forEach(add);
  };
  add(chunk.fileName);
  return [...files];
}

export const preload = (wanted) => ({
  name: 'sidestep:preload',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { path, bundle }) {
      const source = wanted[path.slice(1)];
      if (!source) return;
      const chunk = Object.values(bundle).find(({ moduleIds }) => moduleIds?.includes(source));
      if (!chunk) throw new Error(`${path} has no part ${source}`);
      return filesOf(bundle, chunk)
        .filter((file) => !html.includes(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
          injectTo: 'head',
        }));
    },
  },
});
