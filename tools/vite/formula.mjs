// `virtual:formulas`: every symbol of the catalog, rendered to MathML at build time, so that the page carries no TeX. Whole
// formulas come with the notes (notes.mjs), those of rules as `virtual:formula-lines`: every text of formulas.json, in its order.
import { readFileSync } from 'node:fs';
import temml from 'temml';

const ids = ['virtual:formulas', 'virtual:formula-lines'];

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

export const render = (tex, displayMode = false) =>
  temml.renderToString(tex, { throwOnError: true, displayMode, macros: { ...glyphs } });

/** The plugin, for the catalog and the formulas at these paths. */
export const formulas = (catalog, lines) => ({
  name: 'sidestep:formulas',
  resolveId: (source) => (ids.includes(source) ? `\0${source}` : undefined),
  load(resolved) {
    if (!ids.some((id) => resolved === `\0${id}`)) return;
    const path = resolved.endsWith('lines') ? lines : catalog;
    this.addWatchFile(path);
    const read = JSON.parse(readFileSync(path, 'utf8'));
    if (path === lines) return `export default ${JSON.stringify(read.texts.map((tex) => render(tex)))};`;
    return `export default new Map(${JSON.stringify([...texts(read)].map((tex) => [tex, render(tex)]))});`;
  },
});
