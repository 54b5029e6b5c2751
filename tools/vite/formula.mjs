// `virtual:formulas`: every symbol of the catalog, rendered to MathML at build time, so that the page carries no TeX. Whole
// formulas come with the notes (notes.mjs).
import { readFileSync } from 'node:fs';
import temml from 'temml';

const id = 'virtual:formulas';

/** The values of every property called `symbol`, at any depth. */
export function texts(value, found = new Set()) {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'symbol' && typeof inner === 'string') found.add(inner);
    else texts(inner, found);
  }
  return found;
}

/** As names and texts have them: ε, not ϵ. */
const glyphs = { '\\epsilon': '\\varepsilon' };

export const render = (tex) => temml.renderToString(tex, { throwOnError: true, macros: { ...glyphs } });

/** The plugin, for the catalog at this path. */
export const formulas = (catalog) => ({
  name: 'sidestep:formulas',
  resolveId: (source) => (source === id ? `\0${id}` : undefined),
  load(resolved) {
    if (resolved !== `\0${id}`) return;
    this.addWatchFile(catalog);
    const found = [...texts(JSON.parse(readFileSync(catalog, 'utf8')))];
    return `export default new Map(${JSON.stringify(found.map((tex) => [tex, render(tex)]))});`;
  },
});
