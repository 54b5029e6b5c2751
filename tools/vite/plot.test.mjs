import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { lightened } from './plot.mjs';

const source = readFileSync(createRequire(import.meta.url).resolve('uplot/dist/uPlot.esm.js'), 'utf8');

test('uPlot makes no formats as it loads, listens to the document where it stands, and is else what it was up to its helpers', () => {
  const light = lightened(source);
  expect(light.replaceAll(/^\s*\/\/.*$/gm, '')).not.toContain('Intl.');
  const [before, after] = [source, light].map((code) => code.split('\n'));
  const end = before.indexOf('uPlot.assign = assign;');
  expect(before.slice(0, end).filter((line, i) => line !== after[i])).toHaveLength(4);
  expect(after.slice(end).join('').trim()).toBe('export { uPlot as default };');
});

test('another uPlot is not taken for this one', () => {
  for (const part of ['new Intl.NumberFormat', 'new Intl.DateTimeFormat', 'mouseup, doc', 'uPlot.assign = '])
    expect(() => lightened(source.replaceAll(part, 'other'))).toThrow('uPlot has no');
});
