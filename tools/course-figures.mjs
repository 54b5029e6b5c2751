// The figures of the course as they are on paper and where scripts do not run, in build/course-figures/NAME.LANG.svg: each race at its
// end, drawn by `figure`. One whose data is not here has none, nor has an experiment with too many rows for a page.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, Failure, main, root, run, step, text } from './setup/step.mjs';
import { chaptersOf, figuresIn, linkOf, racesOf } from './vite/course.mjs';
import { moduleServer } from './vite/modules.mjs';

export const folder = join(build, 'course-figures');
const course = join(root, 'docs/course');
const WIDTH = '12cm'; // its letters are as large as those of notes then, and there is text beside it on a page
const data = pathToFileURL(join(root, 'web/public/data/'));
const LANGS = ['en', 'zh'];
const TALLEST = 900; // pixels, of A4 without its margins

/** What all figures depend on beside their race. */
const drawers = ['views/export', 'views/plane', 'views/chart', 'views/regions', 'cli'].map((at) => `web/src/${at}`);
function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(join(build, 'wasm/sidestep.wasm')));
  for (const file of ['web/catalog.json', 'web/styles/tokens.css', 'tools/course-figures.mjs'])
    hash.update(readFileSync(join(root, file)));
  for (const at of drawers)
    for (const file of readdirSync(join(root, at), { recursive: true, withFileTypes: true }))
      if (file.isFile()) hash.update(readFileSync(join(file.parentPath ?? file.path, file.name)));
  return hash.digest('hex');
}

/** Each figure in each language: { file, lang, link, key }. */
function wanted() {
  const common = fingerprint();
  const races = racesOf(course);
  return LANGS.flatMap((lang) => {
    const names = chaptersOf(course, lang).flatMap((file) => figuresIn(readFileSync(join(course, file), 'utf8')));
    return names.map((name) => {
      const link = linkOf(races[name], lang);
      const key = createHash('sha256').update(`${common} ${lang} ${link}`).digest('hex').slice(0, 16);
      return { file: join(folder, `${name}.${lang}.svg`), lang, link, key };
    });
  });
}

const heightOf = (file) => Number(/viewBox="0 0 \S+ ([\d.]+)"/.exec(readFileSync(file, 'utf8'))[1]);

/** Draws each as `sidestep-race figure` does. */
async function draw(figures) {
  const server = await moduleServer('figures');
  try {
    const { main: sidestep } = await server.load('cli/program.ts');
    const { readAny } = await server.load('run/local.ts');
    let said = '';
    const world = {
      out: async () => {},
      error: (line) => {
        said += line;
      },
      dataUrl: () => data,
      read: readAny,
    };
    for (const { file, lang, link, key } of figures) {
      said = '';
      const code = await sidestep(['figure', link, '--lang', lang, '--width', WIDTH, '--out', file], world);
      if (code !== 0 || heightOf(file) > TALLEST) rmSync(file, { force: true });
      if (code === 0) writeFileSync(`${file}.key`, key);
      else if (!/^no-data /m.test(said)) throw new Failure(`the figure of ${link} cannot be drawn`, '', said);
    }
  } finally {
    await server.close();
  }
}

const old = () => wanted().filter(({ file, key }) => text(`${file}.key`) !== key);

/** The step of a build: a process for each language, as races are computed in one thread. */
export const courseFigures = () =>
  step('figures of the course', {
    fresh: () => old().length === 0,
    work: () => {
      mkdirSync(folder, { recursive: true });
      const draws = (lang) => run(process.execPath, [fileURLToPath(import.meta.url), lang], { log: `figures-${lang}` });
      return Promise.all(LANGS.map(draws));
    },
  });

if (process.argv[1] === fileURLToPath(import.meta.url))
  await main(() => draw(old().filter(({ lang }) => lang === process.argv[2])));
