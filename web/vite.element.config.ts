import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vite';
import site from './vite.config.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

// The element alone, for the package: the same files as on the site, in a folder of their own.
const config = mergeConfig(site, { publicDir: false, build: { outDir: path('../build/package/element') } });
config.plugins = config.plugins.filter((plugin: { name?: string }) => !/examples|offline/.test(plugin?.name ?? ''));
config.build.rolldownOptions.input = { 'sidestep-race': path('src/element/index.ts') };

export default config;
