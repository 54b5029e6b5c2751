// Vite wraps each dynamic import in a helper that loads the scripts and styles which it needs. Ours bring their scripts themselves.

const helper = '\0vite/preload-helper.js';

/** Waits for styles alone; Vite's own is three times as long, and every article would load it. */
const styles = `const coming = {};
export const __vitePreload = async (load, files = [], base) => {
  await Promise.all(files.map((file) => {
    const { href } = new URL(file, base);
    return (coming[href] ??= new Promise((resolve, reject) => {
      const link = document.createElement('link');
      Object.assign(link, { rel: 'stylesheet', crossOrigin: '', href, onload: resolve });
      link.onerror = () => {
        link.remove();
        delete coming[href]; // another try may do better
        reject(new Error(href.split('/').pop() + ' cannot be loaded'));
      };
      document.head.append(link);
    }));
  }));
  return load();
};`;

const replaced = (name, source) => ({
  name: `sidestep:${name}`,
  apply: 'build',
  enforce: 'pre',
  load: (id) => (id === helper ? source : undefined),
  // Most imports wait for no styles: their empty lists of files are left out.
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk') chunk.code = chunk.code.replaceAll(',[],import.meta.url)', ')');
    },
  },
});

/** The plugin for a site: pages have styles that come late. */
export const lateStyles = () => replaced('late-styles', styles);

/** The plugin for the package, which has none: its imports stay as they are, for other bundlers cannot follow a helper, and warn of it. */
export const plainImports = () => replaced('plain-imports', 'export const __vitePreload = (load) => load();');
