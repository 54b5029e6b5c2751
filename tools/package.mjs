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
  // Where they are, whoever publishes it says.
  ...(process.env.SIDESTEP_SITE && { homepage: process.env.SIDESTEP_SITE }),
  ...(process.env.SIDESTEP_REPOSITORY && {
    repository: { type: 'git', url: process.env.SIDESTEP_REPOSITORY },
    bugs: { url: `${process.env.SIDESTEP_REPOSITORY.replace(/\.git$/, '')}/issues` },
  }),
  keywords: ['optimizer', 'gradient descent', 'adam', 'sgd', 'web component', 'webassembly'],
  exports: {
    '.': { types: './types/api/index.d.ts', node: './node/index.js', default: './index.js' },
    './element': { types: './types/element/index.d.ts', default: './element/sidestep-race.js' },
    './element/*': './element/*',
    './anywidget': { types: './types/element/anywidget.d.ts', default: './anywidget.js' },
    './react': { types: './types/element/react.d.ts', default: './react.js' },
    ...Object.fromEntries(
      ['jsx', 'vue', 'svelte'].map((kind) => [
        `./${kind}`,
        { types: `./types/${kind}.d.ts`, default: './types/none.js' },
      ]),
    ),
    './custom-elements.json': './custom-elements.json',
    './package.json': './package.json',
  },
  // For tools that read no `exports`: Parcel, and CDNs. Node reads them.
  main: './index.js',
  unpkg: './element/sidestep-race.js',
  jsdelivr: './element/sidestep-race.js',
  types: './types/api/index.d.ts',
  bin: { 'sidestep-race': './node/cli.js', sidestep: './node/cli.js' },
  // All else a bundler may leave out where nothing is imported by name; the element's files define elements.
  sideEffects: ['./element/**', './anywidget.js', './react.js', './node/cli.js'],
  customElements: './custom-elements.json',
  'web-types': './web-types.json',
  // Whoever uses them has them: React for its component, the canvas for PNG and PDF on the command line.
  peerDependencies: { '@napi-rs/canvas': '>=1', react: '>=18' },
  peerDependenciesMeta: { '@napi-rs/canvas': { optional: true }, react: { optional: true } },
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
    for (const [, target] of text.matchAll(/(?:from |import\()['"](\.{1,2}\/[^'"]+)\.[tj]s['"]/g))
      visit(resolve(dirname(path), `${target}.d.ts`));
  };
  for (const { types: entry } of Object.values(manifest.exports)) if (entry) visit(resolve(folder, entry));
  for (const file of readdirSync(types, { recursive: true })) {
    const path = resolve(types, file);
    if (path.endsWith('.d.ts') && !used.has(path)) rmSync(path);
  }
}

/** The guide as README.md, and in docs/ all that it refers to. */
function documents() {
  const inDocs = /\]\((?!\w+:|#)([^)#]+\.(?:md|py|ipynb))/g;
  const copied = new Set();
  const copy = (file) => {
    if (copied.has(file)) return;
    copied.add(file);
    const text = readFileSync(join(root, 'docs', file), 'utf8');
    mkdirSync(join(folder, 'docs', dirname(file)), { recursive: true });
    writeFileSync(join(folder, 'docs', file), text);
    for (const [, target] of text.matchAll(inDocs)) copy(join(dirname(file), target));
  };
  copy('embedding.md');
  const guide = readFileSync(join(root, 'docs/embedding.md'), 'utf8');
  writeFileSync(join(folder, 'README.md'), guide.replaceAll(inDocs, '](docs/$1'));
}

export const pack = () =>
  step('package', {
    fresh: () => false,
    work: async () => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      for (const part of ['package', 'anywidget', 'api', 'node'])
        await node('vite/bin/vite.js', 'build', '--config', join(root, `web/vite.${part}.config.ts`));
      await node('typescript/bin/tsc', '-p', join(root, 'tsconfig.package.json'));
      for (const file of ['jsx.d.ts', 'vue.d.ts', 'svelte.d.ts', 'none.js'])
        copyFileSync(join(root, 'web/types', file), join(folder, 'types', file));
      prune(join(folder, 'types'));
      for (const file of ['sidestep.mjs', 'sidestep-all.mjs', 'sidestep-step.mjs'])
        copyFileSync(join(build, 'wasm', file), join(folder, 'element/assets', file));
      const { describe } = await import('./element-manifest.mjs');
      describe(folder, version);
      copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
      documents();
      // The same for what reads no `exports`.
      const element = {
        type: 'module',
        main: './sidestep-race.js',
        types: '../types/element/index.d.ts',
        sideEffects: true,
      };
      writeFileSync(join(folder, 'element/package.json'), `${JSON.stringify(element, null, 2)}\n`);
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
