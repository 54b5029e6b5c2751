import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { thirdParty } from '../tools/vite/third-party.mjs';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

// The package for Node: its interface and the command line. The module's glue stands beside the module, among the element's files.
export default defineConfig({
  root: path('.'),
  publicDir: false,
  plugins: [
    thirdParty(),
    {
      name: 'sidestep:glue',
      enforce: 'pre',
      // Fused arithmetic is of browsers alone: its glue is never asked for.
      resolveId: (source) =>
        /^#wasm(-relaxed)?\//.test(source)
          ? { id: source.replace(/^#wasm(-relaxed)?\//, '../element/assets/'), external: true }
          : undefined,
    },
  ],
  resolve: { alias: { '#catalog': path('catalog.json') } },
  define: { 'import.meta.env.SIDESTEP_PACKAGE': 'true' },
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'es2022',
    outDir: path('../build/package/node'),
    emptyOutDir: false,
    sourcemap: true,
    rolldownOptions: {
      external: /^@napi-rs\//,
      input: { index: path('src/api/node.ts'), cli: path('src/cli/main.ts') },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'shared-[hash].js',
        banner: ({ name }) => (name === 'cli' ? '#!/usr/bin/env node' : ''),
      },
    },
  },
});
