// Names in the catalog that do not tell things apart, or that a formula lacks, and words in formulas, which are of no language. Terms,
// spaces, and names that repeat their symbol or their group are the lint's (tools/check-words.mjs).
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { catalog } from '../../web/src/core/catalog-data.ts';

const langs = ['en', 'zh'] as const;
const owners = [...catalog.optimizers, ...catalog.problems];
const fields = [...owners.flatMap((owner) => owner.fields), ...Object.values(catalog.race)];

it('two fields beside each other with one name or symbol', () => {
  for (const owner of owners) {
    for (const lang of langs) {
      const its = owner.fields.map(({ name }) => name[lang]);
      expect(its, owner.id).toEqual([...new Set(its)]);
    }
    const symbols = owner.fields.flatMap(({ symbol }) => symbol || []);
    expect(symbols, owner.id).toEqual([...new Set(symbols)]);
  }
});

it('an array or a number of a rule that formulas would have to call by its id', () => {
  for (const { id, slots, fields } of catalog.optimizers) {
    for (const slot of slots) expect(slot.symbol, `${id}.${slot.id}`).toBeTruthy();
    for (const { kind, symbol, id: field } of fields) {
      if (kind === 'real' || kind === 'integer') expect(symbol, `${id}.${field}`).toBeTruthy();
    }
  }
});

it('words of one language in a formula', () => {
  const { texts } = JSON.parse(readFileSync('web/formulas.json', 'utf8')) as { texts: string[] };
  const symbols = [...fields, ...catalog.optimizers.flatMap(({ slots }) => slots)].flatMap(
    ({ symbol }) => symbol || [],
  );
  const formulas = [...texts, ...symbols, ...catalog.problems.flatMap(({ tex }) => tex ?? [])];
  expect(formulas.length).toBeGreaterThan(300);
  for (const tex of formulas) {
    expect(tex).not.toMatch(/\\(text|mathrm|mbox|textit|textrm|mathit)\b/);
    for (const [, name] of tex.matchAll(/\\operatorname\{(\w+)\}/g)) expect(['sign', 'clip']).toContain(name);
    expect(tex.replace(/\\(operatorname|begin|end)\{\w+\}|\\[a-zA-Z]+/g, '')).not.toMatch(/[a-z]{4,}|[A-Z][a-z]{2,}/);
  }
});
