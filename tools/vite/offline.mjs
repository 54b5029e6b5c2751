// The site's service worker: after the first visit everything is there without a network. Written when the site has been
// built, as it holds the list of what was (docs/adr/0008-own-service-worker.md).
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Files of a built site that every visit may need; data and the module of fused arithmetic come when somebody asks for them. */
export function precached(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(folder, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    )
    .filter(
      (file) =>
        !/^(data|thumbs)\//.test(file) && !/-fused-.*\.wasm$/.test(file) && file !== 'sw.js' && !file.endsWith('.map'),
    )
    .sort();
}

/** The source of the service worker for these files of a folder. */
export function serviceWorker(folder, template) {
  const files = precached(folder);
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(folder, file)));
  return template
    .replace("'VERSION'", JSON.stringify(hash.digest('hex').slice(0, 16)))
    .replace("['FILES']", JSON.stringify(files));
}

/** The plugin; `template` is the service worker with its list still to be filled in. */
export const offline = (template) => {
  let folder = '';
  return {
    name: 'sidestep:offline',
    apply: 'build',
    configResolved: (config) => {
      folder = config.build.outDir;
    },
    closeBundle: () => {
      if (existsSync(join(folder, 'index.html')))
        writeFileSync(join(folder, 'sw.js'), serviceWorker(folder, readFileSync(template, 'utf8')));
    },
  };
};
