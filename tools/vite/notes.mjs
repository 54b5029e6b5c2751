// `virtual:notes`: the address of what only explains – every `doc`, `cite`, `tex`, `noun` and `labels` of the catalog, and the formulas as MathML;
// `virtual:notes-en` and so on: that of its words in one language. The page's own catalog is without them: half of it is words that
// nobody reads before the first race runs. Nor has it names: it has objects in their places, which are those of `virtual:names`,
// where `virtual:names-en` and so on belong. Instruments are in neither: views know those that they ask for.
import { readFileSync } from 'node:fs';
import { render } from './formula.mjs';
import { json } from './json.mjs';

const explaining = new Set(['doc', 'cite', 'tex', 'noun', 'labels']);
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

/** A catalog's source, in which each of its texts is one of the objects in `texts`, and these. */
export function nameless(catalog) {
  const places = new Map();
  const marked = JSON.stringify(catalog, (_, value) => {
    if (value?.en === undefined) return value;
    const text = JSON.stringify(value);
    if (!places.has(text)) places.set(text, places.size);
    return `text ${places.get(text)}`;
  });
  return {
    source: marked.replaceAll(/"text (\d+)"/g, 'texts[$1]'),
    texts: [...places.keys()].map((text) => JSON.parse(text)),
  };
}

const languages = ['en', 'zh'];
const inLanguage = (texts, lang) => texts.map((text) => text[lang]);

/** A plugin for scripts that are made of a file: by their names, what gives them. */
const scripts = (name, file, made) => ({
  name: `sidestep:${name}`,
  resolveId: (source) => (source in made ? `\0${source}` : undefined),
  load(id) {
    const make = made[id.slice(1)];
    if (make) this.addWatchFile(file);
    return make?.();
  },
});

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
  const names = () => nameless(read().lean);
  const watched = () => [catalog];
  return [
    json('notes', common, watched),
    ...languages.map((lang) => json(`notes-${lang}`, () => inLanguage(notes().texts, lang), watched)),
    scripts('names', catalog, {
      'virtual:catalog': () => `import texts from 'virtual:names';\nexport default ${names().source};`,
      'virtual:names': () => `export default Array.from({ length: ${names().texts.length} }, () => ({}));`,
      ...Object.fromEntries(
        languages.map((lang) => [
          `virtual:names-${lang}`,
          () => `export default ${JSON.stringify(inLanguage(names().texts, lang))};`,
        ]),
      ),
    }),
    {
      name: 'sidestep:lean-catalog',
      enforce: 'pre',
      // Tools in Node have all of it.
      resolveId: (source, _, { ssr }) => (source === catalog && !ssr ? '\0virtual:catalog' : undefined),
    },
  ];
};
