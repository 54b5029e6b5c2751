// Vite's bundles: the site in dist/, and the command-line program in build/cli/.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, root, run, step, text } from './step.mjs';

const inputs = [
  'web',
  'build/wasm/sidestep.mjs',
  'build/wasm/sidestep.wasm',
  'build/wasm/sidestep-all.mjs',
  'build/wasm/sidestep-all.wasm',
  'build/wasm/sidestep-step.mjs',
  'build/wasm/sidestep-step.wasm',
  'build/wasm-relaxed/sidestep.wasm',
  'tools/vite',
  'tools/licences',
  'build/thumbs',
  'build/race-pages',
  'build/course-figures',
  'docs',
  'package.json',
  'package-lock.json',
];

function* files(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) for (const name of readdirSync(path).sort()) yield* files(join(path, name));
  else if (stat) yield `${path} ${stat.size} ${stat.mtimeMs}`;
}

const fingerprint = () =>
  createHash('sha256')
    .update(inputs.flatMap((path) => [...files(join(root, path))]).join('\n'))
    .digest('hex');

function bundle(name, config, result) {
  const stamp = join(build, `${name}.stamp`);
  return step(name, {
    fresh: () => existsSync(join(root, result)) && text(stamp) === fingerprint(),
    work: async () => {
      await run(
        process.execPath,
        [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', join(root, config)],
        {
          log: name,
        },
      );
      writeFileSync(stamp, fingerprint());
    },
  });
}

export async function site() {
  const { thumbs } = await import('../thumbs.mjs');
  await thumbs();
  const { racePages } = await import('../race-pages.mjs');
  await racePages();
  const { courseFigures } = await import('../course-figures.mjs');
  await courseFigures();
  await bundle('site', 'web/vite.config.ts', 'dist/index.html');
}
export const cli = () => bundle('cli', 'web/vite.cli.config.ts', 'build/cli/sidestep.mjs');
