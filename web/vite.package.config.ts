import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vite';
import { light } from '../tools/vite/light.mjs';
import { plainAddresses } from '../tools/vite/plain-addresses.mjs';
import { plainImports } from '../tools/vite/plain-imports.mjs';
import { worker } from '../tools/vite/worker.mjs';
import site from './vite.config.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const ofTheSite = /examples|late-styles|race-pages|offline|pictures|canonical|preload$|worker/;

// The package for browsers: the element and the React component. The interface has a build of its own (vite.api.config.ts), with all of
// the catalog. What these fetch has a name of its
// own without a hash, as an author may have to copy and name it (web/src/core/assets.ts); presets and notes are texts, as Parcel makes
// a script of JSON.
const config = mergeConfig(site, {
  publicDir: false,
  define: { 'import.meta.env.SIDESTEP_PACKAGE': 'true' },
  worker: {
    format: 'iife',
    plugins: () => [light(), plainImports()],
    rolldownOptions: { output: { entryFileNames: 'element/assets/worker.js' } },
  },
  build: { outDir: path('../build/package'), emptyOutDir: false, sourcemap: true },
});
config.plugins = config.plugins.flat().filter((plugin: { name?: string }) => !ofTheSite.test(plugin?.name ?? ''));
config.plugins.push({
  name: 'sidestep:element-beside',
  enforce: 'pre',
  resolveId: (source: string, importer = '') =>
    source === './index.ts' && importer.endsWith('/react.ts')
      ? { id: './element/sidestep-race.js', external: true }
      : undefined,
});
config.plugins.push(plainImports(), plainAddresses(), worker(path('src/worker/worker.ts'), { alone: true }));
config.build.rolldownOptions.external = ['react'];
config.build.rolldownOptions.input = {
  react: path('src/element/react.ts'),
  'element/sidestep-race': path('src/element/index.ts'),
};
const { output } = config.build.rolldownOptions;
// The worker is a file of its own here: the host is no common part of it and the page.
const ofTheHost = /worker\/(host|trail-rows|source)|build\/wasm/;
const core = output.codeSplitting.groups.find(({ name }: { name: string }) => name === 'core');
const common = core.test;
core.test = (id: string) => common.test(id) && !ofTheHost.test(id);
Object.assign(output, {
  entryFileNames: '[name].js',
  banner: ({ name }: { name: string }) => (name === 'react' ? "'use client';" : ''),
  chunkFileNames: 'element/assets/[name]-[hash].js',
  assetFileNames: ({ names: [name], originalFileNames }: { names: string[]; originalFileNames: string[] }) => {
    if (originalFileNames.some((file) => file.includes('wasm-relaxed'))) return 'element/assets/sidestep-fused.wasm';
    return name?.startsWith('THIRD-PARTY') ? name : `element/assets/${name?.replace(/\.json$/, '.txt')}`;
  },
});

export default config;
