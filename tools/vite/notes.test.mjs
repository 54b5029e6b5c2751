import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { merge } from '../../web/src/core/merge.ts';
import { nameless, numbered, split } from './notes.mjs';

const catalog = JSON.parse(readFileSync(new URL('../../web/catalog.json', import.meta.url), 'utf8'));

it('parts the catalog so that merging gives it again', () => {
  const { lean, rest: notes } = split(catalog);
  const { rest, tex, texts } = numbered(notes);
  const text = JSON.stringify(lean);
  expect(text).not.toMatch(/"(doc|cite|tex)":/);
  expect(text.length).toBeLessThan(0.7 * JSON.stringify(catalog).length);
  expect(JSON.stringify([rest, tex, texts]).length).toBeLessThan(0.8 * JSON.stringify(notes).length);
  merge(lean, rest, [...tex, ...texts]);
  expect(lean).toEqual(catalog);
});

it('leaves a tree without notes as it is', () => {
  expect(split({ a: [1, { b: 'doc' }] })).toEqual({ lean: { a: [1, { b: 'doc' }] }, rest: undefined });
});

it('names what it left nameless', () => {
  const { source, texts } = nameless(catalog);
  expect(source).not.toMatch(/"(en|zh)":/);
  expect(new Function('texts', `return ${source}`)(texts)).toEqual(catalog);
  expect(new Set(texts.map((text) => JSON.stringify(text))).size).toBe(texts.length);
});
