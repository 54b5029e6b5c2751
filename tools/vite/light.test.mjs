import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { contours } from 'd3-contour';
import { expect, test } from 'vitest';
import { isHeavy, lightened } from './light.mjs';

const require = createRequire(import.meta.url);
const plot = require.resolve('uplot/dist/uPlot.esm.js');
const pako = require.resolve('pako').replace(/[^/]*$/, 'pako.mjs');
const levels = require.resolve('d3-contour').replace(/[^/]*$/, 'd3-contour.mjs');
const source = (file) => readFileSync(file, 'utf8');

test('uPlot makes no formats as it loads, knows no time, and listens to the document where it stands', () => {
  const light = lightened(plot, source(plot)).replaceAll(/^\s*\/\/.*$/gm, '');
  expect(light).not.toMatch(/Intl\.|\bisTime\b|fmtDate\(tpl|mouseup, doc\b/);
  expect(light.trim()).toMatch(/export \{ uPlot as default \};$/);
  expect(light.length).toBeGreaterThan(0.6 * source(plot).length); // no more than what was meant went
});

test('level sets are as they were, without the library that would choose the levels', async () => {
  const light = lightened(levels, source(levels)).replace(/^import .*'d3-array';$/m, '');
  const lean = await import(`data:text/javascript,${encodeURIComponent(light)}`);
  const size = [23, 17];
  const heights = Array.from({ length: size[0] * size[1] }, (_, i) => Math.sin(i * i) + Math.cos(i / 7));
  for (const level of [-1.5, -0.3, 0, 0.8, 3])
    expect(lean.contours().size(size).smooth(true).contour(heights, level)).toEqual(
      contours().size(size).smooth(true).contour(heights, level),
    );
});

test('what packs is not loaded to unpack, which comes to the same', async () => {
  const light = lightened(pako, source(pako));
  expect(light).not.toMatch(/^zero\$1\(|^var configuration_table/m);
  const { Inflate } = await import(`data:text/javascript,${encodeURIComponent(light)}`);
  const inflate = new Inflate();
  const text = 'of two members '.repeat(100);
  expect(inflate.push(Buffer.concat([gzipSync(text), gzipSync(text)]), true)).toBe(true);
  expect(Buffer.from(inflate.result).toString()).toBe(text + text);
});

test('the glue of the module is one for browsers', () => {
  const glue =
    'var _scriptName = import.meta.url;return new URL("sidestep.wasm",import.meta.url).href;' +
    'var ENVIRONMENT_IS_NODE=typeof process=="object"&&process.type!="renderer";if(ENVIRONMENT_IS_NODE){a()}else{b()}';
  expect(lightened('/a/build/wasm/sidestep.mjs', glue)).toBe(`var _scriptName = '';return "";if(false){a()}else{b()}`);
});

test('another version is not taken for this one', () => {
  for (const part of ['new Intl.NumberFormat', 'mouseup, doc', 'isTime', 'mode ==', 'legend.show', 'uPlot.assign = '])
    expect(() => lightened(plot, source(plot).replaceAll(part, 'other'))).toThrow('uPlot.esm.js has no');
  for (const part of ['function contours', 'thresholdSturges'])
    expect(() => lightened(levels, source(levels).replaceAll(part, 'other'))).toThrow('d3-contour.mjs has no');
  expect(isHeavy('/a/node_modules/d3-dsv/dist/d3-dsv.mjs')).toBe(false);
});
