// The gallery's pictures as they are before a race runs: each preset is raced and drawn by the gallery's own code, into build/thumbs/.
// Those that learn from data are drawn from web/thumbs.json instead, and experiments from docs/experiments.json; `npm run claims` writes both.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { path as experiments } from './experiments.mjs';
import { build, root, step, text } from './setup/step.mjs';
import { Matrix, Path, Paths, svgOf } from './thumbs/canvas.mjs';
import { drawExperiment } from './thumbs/experiment-picture.mjs';
import { moduleServer } from './vite/modules.mjs';
import { presetsIn } from './vite/presets.mjs';

export const folder = join(build, 'thumbs');
const curves = join(root, 'web/thumbs.json');

/** What was kept of races and of experiments, by the ids of presets. */
const kept = () => ({ ...JSON.parse(text(curves) ?? '{}'), ...JSON.parse(text(experiments) ?? '{}') });

const [WIDTH, HEIGHT] = [320, 200];
const PATIENCE = 80; // drawings, 50 ms apart

const drawers = [
  'web/src/views',
  'web/src/views/plane',
  'web/src/views/chart',
  'web/src/pages',
  'tools/thumbs',
  'web/styles',
];
const drawnBy = /^(gallery-picture|canvas|experiment-picture|tokens|palette|ticks|thinning|pen)\b/;

/** What all pictures depend on. */
function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(join(build, 'wasm/sidestep.wasm')));
  hash.update(readFileSync(join(root, 'web/catalog.json')));
  for (const at of drawers)
    for (const name of readdirSync(join(root, at)).sort())
      if (/(plane|chart)$/.test(at) || drawnBy.test(name)) hash.update(readFileSync(join(root, at, name)));
  return hash.digest('hex');
}

const keyOf = (preset, common, stored) =>
  createHash('sha256')
    .update(JSON.stringify([common, preset.config, preset.view, stored?.[preset.id]]))
    .digest('hex')
    .slice(0, 16);

/** The colours of the page, as the properties that its style sheet gives them. */
const colours = () =>
  [
    ...readFileSync(join(root, 'web/styles/tokens.css'), 'utf8').matchAll(
      /(--(?:paper|ink|muted|rule|ground|lane-\d): light-dark\([^)]*\));/g,
    ),
  ]
    .map(([, declaration]) => declaration.replace(/: |, /g, (c) => c.trim()))
    .join(';');

const named = (name) => `var(--${name})`;
const palette = {
  lanes: Array.from({ length: 8 }, (_, i) => named(`lane-${i}`)),
  classes: [],
  ...Object.fromEntries(['ink', 'muted', 'rule', 'paper', 'ground'].map((name) => [name, named(name)])),
  ...{ font: 'sans-serif', unit: 1, bold: 1, plain: false },
};

/** What the gallery's small picture of a race shows (pages/gallery-thumb.ts): 'map', a quantity, or undefined for the chart's own. */
function firstPicture({ view, isSurface }) {
  const maps = isSurface ? ['map', 'graph', 'trajectory'] : [];
  const large = ['regions', 'table', 'trajectory', 'step'];
  const first = (view.views ?? []).find((name) => maps.includes(name) || !large.includes(name));
  if (first === undefined ? isSurface : maps.includes(first)) return 'map';
  return ['curves', 'loss'].includes(first) ? undefined : first;
}

/** What draws with the page's modules: a preset to its SVG, or null where its data is not here. */
async function painter(load, catalog, stored) {
  Object.assign(globalThis, { window: globalThis, devicePixelRatio: 1, Path2D: Path, DOMMatrix: Matrix });
  const { MapPicture, TrendPicture } = await load('pages/gallery-picture.ts');
  const { Stage } = await load('reader/stage.ts');
  const { stillRace } = await load('engine/still-race.ts');
  const { Host } = await load('worker/host.ts');
  const { configOf, isExperiment, viewOf } = await load('core/preset.ts');
  const { experimentOf } = await load('experiment/preset.ts');
  const { formatLink } = await load('core/link.ts');
  const { lanesOf } = await load('cli/check.ts');
  const { Trace } = await load('core/trace.ts');
  const { sourceOf } = await load('worker/source.ts');
  const host = new Host();
  await host.init(null);
  let racing = Promise.resolve(); // one after another: they share the host

  const fromStored = ({ lanes }) =>
    lanes.map((columns) => {
      const names = Object.keys(columns);
      const trace = new Trace(names);
      const rows = columns[names[0]].map((_, row) => names.map((name) => columns[name][row] ?? Number.NaN));
      trace.append(Float64Array.from(rows.flat()));
      return { trace, status: 'finished', step: 0 };
    });

  return async (preset) => {
    if (isExperiment(preset, catalog)) {
      const layer = new Paths(WIDTH, HEIGHT);
      drawExperiment(layer, stored[preset.id], experimentOf(preset, catalog), viewOf(preset), WIDTH, HEIGHT);
      return svgOf([layer], WIDTH, HEIGHT, colours());
    }
    const config = configOf(preset, catalog);
    const known = stored[preset.id];
    const fresh = known?.link === formatLink(config, catalog);
    if (!fresh && sourceOf(config, catalog, () => new URL('file:///'))) return null;
    if (!fresh) racing = racing.then(() => lanesOf(config, host));
    const lanes = fresh ? fromStored(known) : await racing;
    const stage = new Stage(catalog, stillRace(config, lanes, host, viewOf(preset)), false);
    const first = firstPicture(stage);
    const isMap = first === 'map';
    const picture = isMap ? new MapPicture(stage) : new TrendPicture(stage, first);
    const layers = [0, 1, 2].map(() => new Paths(WIDTH, HEIGHT));
    // The ground comes quickly at first, then once more in its fine form.
    let [grounds, drawings] = [0, 0];
    while (drawings++ < PATIENCE) {
      const more = picture.draw(layers, WIDTH, HEIGHT, palette, () => grounds++);
      if (!more && (!isMap || grounds >= stage.problem.dim)) break;
      await sleep(50);
    }
    if (isMap && grounds === 0) throw new Error(`the map of ${preset.id} has no ground`);
    picture.draw(layers, WIDTH, HEIGHT, palette, () => {});
    return svgOf(layers, WIDTH, HEIGHT, colours());
  };
}

async function draw(wanted) {
  mkdirSync(folder, { recursive: true });
  const stored = kept();
  const catalog = JSON.parse(readFileSync(join(root, 'web/catalog.json'), 'utf8'));
  const server = await moduleServer('thumbs');
  try {
    const paint = await painter(server.load, catalog, stored);
    await Promise.all(
      wanted.map(async ([preset, key]) => {
        const svg = await paint(preset);
        writeFileSync(join(folder, `${preset.id}.svg`), svg ?? '');
        writeFileSync(join(folder, `${preset.id}.key`), key);
      }),
    );
  } finally {
    await server.close();
  }
}

/** The step of a build. */
export function thumbs() {
  const stored = kept();
  const all = () => {
    const common = fingerprint();
    return presetsIn(join(root, 'web/presets'))
      .map((preset) => [preset, keyOf(preset, common, stored)])
      .filter(([{ id }, key]) => text(join(folder, `${id}.key`)) !== key);
  };
  return step('pictures', { fresh: () => all().length === 0, work: () => draw(all()) });
}
