import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { formulas } from './tools/vite/formula.mjs';
import { presets } from './tools/vite/presets.mjs';
import { worker } from './tools/vite/worker.mjs';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const files = ['tests/web', 'tools'].flatMap((folder) =>
  readdirSync(path(folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.(ts|mjs)$/.test(file))
    .map((file) => join(folder, file)),
);

/** What a test of these might leave to the next one: stubs, a language, the surroundings of the process; or it measures heaps. */
const LEFT =
  /\bvi\b|globalThis|\bwindow\b|standIn|\blocale\b|loadLanguage|process\.(env|chdir|on)|support\/(browser|heap|limited|terminal)/;
const alone = files.filter((file) => LEFT.test(readFileSync(path(file), 'utf8')));
const together = files.filter((file) => !alone.includes(file));

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
    // To load what is tested takes most files longer than their tests: those that leave nothing behind load it once.
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      { extends: true, test: { name: 'together', include: together, isolate: false } },
    ],
    environment: 'node',
    testTimeout: 30_000,
    maxWorkers: Math.max(2, availableParallelism() - 1), // it would leave one core of two to nobody
  },
});
