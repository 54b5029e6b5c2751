// `virtual:notes`: the address of what only explains – every `doc`, `cite` and `tex` of the catalog, and the formulas as MathML;
// `virtual:notes-en` and so on: that of its words in one language.
// The page's own catalog is without them: half of it is words that nobody reads before the first race runs. Instruments are in
// neither: views know those that they ask for.
import { readFileSync } from 'node:fs';
import { render } from './formula.mjs';
import { json } from './json.mjs';

const explaining = new Set(['doc', 'cite', 'tex']);
const isTree = (value) => typeof value === 'object' && value !== null;

/** A tree without what explains, and a tree of nothing but that: `merge` (web/src/core/merge.ts) makes one of them again. */
export function split(value) {
  if (!isTree(value)) return { lean: value, rest: undefined };
  const lean = Array.isArray(value) ? [] : {};
  const rest = {};
  for (const [key, inner] of Object.entries(value)) {
    if (explaining.has(key)) rest[key] = inner;
    else {
      const parts = split(inner);
      lean[key] = parts.lean;
      if (parts.rest) rest[key] = parts.rest;
    }
  }
  return { lean, rest: Object.keys(rest).length > 0 ? rest : undefined };
}

const isNumbered = (value, key) => key === 'tex' || value?.en !== undefined;
const within = (value, key) =>
  isNumbered(value, key)
    ? [JSON.stringify(value)]
    : isTree(value)
      ? Object.entries(value).flatMap(([key, inner]) => within(inner, key))
      : [];

/** A tree with numbers in place of its formulas and texts, and these, of which the formulas count first: what many fields say stands once. */
export function numbered(tree) {
  const found = [...new Set(within(tree))].map((value) => JSON.parse(value));
  const tex = found.filter((value) => typeof value === 'string');
  const texts = found.filter((value) => typeof value !== 'string');
  const places = new Map([...tex, ...texts].map((value, i) => [JSON.stringify(value), i]));
  const walk = (value, key) => {
    if (isNumbered(value, key)) return places.get(JSON.stringify(value));
    if (!isTree(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner, key)]));
  };
  return { rest: walk(tree), tex, texts };
}

/** The plugins, for the catalog at this path. */
export const notesOf = (catalog) => {
  const read = () => {
    const { instruments: _, ...shown } = JSON.parse(readFileSync(catalog, 'utf8'));
    return split(shown);
  };
  const notes = () => numbered(read().rest);
  const common = () => {
    const { rest, tex } = notes();
    return { rest, formulas: tex.map((text) => [text, render(text)]) };
  };
  const watched = () => [catalog];
  return [
    json('notes', common, watched),
    ...['en', 'zh'].map((lang) => json(`notes-${lang}`, () => notes().texts.map((text) => text[lang]), watched)),
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
