// npm run claims: runs every preset of the gallery and writes docs/claims.md from what it showed. Experiments that take long are
// taken from docs/experiments.json; -- --all makes them anew, on all cores.
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { path as experiments, makeAll, written } from './experiments.mjs';
import { wasm, wasmNeeds } from './setup/cmake.mjs';
import { data, dataSets } from './setup/data.mjs';
import { main, root, step, text } from './setup/step.mjs';
import { system } from './setup/system.mjs';
import { moduleServer } from './vite/modules.mjs';
import { presetsIn } from './vite/presets.mjs';

export const path = join(root, 'docs/claims.md');
/** Curves of the races that take long: the gallery's first pictures are drawn from them (tools/thumbs.mjs). */
const thumbs = join(root, 'web/thumbs.json');

const cell = (text) => text.replace(/\|/g, '\\|');

const head = `# What the races show

<!-- Written by \`npm run claims\` from the presets in web/presets: change those, then run it. -->

Every race of the gallery (\`web/gallery.html\`) with its claims, each as a sentence and as the check behind it, and with the numbers of its run. The
test suite runs all races again (\`tests/web/gallery.test.ts\`), and one run of each experiment that takes long. The checksum is that of
\`npx sidestep-race run LINK\`, or for an experiment of \`npx sidestep-race sweep LINK --out FILE\`; it is the same in every browser.

A check is a comparison over every step of the race's lanes (\`web/src/core/claim.ts\`):

| | |
| --- | --- |
| \`final(lane).column\`, \`start(lane).column\` | the column in the lane's last or first row |
| \`at(lane, step).column\` | the column after so many steps |
| \`steps(lane, condition)\` | the first step at which the condition holds; \`never\` when at none |
| \`max(lane, expression, last 100)\` | the largest over the last hundred steps, or without that over all; \`min\` and \`mean\` likewise |
| \`diverged(lane)\` | the loss or the gradient was no longer finite |
| \`a = b ± 5%\`, \`a = b ± 0.1\` | equal within 5% of b, or within 0.1 |
| \`+ - * / ^\`, \`< <= > >= = !=\`, \`and or\`, \`abs sqrt log10\` | as usual; \`1 < x < 2\` may be chained |

In an experiment, a check is a comparison of the final values of its runs (\`web/src/experiment/claim.ts\`):

| | |
| --- | --- |
| \`median(lane).column\` | of all runs of the lane; \`iqm\`, the interquartile mean, and \`spread\`, how far apart the quartiles are, likewise |
| \`runs(lane)\`, \`diverged(lane)\` | how many there are, and how many of them diverged |
| \`best(lane, column).name\` | in the cell with the best median, or as a tuning chose: a setting, or that median |
| \`width(lane, condition)\` | of the widest range in which half of the runs or more end so: in decades, where its values lie at ratios |
| \`probability(a, b).column\` | that a run of a ends better than one of b; \`difference\`: the median of a − b over the seeds |
| \`apart(a, b).column\` | a is better whatever the seed; \`ahead\`: seed by seed alone; \`undecided\`: neither is shown ([verdicts](experiments.md)) |
| \`seeds(a, b).column\` | from how many seeds on a is shown to be better; \`never\` when with none that there are |
| \`median(lane, lr < 0.01).column\` | a last argument says which runs count, by their settings, or \`first 10\` of the seeds |

A lane is named by its label, else by its optimizer's id where only one lane has it, or by its number from 0. Columns: step, loss, gradNorm, x0, x1 and so
on, accuracy, and those that the problem adds.
`;

/** How many runs there were, of an experiment. */
function size({ lanes }) {
  const runs = lanes.reduce((sum, { checksums }) => sum + checksums.length, 0);
  const cells = new Set(lanes.map(({ cell }) => cell)).size;
  return `*An experiment:* ${runs} runs${cells > 1 ? ` in ${cells} cells` : ''}, on ${lanes[0].checksums.length} ${lanes[0].checksums.length > 1 ? 'seeds' : 'seed'}.\n\n`;
}

