import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { formulas } from './tools/vite/formula.mjs';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  plugins: [formulas(path('web/catalog.json'))],
  resolve: {
    alias: {
      '#catalog': path('web/catalog.json'),
      '#wasm': path('build/wasm'),
      '#wasm-relaxed': path('build/wasm-relaxed'),
    },
  },
  test: {
    include: ['tests/web/**/*.test.ts', 'tools/**/*.test.mjs'],
    environment: 'node',
    testTimeout: 30_000,
  },
});
