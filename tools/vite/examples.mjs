// The example articles of docs/examples, as any author's page: copied as they are, beside the site.
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The plugin, for the articles of this folder. */
export const examples = (from) => {
  let folder = '';
  return {
    name: 'sidestep:examples',
    apply: 'build',
    configResolved: (config) => {
      folder = config.build.outDir;
    },
    writeBundle: () => {
      mkdirSync(join(folder, 'examples'), { recursive: true });
      for (const file of readdirSync(from).filter((name) => name.endsWith('.html')))
        copyFileSync(join(from, file), join(folder, 'examples', file));
    },
  };
};
