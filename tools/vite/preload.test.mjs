import { expect, test } from 'vitest';
import { filesOf, preload } from './preload.mjs';

const chunk = (fileName, imports, moduleIds = []) => [fileName, { type: 'chunk', fileName, imports, moduleIds }];
const bundle = Object.fromEntries([
  chunk('page.js', ['base.js']),
  chunk('body.js', ['base.js', 'map.js', 'elsewhere.js'], ['/src/body.ts']),
  chunk('map.js', ['base.js', 'body.js']),
  chunk('base.js', []),
  chunk('worker.js', ['base.js'], ['/src/worker.ts']),
  ['assets/sidestep-Ab12_-x.wasm', { type: 'asset', fileName: 'assets/sidestep-Ab12_-x.wasm' }],
  ['assets/sidestep-all-Ab12.wasm', { type: 'asset', fileName: 'assets/sidestep-all-Ab12.wasm' }],
  ['body.css', { type: 'asset', fileName: 'body.css' }],
]);
const preloads = (path, wanted) =>
  preload(wanted).transformIndexHtml.handler('<script src="./page.js"></script><link href="./base.js">', {
    path,
    bundle,
  });

test('the files of a chunk are its own and those that it imports, once each', () => {
  expect(filesOf(bundle, bundle['body.js'])).toEqual(['body.js', 'base.js', 'map.js']);
});

test('a page names what it asks for next, unless it does so already', () => {
  const wanted = { 'embed.html': ['/src/body.ts', '/src/worker.ts'] };
  expect(preloads('/embed.html', wanted).map(({ attrs: { rel, href } }) => [rel, href])).toEqual([
    ['modulepreload', './body.js'],
    ['modulepreload', './map.js'],
    ['modulepreload', './worker.js'],
    ['preload', './assets/sidestep-Ab12_-x.wasm'],
  ]);
  expect(preloads('/index.html', wanted)).toBeUndefined();
  expect(() => preloads('/embed.html', { 'embed.html': ['/src/gone.ts'] })).toThrow('has no part /src/gone.ts');
});
