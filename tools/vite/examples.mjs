// The examples of docs/examples, articles and a notebook, as any author's: copied as they are, beside the site.
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The plugin, for the examples of this folder. */
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
      for (const file of readdirSync(from).filter((name) => /\.(html|ipynb|py)$/.test(name)))
        copyFileSync(join(from, file), join(folder, 'examples', file));
    },
  };
};
