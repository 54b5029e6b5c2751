import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import site from './vite.package.config.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const { version } = JSON.parse(readFileSync(path('../package.json'), 'utf8'));

/** Where the script's own folder is when the script comes from a blob, as notebooks give scripts that a kernel holds as a text. */
const published = `https://cdn.jsdelivr.net/npm/sidestep-race@${version}/anywidget.js`;

// The element for notebooks, all in one script: what a kernel sends is a text, which can import nothing from beside it.
export default {
  ...site,
  plugins: [
    ...site.plugins.filter(({ name }: { name: string }) => !/third-party/.test(name)),
    {
      name: 'sidestep:own-address',
      generateBundle: {
        order: 'post',
        handler(_: unknown, bundle: Record<string, { type: string; code: string }>) {
          for (const chunk of Object.values(bundle))
            if (chunk.type === 'chunk')
              chunk.code = `const own=/^https?:/.test(import.meta.url)?import.meta.url:${JSON.stringify(published)};\n${chunk.code.replaceAll('import.meta.url', 'own')}`;
        },
      },
    },
  ],
  build: {
    ...site.build,
    sourcemap: false,
    rolldownOptions: {
      ...site.build.rolldownOptions,
      input: { anywidget: path('src/element/anywidget.ts') },
      output: { ...site.build.rolldownOptions.output, codeSplitting: false },
    },
  },
};
