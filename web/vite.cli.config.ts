import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

// The command-line program for Node: one file, but for the WebAssembly module, which Node finds through package.json's "imports".
export default defineConfig({
  root: path('.'),
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: path('src/cli/main.ts'),
    target: 'node20',
    outDir: path('../build/cli'),
    emptyOutDir: true,
    rolldownOptions: { external: /^(#wasm\/|@napi-rs\/)/, output: { entryFileNames: 'sidestep.mjs' } },
  },
});
