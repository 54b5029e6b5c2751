// Every link that was ever in the documents, the gallery or the tests replays for ever: tests/golden/links.json holds them with
// their checksums. UPDATE_LINKS=1 adds those that are new; none is ever changed or taken out.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { race } from '../../web/src/api/node.ts';
import { normalize } from '../../web/src/core/config.ts';
import { formatLink, parseLink } from '../../web/src/core/link.ts';
import { configOf, isExperiment } from '../../web/src/core/preset.ts';
import { readLocal, root, siteData } from './support/files.ts';
import { catalog } from './support/module.ts';

interface Corpus {
  note: string;
  links: Record<string, string>;
}

const path = fileURLToPath(new URL('tests/golden/links.json', root));
const corpus = JSON.parse(readFileSync(path, 'utf8')) as Corpus;

/** Beyond this many updates a race is no link to replay in a test: those try the limits. */
const MOST_UPDATES = 400_000;

const sources = [
  'README.md',
  'docs',
  'docs/adr',
  'docs/examples',
  'tests/e2e',
  'tests/web',
  'tests/web/cli',
  'tests/web/core',
  'tests/web/engine',
];

const files = (at: string): string[] => {
  const whole = join(fileURLToPath(root), at);
  if (/\.md$/.test(at)) return [whole];
  return readdirSync(whole)
    .filter((name) => /\.(md|html|ts)$/.test(name) && name !== 'links.test.ts')
    .map((name) => join(whole, name));
};

/** A text's link as the project writes it; null where it is broken, which some tests want, or too long a race. */
function written(text: string): string | null {
  const { config, notices } = parseLink(text, catalog);
  if (!config || notices.length > 0 || config.steps * config.lanes.length > MOST_UPDATES) return null;
  if (
    typeof config.problem.data === 'string' &&
    config.problem.data !== 'mnist' &&
    catalog.datasets.some(({ id }) => id === config.problem.data)
  )
    return null;
  // It takes half a minute: the gallery's test replays it and compares the checksum.
  if (config.problem.id === 'flashes') return null;
  return formatLink(config, catalog);
}

/** The gallery's test replays these, and compares the checksums. */
function presetLinks(): Set<string> {
  const folder = new URL('web/presets/', root);
  const presets = readdirSync(folder).map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
  const races = presets.filter((preset) => !Array.isArray(preset) && !isExperiment(preset, catalog));
  return new Set(races.map((preset) => formatLink(configOf(preset, catalog), catalog)));
}

function found(): Set<string> {
  const links = new Set<string>();
  const add = (link: string | null): unknown => link && links.add(link);
  for (const file of sources.flatMap(files)) {
    for (const [match] of readFileSync(file, 'utf8')
      .replaceAll('&amp;', '&')
      .matchAll(/#(?:v=\d&)?[po]=[^\s"'`<>\\$\])}|]+/g))
      add(written(match));
    for (const [match] of readFileSync(file, 'utf8')
      .replaceAll('&amp;', '&')
      .matchAll(/#v=\d&[^\s"'`<>\\$\])}|]+/g))
      add(written(match));
  }
  const presets = new URL('web/presets/', root);
  for (const name of readdirSync(presets)) {
    const preset = JSON.parse(readFileSync(new URL(name, presets), 'utf8'));
    if (!Array.isArray(preset) && isExperiment(preset, catalog)) continue; // docs/experiments.json has its runs
    for (const config of Array.isArray(preset) ? preset : [preset.config])
      add(written(formatLink(normalize(config, catalog).config, catalog)));
  }
  return links;
}

const checksumOf = async (link: string): Promise<string> =>
  (await race(link, { every: 1_000_000, data: pathToFileURL(fileURLToPath(siteData)), read: readLocal })).checksum;

it('holds every link of the documents, the gallery and the tests', { timeout: 900_000 }, async () => {
  const missing = [...found()].filter((link) => !(link in corpus.links)).sort();
  if (process.env.UPDATE_LINKS) {
    for (const link of missing) {
      try {
        corpus.links[link] = await checksumOf(link);
      } catch {
        // A race that cannot be: some tests want it so.
      }
    }
    writeFileSync(path, `${JSON.stringify(corpus, null, 2)}\n`);
    return;
  }
  const racing = [];
  for (const link of missing) if (await checksumOf(link).catch(() => null)) racing.push(link);
  expect(racing).toEqual([]);
});

const taught = presetLinks();

it.each(Object.entries(corpus.links).filter(([link]) => !taught.has(link)))(
  '%s',
  { timeout: 60_000 },
  async (link, checksum) => {
    const { config, notices } = parseLink(link, catalog);
    expect(notices).toEqual([]);
    expect(formatLink(config!, catalog)).toBe(link);
    expect(await checksumOf(link)).toBe(checksum);
  },
);