function entry({ preset, link, checked, checksum, record }, tellerOf) {
  const { name, lesson, printed, claims } = preset;
  const told = tellerOf(preset);
  const rows = checked.map(
    ({ claim, holds, measured }) =>
      `| ${holds ? '✓' : '✗'} | ${cell(told.claim(claim))}<br>\`${cell(claim)}\` | ${cell(measured.map(({ text, value }) => told.measured(text, value)).join('<br>'))} |`,
  );
  return `### ${name.en}

${lesson.en}

${record ? size(record) : ''}${printed ? `*What tutorials state:* ${printed.en}\n\n` : ''}| | claim | the run |
| - | --- | --- |
${rows.slice(0, claims.length).join('\n')}

Replay: \`${link}\`<br>Checksum: \`${checksum}\`
`;
}

/** docs/claims.md from what the presets' races showed; `sections` as in web/src/core/preset.ts, `tellerOf` as in web/src/pages/gallery-teller.ts. */
export function render(entries, sections, tellerOf) {
  const parts = sections.map(({ id, name }) => {
    const mine = entries.filter(({ preset }) => preset.section === id);
    return `## ${name.en}\n\n${mine.map((one) => entry(one, tellerOf)).join('\n')}`;
  });
  return `${head}\n${parts.join('\n')}${accuracies()}`;
}

/** What networks reached on whole datasets when \`npm run accuracy\` was last run; nothing before it has been. */
function accuracies() {
  const record = JSON.parse(text(join(root, 'docs/accuracy.json')) ?? '[]');
  if (record.length === 0) return '';
  const percent = (x) => `${(100 * x).toFixed(2)}%`;
  const rows = record.map(
    ({ name, link, reach, accuracy, checksum, seconds }) =>
      `| ${accuracy >= reach ? '✓' : '✗'} | ${name} | ≥ ${percent(reach)} | ${percent(accuracy)} | ${seconds} s | \`${checksum}\` | \`${link}\` |`,
  );
  return `
## Accuracy on whole datasets

Trained by \`npm run accuracy\` in the same WebAssembly under Node, one thread of ${record[0].machine}; the test suite trains shorter
races of the same networks (\`tests/web/proof/accuracy.test.ts\`). The links replay them, on the page too.

| | network | wanted | test accuracy at the end | time | checksum | link |
| - | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

async function generate(all) {
  const server = await moduleServer('claims');
  const known = JSON.parse(text(experiments) ?? '{}');
  try {
    const { report } = await server.load('cli/check.ts');
    const { SECTIONS } = await server.load('core/preset.ts');
    const { tellerOf } = await server.load('pages/gallery-teller.ts');
    const { loadLanguage, locale } = await server.load('toolkit/i18n.ts');
    await loadLanguage('en');
    await locale.set('en');
    const dataUrl = pathToFileURL(join(root, 'web/public/data/'));
    const read = async (url) => new Uint8Array(await readFile(fileURLToPath(url)));
    const slow = ({ id }, link) => (all || known[id]?.link !== link ? makeAll(id, link) : known[id]);
    const outcomes = await report(presetsIn(join(root, 'web/presets')), dataUrl, read, slow);
    const curves = outcomes.flatMap(({ preset, link, curves }) =>
      curves ? [[preset.id, { link, lanes: curves }]] : [],
    );
    const records = outcomes.flatMap(({ preset, record }) => (record ? [[preset.id, record]] : []));
    return [
      [path, render(outcomes, SECTIONS, tellerOf)],
      [thumbs, `${JSON.stringify(Object.fromEntries(curves))}\n`],
      [experiments, written(records)],
    ];
  } finally {
    await server.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(async () => {
    await system(...(await wasmNeeds()));
    await wasm();
    for (const id of dataSets) await data(id);
    const wanted = await generate(process.argv.includes('--all'));
    for (const [path, content] of wanted)
      await step(basename(path), { fresh: () => text(path) === content, work: () => writeFileSync(path, content) });
  });
}
