// The site's service worker: after the first visit everything is there without a network. Written when the site has been
// built, as it holds what is known of each file (web/offline).
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { build } from 'vite';

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(folder, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    )
    .filter((file) => file !== 'sw.js' && !/^(thumbs|race)\//.test(file) && !file.endsWith('.map'))
    .sort();

/**
 * Data, pictures for paper, licences, programs for elsewhere (which not every host hands out: one file that does not come would keep all
 * others from being kept) and the module of fused arithmetic come when somebody asks for them.
 */
const comesLater = (file) =>
  /^(data\/|course\/figures\/|THIRD-PARTY)|\.(py|ipynb)$/.test(file) || /-(fused|step)-.*\.wasm$/.test(file);

/** What tells that an answer is this file (web/offline/files.ts): of a page the first script that it asks for, of others a digest. */
function markOf(file, content) {
  if (!file.endsWith('.html')) return createHash('sha256').update(content).digest().subarray(0, 12).toString('base64');
  const text = content.toString();
  return (/<script[^>]*\ssrc="([^"]+)"/.exec(text) ?? /<title>([^<]+)/.exec(text) ?? ['', '<html'])[1];
}

/** What the service worker is to know of a built site. */
export function manifestOf(folder) {
  const version = createHash('sha256');
  const [site, later] = [{}, {}];
  for (const file of filesIn(folder)) {
    const content = readFileSync(join(folder, file));
    (comesLater(file) ? later : site)[file] = markOf(file, content);
    if (!comesLater(file)) version.update(file).update(content);
  }
  return { version: version.digest('hex').slice(0, 16), site, later };
}

/** The script of the service worker with this manifest. */
export async function serviceWorker(entry, manifest) {
  const [{ output }] = [
    await build({
      configFile: false,
      logLevel: 'error',
      define: { MANIFEST: JSON.stringify(manifest) },
      build: {
        write: false,
        target: 'es2022',
        lib: { entry, formats: ['iife'], name: 'sw' },
      },
    }),
  ].flat();
  return output[0].code;
}

/** The plugin, for this script. */
export const offline = (entry) => {
  let folder = '';
  return {
    name: 'sidestep:offline',
    apply: 'build',
    configResolved: (config) => {
      folder = config.build.outDir;
    },
    closeBundle: async () => {
      if (existsSync(join(folder, 'index.html')))
        writeFileSync(join(folder, 'sw.js'), await serviceWorker(entry, manifestOf(folder)));
    },
  };
};
