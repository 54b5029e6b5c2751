// `virtual:notes`: the address of what only explains – every `doc`, `cite` and `tex` of the catalog, and the formulas as MathML.
// The page's own catalog is without them: half of it is words that nobody reads before the first race runs. Instruments are in
// neither: views know those that they ask for.
import { readFileSync } from 'node:fs';
import { render } from './formula.mjs';
import { json } from './json.mjs';

const notes = new Set(['doc', 'cite', 'tex']);

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

/** A tree with numbers in place of its texts and formulas, and these: what many fields say stands once. */
export function numbered(tree) {
  const places = new Map();
  const place = (value) => {
    const text = JSON.stringify(value);
    if (!places.has(text)) places.set(text, places.size);
    return places.get(text);
  };
  const walk = (value, key) => {
    if (key === 'tex' || value?.en !== undefined) return place(value);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner, key)]));
  };
  const rest = walk(tree);
  return { rest, texts: [...places.keys()].map((text) => JSON.parse(text)) };
}

/** The MathML of each text that is a formula, with its place. */
const formulas = (texts) => texts.flatMap((text, i) => (typeof text === 'string' ? [[i, render(text)]] : []));

/** The plugins, for the catalog at this path. */
export const notesOf = (catalog) => {
  const read = () => {
    const { instruments: _, ...shown } = JSON.parse(readFileSync(catalog, 'utf8'));
    return split(shown);
  };
  const words = () => {
    const notes = numbered(read().rest);
    return { ...notes, formulas: formulas(notes.texts) };
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
