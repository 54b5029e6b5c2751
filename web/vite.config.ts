import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { examples } from '../tools/vite/examples.mjs';
import { formulas } from '../tools/vite/formula.mjs';
import { offline } from '../tools/vite/offline.mjs';
import { presets } from '../tools/vite/presets.mjs';
import { worker } from '../tools/vite/worker.mjs';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  root: path('.'),
  appType: 'mpa', // what is not there is 404, not the first page
  base: './', // the site works from any folder of any static host
  plugins: [
    formulas(path('catalog.json')),
    worker(path('src/worker/worker.ts')),
    presets(path('presets')),
    offline(path('offline/sw.js')),
    examples(path('../docs/examples')),
  ],
  resolve: {
    alias: {
      '#catalog': path('catalog.json'),
      '#wasm': path('../build/wasm'),
      '#wasm-relaxed': path('../build/wasm-relaxed'),
    },
  },
  server: { fs: { allow: [path('..')] } }, // the module is in build/
  build: {
    target: 'es2022',
    // light-dark() as it is: an element is light or dark as its article is, which only the browser knows.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    outDir: path('../dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0, // an inlined module or font would need looser content-security rules
    rolldownOptions: {
      input: {
        ...Object.fromEntries(
          readdirSync(path('.'))
            .filter((file) => file.endsWith('.html'))
            .map((file) => [file.replace('.html', ''), path(file)]),
        ),
        'sidestep-race': path('src/element/index.ts'),
      },
      // Articles name this one for years to come.
      output: {
        entryFileNames: ({ name }) => (name === 'sidestep-race' ? '[name].js' : 'assets/[name]-[hash].js'),
        // Its own name: what nobody asked for is not kept for offline use (tools/vite/offline.mjs).
        assetFileNames: ({ originalFileNames }) =>
          `assets/[name]${originalFileNames.some((file) => file.includes('wasm-relaxed')) ? '-fused' : ''}-[hash][extname]`,
      },
    },
  },
});
