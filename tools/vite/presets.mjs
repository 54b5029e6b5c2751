// `virtual:presets`: the address of all presets in one JSON file, so that a page fetches them as data and only when it needs them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const id = 'virtual:presets';
const served = '/@presets.json';

/** The presets of a folder, in the order of the gallery. */
export const presetsIn = (folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== 'begin.json')
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')))
    .sort((a, b) => a.order - b.order);

/** The plugin, for the presets of this folder. */
export const presets = (folder) => {
  let building = false;
  return {
    name: 'sidestep:presets',
    configResolved: ({ command }) => {
      building = command === 'build';
    },
    configureServer: ({ middlewares }) => {
      middlewares.use(served, (_, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(presetsIn(folder)));
      });
    },
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(resolved) {
      if (resolved !== `\0${id}`) return;
      if (!building) return `export default ${JSON.stringify(served)};`;
      for (const file of readdirSync(folder)) this.addWatchFile(join(folder, file));
      const file = this.emitFile({ type: 'asset', name: 'presets.json', source: JSON.stringify(presetsIn(folder)) });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
  };
};
