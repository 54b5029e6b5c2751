import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { formulas } from './tools/vite/formula.mjs';
import { presets } from './tools/vite/presets.mjs';
import { worker } from './tools/vite/worker.mjs';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  plugins: [
    formulas(path('web/catalog.json'), path('web/formulas.json')),
    ...presets(path('web/presets')),
    worker(path('web/src/worker/worker.ts')),
  ],
  resolve: {
    alias: {
      '#catalog': path('web/catalog.json'),
      '#wasm': path('build/wasm'),
      '#wasm-relaxed': path('build/wasm-relaxed'),
    },
  },
  test: {
    css: { include: /tokens\.css/ }, // its colours are read as text
    include: ['tests/web/**/*.test.ts', 'tools/**/*.test.mjs'],
    environment: 'node',
    testTimeout: 30_000,
    maxWorkers: Math.max(2, availableParallelism() - 1), // it would leave one core of two to nobody
  },
});
