import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { thirdParty } from '../tools/vite/third-party.mjs';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

// The package's interface and its command line. The module and its glue stand beside them as they are: browsers, Node and
// bundlers all find them there.
export default defineConfig({
  root: path('.'),
  publicDir: false,
  plugins: [
    thirdParty(),
    {
      name: 'sidestep:glue',
      enforce: 'pre',
      resolveId: (source) =>
        source.startsWith('#wasm/') ? { id: source.replace('#wasm/', './'), external: true } : undefined,
    },
  ],
  resolve: { alias: { '#catalog': path('catalog.json') } },
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'es2022',
    outDir: path('../build/package'),
    emptyOutDir: false,
    rolldownOptions: {
      input: { index: path('src/api/index.ts'), cli: path('src/cli/main.ts') },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'shared-[hash].js',
        banner: ({ name }) => (name === 'cli' ? '#!/usr/bin/env node' : ''),
      },
    },
  },
});
