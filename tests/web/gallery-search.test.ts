import { expect, it } from 'vitest';
import { presetsIn } from '../../tools/vite/presets.mjs';
import { catalog } from '../../web/src/core/catalog-data.ts';
import { configOf, isExperiment, type Preset } from '../../web/src/core/preset.ts';
import { experimentOf } from '../../web/src/experiment/preset.ts';
import {
  folded,
  passes,
  type Query,
  readQuery,
  says,
  traitsOf,
  withQuery,
  wordingOf,
} from '../../web/src/pages/gallery-search.ts';

const lessons = (presetsIn('web/presets') as Preset[]).map((preset) => {
  const config = isExperiment(preset, catalog) ? experimentOf(preset, catalog).config : configOf(preset, catalog);
  return { preset, traits: traitsOf(preset, config), wording: wordingOf(preset, config, catalog) };
});
const nothing: Query = { q: '', rule: '', problem: '', theme: '' };
const found = (asked: Partial<Query>): string[] => {
  const query = { ...nothing, ...asked };
  return lessons.flatMap(({ preset, traits, wording }) =>
    passes(traits, query) && says(wording, query.q) ? [preset.id] : [],
  );
};

it('folds what people spell differently', () => {
  expect(folded('  RMSProp, “β₂” Ｋｅｒａｓ’ naïve mini-batch, 1,000 × 0.5. ')).toBe(
    'rmsprop β2 keras naive mini batch 1000 0.5',
  );
});

it.each([
  ['RMSprop', 'quartic-by-hand'],
  ['rms prop', 'quartic-by-hand'],
  ['RMS-Prop', 'quartic-by-hand'],
  ['adam', 'adam-fails'],
  ['momentum', 'ravine-10'],
  ['动量', 'ravine-10'],
  ['Nesterov', 'saddle'],
  ['nag', 'saddle'],
  ['学习率', 'constant-rate'],
  ['学习率 消失', 'vanishing-rate'],
  ['learning rate', 'ravine-limit'],
  ['卷积', 'mnist-convolutions'],
  ['CNN', 'cifar-photos'],
  ['mlp', 'blobs-mlp'],
  ['β', 'quartic-by-hand'], // what is called ρ here
  ['ρ', 'mnist-rates'],
  ['教程', 'four-points'],
  ['minibatch', 'mini-batches'],
  ['RMSprop的', 'rmsprop-initial-v'], // Chinese sets a space there
  ['cifar10', 'cifar-photos'],
  ['手写数字', 'mnist-four'],
  ['L-BFGS', 'second-order'],
  ['96.5 %', 'cifar-photos'],
  ['−0.0878', 'quartic-by-hand'],
  ['1,000', 'four-points'],
])('finds by “%s”, among others, %s', (q, id) => {
  const all = found({ q });
  expect(all).toContain(id);
  expect(all.length).toBeLessThan(lessons.length);
});

it('finds a formula with and without spaces, and figures without their 0', () => {
  const text = folded('θ ← θ − η/√(v + ε)·g with decay=0.9');
  const wording = { spaced: ` ${text}`, joined: text.replaceAll(' ', '') };
  for (const q of ['√(v+ε)', '√(v + ε)', 'η/√(v+ε)·g', 'decay=.9', 'decay=0.9']) expect(says(wording, q), q).toBe(true);
  for (const q of ['√(v−ε²)', 'decay=.8']) expect(says(wording, q), q).toBe(false);
});

it('wants all words, and short ones where words begin', () => {
  expect(found({ q: 'adam ravine' }).length).toBeLessThan(found({ q: 'ravine' }).length);
  expect(says({ spaced: ' well managed', joined: 'wellmanaged' }, 'nag')).toBe(false);
  expect(found({ q: 'zebra crossing' })).toEqual([]);
  expect(found({ q: ' … ' })).toHaveLength(lessons.length); // signs alone ask for nothing
});

it('combines search and filters', () => {
  expect(found({ rule: 'newton' })).toEqual(['second-order']);
  expect(found({ problem: 'xor' })).toEqual(['xor', 'xor-two-units']);
  expect(found({ theme: 'wrong' })).toContain('wrong-adam-missing');
  const asked = { rule: 'rmsprop', problem: 'network', theme: 'tutorial' };
  expect(found(asked)).toContain('mnist-lenet');
  for (const [part, value] of Object.entries(asked))
    expect(found({ [part]: value }).length).toBeGreaterThan(found(asked).length);
  expect(found({ ...asked, q: 'lenet' })).toEqual(['mnist-lenet']);
  expect(found({ ...asked, q: 'lenet', theme: 'wrong' })).toEqual([]);
});

it('stands in the address, beside what else is there', () => {
  const query = { q: '学习率 & ρ', rule: 'rmsprop', problem: '', theme: 'tutorial' };
  const url = withQuery('https://example.org/gallery.html?lang=zh&path=tutorial&problem=xor#saddle', query);
  expect(readQuery(url.search)).toEqual(query);
  expect([url.searchParams.get('lang'), url.searchParams.get('path'), url.hash]).toEqual(['zh', 'tutorial', '#saddle']);
  expect(withQuery(url.href, nothing).search).toBe('?lang=zh&path=tutorial');
});
