import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { merge } from '../../web/src/core/merge.ts';
import { split } from './notes.mjs';

const catalog = JSON.parse(readFileSync(new URL('../../web/catalog.json', import.meta.url), 'utf8'));

it('parts the catalog so that merging gives it again', () => {
  const { lean, rest } = split(catalog);
  const text = JSON.stringify(lean);
  expect(text).not.toMatch(/"(doc|cite|tex|instruments)":/);
  expect(text.length).toBeLessThan(0.7 * JSON.stringify(catalog).length);
  merge(lean, rest);
  expect(lean).toEqual(catalog);
});

it('leaves a tree without notes as it is', () => {
  expect(split({ a: [1, { b: 'doc' }] })).toEqual({ lean: { a: [1, { b: 'doc' }] }, rest: undefined });
});
