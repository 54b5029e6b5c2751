// A dynamic import as it is. Vite wraps each in a helper that loads the styles and scripts which it needs, of which ours need none; other
// bundlers cannot follow the helper, and warn of it.

/** The plugin. */
export const plainImports = () => ({
  name: 'sidestep:plain-imports',
  apply: 'build',
  enforce: 'pre',
  load: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : undefined),
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk') chunk.code = chunk.code.replaceAll(',[],import.meta.url)', ')');
    },
  },
});
