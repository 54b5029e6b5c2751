// The numbers of prose are found, and those that nothing vouches for.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withoutComments } from '../../tools/check-deps.mjs';
import { root } from './support/files.ts';
import { numbersIn, numbersOf, unfounded } from './support/prose.ts';

const values = (text: string) => numbersIn(text).map(({ value }) => value);

it('finds numbers as people write them', () => {
  expect(values('from 3.2 to 12,345, 60%, 6.3×10⁴, 10⁻⁵, 3/4 and −7')).toEqual([
    3.2, 12345, 0.6, 63000, 1e-5, 0.75, -7,
  ]);
  expect(values('ten thousand steps, thirty times, two hundred thousand, half a million')).toEqual([
    10000, 30, 200000, 500000,
  ]);
  expect(values('第 6 步，准确率 85.2%，要 13,517 步')).toEqual([6, 0.852, 13517]);
  expect(values('Choi et al. 2019 on x² − y², 784-32-10, 2/κ, η/(1 + 0.9 t)')).toEqual([0.9]);
});

it('tells which are not borne out, to the digits that are given', () => {
  const known = [...numbersOf({ lr: 0.001, net: 'dense(32)' }), 38.7, 0.8519, 440];
  expect(unfounded('η = 0.001 with 32 units: 39 times less, 85.2% after 440 steps', known)).toEqual([]);
  expect(unfounded('30 times less, 86.8% after 441 steps', known)).toEqual(['30', '86.8%', '441']);
});

it('tells no reader of a page to type a command: those stand in the docs and in terminals', () => {
  const folders = ['web/presets/', 'web/locales/'].flatMap((folder) =>
    readdirSync(new URL(folder, root)).map((file) => folder + file),
  );
  const texts = [...folders, 'web/catalog.json', 'web/conventions.json', 'web/path.json'];
  expect(texts.length).toBeGreaterThan(60);
  for (const file of texts) expect(readFileSync(new URL(file, root), 'utf8'), file).not.toMatch(/\bnp[mx] /);
  // What a worker says is read on the page, too: the command line adds what is to be typed.
  const sources = readdirSync(new URL('web/src/', root), { recursive: true, encoding: 'utf8' });
  for (const file of sources.filter((name) => name.endsWith('.ts') && !name.startsWith('cli')))
    expect(withoutComments(readFileSync(new URL(`web/src/${file}`, root), 'utf8')), file).not.toMatch(/\bnpm /);
});
