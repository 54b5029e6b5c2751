// `npm run package`: the npm package `sidestep-race` in build/package, from what is built already or is built now.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { wasm, wasmNeeds } from './setup/cmake.mjs';
import { packages } from './setup/packages.mjs';
import { build, main, root, run, step } from './setup/step.mjs';
import { system } from './setup/system.mjs';

const folder = join(build, 'package');
const { version, license, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const manifest = {
  name: 'sidestep-race',
  version,
  description: 'Optimizers raced step by step, side by side: a custom element, a library and a command line.',
  license,
  type: 'module',
  engines,
  keywords: ['optimizer', 'gradient descent', 'adam', 'sgd', 'web component', 'webassembly'],
  exports: {
    '.': { types: './types/api/index.d.ts', default: './index.js' },
    './element': { types: './types/element/index.d.ts', default: './element/sidestep-race.js' },
    './package.json': './package.json',
  },
  types: './types/api/index.d.ts',
  bin: { sidestep: './cli.js' },
  sideEffects: ['./element/sidestep-race.js', './cli.js'],
};

const node = (...args) =>
  run(
    process.execPath,
    args.map((arg, i) => (i === 0 ? join(root, 'node_modules', arg) : arg)),
    { log: 'package' },
  );

/** Removes the declarations that neither entry refers to: a user needs no types of what the element is made of. */
function prune(types) {
  const used = new Set();
  const visit = (path) => {
    if (used.has(path)) return;
    used.add(path);
    const text = readFileSync(path, 'utf8');
    for (const [, target] of text.matchAll(/(?:from |import\()['"](\.{1,2}\/[^'"]+)\.ts['"]/g))
      visit(resolve(dirname(path), `${target}.d.ts`));
  };
  for (const { types: entry } of Object.values(manifest.exports)) if (entry) visit(resolve(folder, entry));
  for (const file of readdirSync(types, { recursive: true })) {
    const path = resolve(types, file);
    if (path.endsWith('.d.ts') && !used.has(path)) rmSync(path);
  }
}

export const pack = () =>
  step('package', {
    fresh: () => false,
    work: async () => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      await node('vite/bin/vite.js', 'build', '--config', join(root, 'web/vite.package.config.ts'));
      await node('vite/bin/vite.js', 'build', '--config', join(root, 'web/vite.element.config.ts'));
      await node('typescript/bin/tsc', '-p', join(root, 'tsconfig.package.json'));
      prune(join(folder, 'types'));
      for (const file of ['sidestep.mjs', 'sidestep.wasm', 'sidestep-all.mjs', 'sidestep-all.wasm'])
        copyFileSync(join(build, 'wasm', file), join(folder, file));
      copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
      copyFileSync(join(root, 'docs/embedding.md'), join(folder, 'README.md'));
      writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    },
  });

if (process.argv[1]?.endsWith('package.mjs')) {
  await main(async () => {
    await packages();
    await system(...(await wasmNeeds()));
    await wasm();
    await pack();
  });
}
