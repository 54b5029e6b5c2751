// What a page asks for as soon as it runs is named in the page: it comes beside the page's scripts, not after them. `wanted` maps a
// page that begins with a race to the sources of such scripts.

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

/** The module that every race begins with. */
const module = /^assets\/sidestep-(?!(all|step|fused)-).*\.wasm$/;

export const preload = (wanted) => ({
  name: 'sidestep:preload',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { path, bundle }) {
      const sources = wanted[path.slice(1)];
      if (!sources) return;
      const scripts = sources.flatMap((source) => {
        const chunk = Object.values(bundle).find(({ moduleIds }) => moduleIds?.includes(source));
        if (!chunk) throw new Error(`${path} has no part ${source}`);
        return filesOf(bundle, chunk).filter((file) => !html.includes(file));
      });
      // Scripts go first: the module is half of all bytes.
      const link = (attrs, file) => ({ tag: 'link', attrs: { ...attrs, href: `./${file}` }, injectTo: 'head' });
      return [
        ...[...new Set(scripts)].map((file) => link({ rel: 'modulepreload', crossorigin: true }, file)),
        ...Object.keys(bundle)
          .filter((file) => module.test(file))
          .map((file) => link({ rel: 'preload', as: 'fetch', crossorigin: true, fetchpriority: 'low' }, file)),
      ];
    },
  },
});
