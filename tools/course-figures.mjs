// The figures of the course as they are on paper and where scripts do not run, in build/course-figures/NAME.LANG.svg: each race at its
// end, drawn by `figure`. One whose data is not here has none, nor has an experiment with too many rows for a page.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, Failure, root, run, step, text } from './setup/step.mjs';
import { chaptersOf, figuresIn, linkOf, racesOf } from './vite/course.mjs';

export const folder = join(build, 'course-figures');
const course = join(root, 'docs/course');
const WIDTH = '12cm'; // its letters are as large as those of notes then, and there is text beside it on a page
const TALLEST = 900; // pixels, of A4 without its margins

/** What all figures depend on beside their race. */
const drawers = ['views/export', 'views/plane', 'views/chart', 'views/regions', 'cli'].map((at) => `web/src/${at}`);
function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(join(build, 'wasm/sidestep.wasm')));
  for (const file of ['web/catalog.json', 'web/styles/tokens.css', 'tools/course-figures.mjs'])
    hash.update(readFileSync(join(root, file)));
  for (const at of drawers)
    for (const name of readdirSync(join(root, at))) hash.update(readFileSync(join(root, at, name)));
  return hash.digest('hex');
}

/** Each figure in each language: { file, lang, link, key }. */
function wanted() {
  const common = fingerprint();
  const races = racesOf(course);
  return ['en', 'zh'].flatMap((lang) => {
    const names = chaptersOf(course, lang).flatMap((file) => figuresIn(readFileSync(join(course, file), 'utf8')));
    return names.map((name) => {
      const link = linkOf(races[name], lang);
      const key = createHash('sha256').update(`${common} ${lang} ${link}`).digest('hex').slice(0, 16);
      return { file: join(folder, `${name}.${lang}.svg`), lang, link, key };
    });
  });
}

const heightOf = (file) => Number(/viewBox="0 0 \S+ ([\d.]+)"/.exec(readFileSync(file, 'utf8'))[1]);

async function draw({ file, lang, link, key }) {
  const program = join(build, 'cli/sidestep.mjs');
  const args = [program, 'figure', link, '--lang', lang, '--width', WIDTH, '--out', file];
  const { code, output } = await run(process.execPath, args, { check: false });
  if (code !== 0 || heightOf(file) > TALLEST) rmSync(file, { force: true });
  if (code === 0) return writeFileSync(`${file}.key`, key);
  if (!/^no-data /m.test(output)) throw new Failure(`the figure of ${link} cannot be drawn`, '', output);
}

/** The step of a build. The program that draws has been built. */
export function courseFigures() {
  let old = [];
  return step('figures of the course', {
    fresh: () => {
      old = wanted().filter(({ file, key }) => text(`${file}.key`) !== key);
      return old.length === 0;
    },
    work: async () => {
      mkdirSync(folder, { recursive: true });
      // Two programs at a time: they mostly start.
      const half = (odd) => old.filter((_, i) => i % 2 === odd);
      await Promise.all(
        [0, 1].map(async (odd) => {
          for (const one of half(odd)) await draw(one);
        }),
      );
    },
  });
}
