// What the catalog promises to everything that is generated from it.
import { describe, expect, it } from 'vitest';
import { render } from '../../../tools/vite/formula.mjs';
import { type Field, optimizerOf, problemOf, raceFieldsOf } from '../../../web/src/core/catalog.ts';
import { problemWith } from '../../../web/src/core/value.ts';
import { plainSymbol } from '../../../web/src/toolkit/symbol.ts';
import { catalog } from '../support/module.ts';

const owners: [string, Field[]][] = [
  ['race', catalog.race],
  ...[...catalog.problems, ...catalog.optimizers, ...catalog.instruments!].map(({ id, fields }): [string, Field[]] => [
    id,
    fields,
  ]),
];
const fields = owners.flatMap(([owner, list]) => list.map((field): [string, Field] => [`${owner}.${field.id}`, field]));

/** Every object under `value` that has an `en` or a `zh`, with its path. */
function* texts(value: unknown, path: string): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return;
  if ('en' in value || 'zh' in value) yield [path, value as Record<string, unknown>];
  else for (const [key, member] of Object.entries(value)) yield* texts(member, `${path}.${key}`);
}

describe('the catalog', () => {
  it.each(['optimizers', 'problems', 'datasets', 'networks', 'layers', 'instruments'] as const)(
    'has %s of different ids',
    (list) => {
      const ids = catalog[list]!.map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(0);
      expect(new Set(ids).size).toBe(ids.length);
      // Links hold them as they are.
      for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z0-9_]*$/);
    },
  );

  it('has fields of different ids in each place', () => {
    for (const [owner, list] of owners) {
      const ids = list.map(({ id }) => id);
      expect(new Set(ids).size, owner).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z0-9_]*$/);
      // These mean something else in a config.
      for (const id of [
        'id',
        'optimizer',
        'name',
        'problem',
        'lanes',
        'v',
        ...(list === catalog.race ? ['p', 'o'] : []),
      ])
        expect(ids).not.toContain(id);
    }
  });

  it('has every text in English and in Chinese', () => {
    const all = [...texts(catalog, 'catalog')];
    expect(all.length).toBeGreaterThan(200);
    for (const [path, text] of all) {
      expect(Object.keys(text), path).toEqual(['en', 'zh']);
      for (const language of ['en', 'zh']) expect(text[language], path).toMatch(/\S/);
      if (path.endsWith('.doc')) {
        expect(text.zh, path).toMatch(/\p{Script=Han}/u);
        expect(text.en, path).not.toMatch(/\p{Script=Han}/u);
      }
    }
  });

  it('says no symbol twice: a label stands beside it already', () => {
    for (const [path, { symbol, name }] of fields) {
      const sign = plainSymbol(symbol);
      expect(sign, path).not.toMatch(/[\\{}]/);
      if (sign === '') continue;
      for (const text of Object.values(name)) {
        const words = text.split(/[\s（）()]+/);
        expect(words, path).not.toContain(sign);
        if (/[^a-zA-Z]/.test(sign)) expect(text, path).not.toContain(sign);
      }
    }
  });

  it('has one ε, in formulas as in texts', () => {
    expect(render('\\epsilon')).toContain('ε');
    expect(render('\\epsilon')).not.toContain('ϵ');
  });

  it('has other labels for other fields of one owner', () => {
    for (const [owner, list] of owners) {
      for (const language of ['en', 'zh'] as const) {
        const labels = list.map(({ name }) => name[language]);
        expect(new Set(labels).size, owner).toBe(labels.length);
      }
    }
  });

  it('has fields that are valid by their own rules', () => {
    for (const [path, field] of fields) {
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, slider, scale, kind } = field;
      expect(problemWith(field, field.default), path).toBeNull();
      expect(min, path).toBeLessThanOrEqual(max);
      if (slider) {
        const [from, to] = slider;
        expect(from, path).toBeLessThan(to);
        expect(from >= min && to <= max, path).toBe(true);
        if (scale === 'log') expect(from, path).toBeGreaterThan(0);
        if (scale === 'oneMinus') expect(to, path).toBeLessThan(1);
      }
      if (kind === 'vector' && field.most === undefined)
        expect((field.default as number[]).length, path).toBe(field.length);
      if (kind === 'choice') expect(field.choices?.length, path).toBeGreaterThan(0);
    }
  });

  it('has problems that can be drawn', () => {
    for (const { id, cite, box, dim, minima } of catalog.problems) {
      expect(!cite?.url || cite.url.startsWith('https://'), id).toBe(true);
      expect(box.length, id).toBe(dim);
      for (const [low, high] of box) expect(low, id).toBeLessThan(high);
      for (const { at, value } of minima) expect([at.length, Number.isFinite(value)], id).toEqual([dim, true]);
    }
  });

  it('has optimizers with a source and a learning rate first', () => {
    for (const { id, cite, fields } of catalog.optimizers) {
      expect(cite?.text, id).toMatch(/\d{4}/);
      expect(cite?.url, id).toMatch(/^https:\/\//);
      expect(fields[0]?.id).toBe('lr');
    }
  });

  it('is found by id', () => {
    const { optimizers, problems } = catalog;
    expect(optimizers.map(({ id }) => optimizerOf(catalog, id))).toEqual(optimizers);
    expect(problems.map(({ id }) => problemOf(catalog, id))).toEqual(problems);
    for (const id of ['', 'nothing', '__proto__', 'constructor']) {
      expect([optimizerOf(catalog, id), problemOf(catalog, id)]).toEqual([undefined, undefined]);
    }
    const batch = catalog.race.find(({ id }) => id === 'batch')!;
    for (const problem of problems) {
      expect(raceFieldsOf(catalog, problem).includes(batch)).toBe(
        batch.only === undefined || batch.only === problem.kind,
      );
    }
  });
});
