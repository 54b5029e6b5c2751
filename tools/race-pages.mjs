// What the pages of gallery races are made of (vite/races.mjs), in build/race-pages/: their texts in both languages, in races.json,
// and a picture of each for chats and social networks, drawn from the gallery's own (thumbs.mjs).
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, root, step, text } from './setup/step.mjs';
import { folder as thumbs } from './thumbs.mjs';
import { moduleServer } from './vite/modules.mjs';
import { presetsIn } from './vite/presets.mjs';

export const folder = join(build, 'race-pages');
const index = join(folder, 'races.json');
const LANGS = ['en', 'zh'];

const inputs = [
  'web/src',
  'web/presets',
  'web/locales',
  'web/catalog.json',
  'web/styles/tokens.css',
  'build/thumbs',
  'tools/race-pages.mjs',
  'tools/race-pages',
];

function* files(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) for (const name of readdirSync(path).sort()) yield* files(join(path, name));
  else if (stat) yield path;
}

/** Of contents: a checkout gives files new dates. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap((input) => [...files(join(root, input))]))
    hash.update(path).update(readFileSync(path));
  return hash.digest('hex');
}

/** What a page says of each race, in both languages. */
async function textsOf(presets, load) {
  const { loadLanguage, locale, said } = await load('toolkit/i18n.ts');
  const { configOf, isExperiment, viewOf } = await load('core/preset.ts');
  const { experimentLink, experimentOf, ExperimentSaying } = await load('pages/gallery-experiment.ts');
  const { Saying, sayClaim, wordsFor } = await load('pages/gallery-claims.ts');
  const { blurb } = await load('pages/gallery-blurb.ts');
  const { laneLabels } = await load('reader/preset-names.ts');
  const { formatLink } = await load('core/link.ts');
  const { catalog } = await load('core/catalog-data.ts');
  const tell = (preset) => {
    const many = isExperiment(preset, catalog);
    const config = many ? experimentOf(preset, catalog).config : configOf(preset, catalog);
    const lanes = laneLabels(preset, config, catalog);
    const words = wordsFor(preset, config, lanes);
    return {
      name: said(preset.name),
      lesson: said(preset.lesson),
      brief: blurb(preset),
      ...(preset.printed && { printed: said(preset.printed) }),
      lanes,
      claims: preset.claims.map((claim) => sayClaim(claim, words, many ? ExperimentSaying : Saying)),
      link: many ? experimentLink(preset, catalog) : formatLink(config, catalog, null, viewOf(preset)),
      many,
    };
  };
  const told = presets.map(({ id }) => ({ id }));
  for (const lang of LANGS) {
    await loadLanguage(lang);
    await locale.set(lang);
    for (const [i, preset] of presets.entries()) told[i][lang] = tell(preset);
  }
  return told;
}

/** Draws the pictures that are not drawn yet, or are of another race by now; without what draws them there are none. */
async function drawAll(races, load) {
  const { pictureOf } = await import('./race-pages/picture.mjs');
  const draw = await pictureOf(load);
  if (!draw) return;
  for (const race of races) {
    const svg = text(join(thumbs, `${race.id}.svg`));
    if (!svg) continue;
    for (const lang of LANGS) {
      const same = lang !== 'en' && String(race[lang].lanes) === String(race.en.lanes);
      const png = `${race.id}${lang === 'en' || same ? '' : `.${lang}`}.png`;
      race[lang].png = png;
      if (same) continue;
      const key = createHash('sha256')
        .update(draw.version)
        .update(svg)
        .update(String(race[lang].lanes))
        .digest('hex')
        .slice(0, 16);
      if (text(join(folder, `${png}.key`)) === key && existsSync(join(folder, png))) continue;
      writeFileSync(join(folder, png), await draw(svg, race[lang].lanes));
      writeFileSync(join(folder, `${png}.key`), key);
    }
  }
}

async function make(print) {
  mkdirSync(folder, { recursive: true });
  const server = await moduleServer('races');
  try {
    const races = await textsOf(presetsIn(join(root, 'web/presets')), server.load);
    await drawAll(races, server.load);
    writeFileSync(index, JSON.stringify({ print, races }));
  } finally {
    await server.close();
  }
}

/** The step of a build. */
export function racePages() {
  let print;
  return step('pages of races', {
    fresh: () => {
      print = fingerprint();
      return JSON.parse(text(index) ?? '{}').print === print;
    },
    work: () => make(print),
  });
}
