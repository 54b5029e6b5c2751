// uPlot as the page uses it. The moment it loads it makes formats of numbers and dates, for labels that we write ourselves
// (web/src/views/chart/options.ts): tens of milliseconds in which the page stands still. And it offers helpers that nobody asks for,
// which a bundler must keep: bars, splines, dates.
const changes = [
  ["new Intl.NumberFormat(domEnv ? nav.language : 'en-US')", '{ format: String }'],
  ['new Intl.DateTimeFormat().resolvedOptions().timeZone', "''"],
  // A chart may have been moved into another document than the script's.
  ['onMouse(mouseup, doc, mouseUp, false)', 'onMouse(mouseup, over.ownerDocument, mouseUp, false)'],
  ['offMouse(mouseup, doc)', 'offMouse(mouseup, over.ownerDocument)'],
  [/^uPlot\.assign = assign;[\s\S]*(?=^export )/m, ''],
];

/** uPlot so. Throws where its source has changed. */
export function lightened(code) {
  for (const [made, instead] of changes) {
    const light = code.replace(made, instead);
    if (light === code) throw new Error(`uPlot has no "${made}" any more`);
    code = light;
  }
  return code;
}

export const lightPlot = () => ({
  name: 'sidestep:plot',
  apply: 'build',
  transform: (code, id) => (id.endsWith('/uPlot.esm.js') ? { code: lightened(code), map: null } : undefined),
});
