// `virtual:notes`: the address of what only explains – every `doc`, `cite` and `tex` of the catalog, its instruments, and the
// formulas as MathML.
// The page's own catalog is without them: half of it is words that nobody reads before the first race runs.
import { readFileSync } from 'node:fs';
import { render } from './formula.mjs';
import { json } from './json.mjs';

const notes = new Set(['doc', 'cite', 'tex', 'instruments']);

/** A tree without what explains, and a tree of nothing but that: `merge` (web/src/core/merge.ts) makes one of them again. */
export function split(value) {
  if (typeof value !== 'object' || value === null) return { lean: value, rest: undefined };
  const lean = Array.isArray(value) ? [] : {};
  const rest = {};
  for (const [key, inner] of Object.entries(value)) {
    if (notes.has(key)) rest[key] = inner;
    else {
      const parts = split(inner);
      lean[key] = parts.lean;
      if (parts.rest) rest[key] = parts.rest;
    }
  }
  return { lean, rest: Object.keys(rest).length > 0 ? rest : undefined };
}

function formulas(value) {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'tex' ? [[inner, render(inner)]] : formulas(inner)));
}

/** The plugins, for the catalog at this path. */
export const notesOf = (catalog) => {
  const read = () => split(JSON.parse(readFileSync(catalog, 'utf8')));
  const words = () => {
    const { rest } = read();
    return { rest, formulas: formulas(rest) };
  };
  return [
    json('notes', words, () => [catalog]),
    {
      name: 'sidestep:lean-catalog',
      enforce: 'pre',
      load(resolved) {
        if (resolved !== catalog) return;
        this.addWatchFile(catalog);
        return { code: JSON.stringify(read().lean), moduleType: 'json' };
      },
    },
  ];
};
