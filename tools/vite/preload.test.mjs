import { expect, test } from 'vitest';
import { filesOf, preload } from './preload.mjs';

const chunk = (fileName, imports, moduleIds = []) => [fileName, { type: 'chunk', fileName, imports, moduleIds }];
const bundle = Object.fromEntries([
  chunk('page.js', ['base.js']),
  chunk('body.js', ['base.js', 'map.js', 'elsewhere.js'], ['/src/body.ts']),
  chunk('map.js', ['base.js', 'body.js']),
  chunk('base.js', []),
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
  expect(preloads('/embed.html', { 'embed.html': '/src/body.ts' }).map(({ attrs }) => attrs.href)).toEqual([
    './body.js',
    './map.js',
  ]);
  expect(preloads('/index.html', { 'embed.html': '/src/body.ts' })).toBeUndefined();
  expect(() => preloads('/embed.html', { 'embed.html': '/src/gone.ts' })).toThrow('has no part /src/gone.ts');
});
