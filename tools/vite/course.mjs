// The course (docs/course) as pages of the site: a chapter is N-NAME.LANG.md, its races stand in races.json, for both languages.
//
//   ![A caption.](race:NAME)     a figure: the race as an element, with a link to the playground
//   [words](race:NAME)           a link that opens the race in the playground
//   [words](programs/NAME.py)    a paragraph of its own: the race as a program, folded (tests/web/course.test.ts makes the file)
//   {{1.03162 | NAME | CLAIM}}   a number that the race shows, or words for what it shows (tests/web/course.test.ts)
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from './canonical.mjs';
import { htmlOf, langOf, pageWith, titleOf } from './markdown.mjs';

const root = new URL('../../', import.meta.url);
const words = Object.fromEntries(
  ['en', 'zh'].map((lang) => [
    lang,
    JSON.parse(readFileSync(new URL(`web/locales/course.${lang}.json`, root), 'utf8')),
  ]),
);

const NUMBER = /\{\{([^|{}]+)\|([^|{}]+)\|([^{}]+)\}\}/g;

/** What a chapter says of its races: { text, race, claim } each. */
export const numbersOf = (text) =>
  [...text.matchAll(NUMBER)].map((found) => {
    const [said, race, claim] = found.slice(1).map((part) => part.trim());
    return { text: said, race, claim };
  });

/** The races of a chapter: its figures, and what its links and numbers name. */
export const racesIn = (text) => [
  ...new Set([
    ...[...text.matchAll(/\]\(race:([\w-]+)\)/g)].map(([, race]) => race),
    ...numbersOf(text).map(({ race }) => race),
  ]),
];

/** Its figures. */
export const figuresIn = (text) => [...text.matchAll(/^!\[.+\]\(race:([\w-]+)\)/gm)].map(([, race]) => race);

/** A chapter as it is read; ρ = 0.9 stays on one line. */
export const readable = (text) =>
  text.replace(NUMBER, (_, said) => said.trim()).replace(/(?<=[α-ωJ₀-₉]) = (?=[−\d])/g, '\u00a0=\u00a0');

/** The same without its formulas and the numbers of its headings: what a reader of words alone sees. */
export const proseOf = (text) =>
  readable(text)
    .replace(/\$\$?[^$\n]+\$\$?/g, 'x')
    .replace(/^(#+) \d\. /gm, '$1 ');

export const chaptersOf = (folder, lang) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(`.${lang}.md`))
    .sort();

export const chapterPage = (file) => file.replace(/md$/, 'html');

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** The link of a race from its # on, in which lanes have the names that they have in this language. */
export function linkOf({ link, names }, lang) {
  let lane = 0;
  return link.replace(/&o=[^&;]*/g, (all) => {
    const name = names?.[lang][lane++];
    return name ? `${all},name=${encodeURIComponent(name).replaceAll('%20', '+')}` : all;
  });
}

const playground = (race, lang) => `../?lang=${lang}${race.preset ? `&race=${race.preset}` : linkOf(race, lang)}`;

/** The tag of a race. Its view is an attribute too, from which the element knows its height before the rest of it has come. */
function tagOf(name, { link, names, preset: _, ...attributes }, lang) {
  const view = /[#&]view=([^&]*)/.exec(link)?.[1];
  const all = {
    config: linkOf({ link, names }, lang),
    ...(view && { view }),
    toolbar: 'none',
    ...attributes,
  };
  const pictures = (all.view ?? 'trajectory,loss').split(',').length;
  const said = Object.entries(all).map(([key, value]) => `${key}="${escaped(value)}"`);
  return `<sidestep-race id="${name}" class="of-${pictures}" ${said.join(' ')}></sidestep-race>`;
}

/** The same race as a picture, for paper and where scripts do not run; what it shows is told by its caption. */
function pictureOf(name, lang, pictures) {
  const file = `${name}.${lang}.svg`;
  return pictures.has(file) ? `<img class="still" src="./figures/${file}" alt="" loading="lazy" />` : '';
}

/**
 * The page of a chapter; `chapters` are those of its language: { file, title } each. The programs that it shows are in `folder`, and
 * `pictures` names the figures that are drawn.
 */
export function page(file, text, races, chapters, folder, { site, pictures }) {
  const lang = langOf(file);
  const t = words[lang];
  const raceOf = (name) => {
    if (!races[name]) throw new Error(`${file}: there is no race '${name}' in races.json`);
    return races[name];
  };
  const figure = {
    name: 'figure',
    level: 'block',
    start: (rest) => rest.indexOf('!['),
    tokenizer(rest) {
      const [raw, caption, race] = /^!\[(.+)\]\(race:([\w-]+)\)(?:\n|$)/.exec(rest) ?? [];
      return raw && { type: 'figure', raw, race, tokens: this.lexer.inlineTokens(caption) };
    },
    renderer({ race, tokens }) {
      const open = `<a href="${escaped(playground(raceOf(race), lang))}">${t['course.open']}</a>`;
      return `<figure>${tagOf(race, raceOf(race), lang)}${pictureOf(race, lang, pictures)}<figcaption>${this.parser.parseInline(tokens)}${open}</figcaption></figure>\n`;
    },
  };
  const program = {
    name: 'program',
    level: 'block',
    start: (rest) => rest.search(/^\[[^\]]+\]\(programs\//m),
    tokenizer(rest) {
      const [raw, said, file] = /^\[([^\]]+)\]\((programs\/[\w-]+\.py)\)(?:\n|$)/.exec(rest) ?? [];
      return raw && { type: 'program', raw, said, file };
    },
    renderer: ({ said, file: path }) => {
      const code = escaped(readFileSync(join(folder, path), 'utf8'));
      const save = `<a href="./${path}" download>${t['course.save']}</a>`;
      return `<details class="program"><summary>${said}</summary><pre><code>${code}</code></pre>${save}</details>\n`;
    },
  };
  const link = (href, _, said) => {
    const [, race] = /^race:(.+)$/.exec(href) ?? [];
    return `<a href="${escaped(race ? playground(raceOf(race), lang) : href.replace(/\.md$/, '.html'))}">${said}</a>`;
  };
  const other = lang === 'en' ? 'zh' : 'en';
  const at = chapters.findIndex((one) => one.file === file);
  const step = (one, rel) =>
    one ? `<a rel="${rel}" href="./${chapterPage(one.file)}">${t[`course.${rel}`]}${one.title}</a>` : '';
  const chapter = ({ file: to, title }) =>
    `<li><a href="./${chapterPage(to)}"${to === file ? ' aria-current="page"' : ''}>${title}</a></li>`;
  const table = numbersOf(text).map(
    (one) => `<tr><td>${one.text}</td><td><code>${escaped(one.claim)}</code></td><td>${one.race}</td></tr>`,
  );
  return pageWith({
    lang,
    title: titleOf(text),
    head: `    <link rel="stylesheet" href="./course.css" />
    <link rel="stylesheet" href="./still.css" media="print" />
    <noscript><link rel="stylesheet" href="./still.css" /></noscript>${addresses(site, file, lang, other)}
    <script type="module" src="../sidestep-race.js"></script>
    <script type="module" src="./offline.js"></script>`,
    nav: `    <header><a href="../?lang=${lang}">Sidestep</a> <a href="../gallery.html?lang=${lang}">${t['course.gallery']}</a> <a class="other" lang="${words[other]['course.tag']}" href="./${chapterPage(file.replace(`.${lang}.`, `.${other}.`))}">${words[other]['course.language']}</a></header>
    <nav aria-label="${t['course.name']}"><p>${t['course.name']}</p><ol>${chapters.map(chapter).join('')}</ol></nav>`,
    main: `${htmlOf(readable(text), { link }, figure, program)}
<details class="checked"><summary>${t['course.checked']}</summary><p>${t['course.checked.how']}</p><div class="table" tabindex="0"><table><thead><tr><th>${t['course.number']}</th><th>${t['course.check']}</th><th>${t['course.race']}</th></tr></thead><tbody>${table.join('')}</tbody></table></div></details>
<nav class="steps" aria-label="${t['course.steps']}">${step(chapters[at - 1], 'prev')}${step(chapters[at + 1], 'next')}</nav>`,
  });
}

/** Where a chapter is published, in both languages: crawlers take absolute addresses alone. */
function addresses(site, file, lang, other) {
  if (!site) return '';
  const at = (tag) => new URL(`course/${chapterPage(file.replace(`.${lang}.`, `.${tag}.`))}`, folderOf(site)).href;
  return `
    <link rel="canonical" href="${at(lang)}" />
    <link rel="alternate" hreflang="${words[other]['course.tag']}" href="${at(other)}" />`;
}

/** The races of the course in this folder by their names; of experiments of the gallery the links are there as well. */
export function racesOf(folder) {
  const [experiments, races] = ['../experiments.json', 'races.json'].map((file) =>
    JSON.parse(readFileSync(join(folder, file), 'utf8')),
  );
  for (const race of Object.values(races).filter(({ preset }) => preset)) {
    const { link, checksum } = experiments[race.preset];
    race.link = `${link}&checksum=${checksum}`;
  }
  return races;
}

/** What is at the course's own address: its chapters in both languages. */
function contents(chapters) {
  const list = (lang) => {
    const t = words[lang];
    const items = chapters[lang].map(({ file, title }) => `<li><a href="./${chapterPage(file)}">${title}</a></li>`);
    return `<section lang="${t['course.tag']}"><h1>${t['course.name']}</h1><ul>${items.join('')}</ul></section>`;
  };
  return pageWith({
    lang: 'en',
    title: words.en['course.name'],
    head: '    <link rel="stylesheet" href="./course.css" />',
    nav: `    <header><a href="../">Sidestep</a></header>`,
    main: `${list('en')}\n${list('zh')}`,
  });
}

/** Every page of the course in this folder: [name, html]. `pictures`: the names of its drawn figures (tools/course-figures.mjs). */
export function pagesOf(folder, { site = process.env.SIDESTEP_SITE, pictures = new Set() } = {}) {
  const read = (file) => readFileSync(join(folder, file), 'utf8');
  const races = racesOf(folder);
  const chapters = Object.fromEntries(
    ['en', 'zh'].map((lang) => [lang, chaptersOf(folder, lang).map((file) => ({ file, title: titleOf(read(file)) }))]),
  );
  const pages = Object.values(chapters).flatMap((all) =>
    all.map(({ file }) => [chapterPage(file), page(file, read(file), races, all, folder, { site, pictures })]),
  );
  return [...pages, ['index.html', contents(chapters)]];
}

/** The plugin, for the course in this folder, with the figures in that one. */
export const course = (from, figures) => {
  let folder = '';
  return {
    name: 'sidestep:course',
    apply: 'build',
    configResolved: (config) => {
      folder = join(config.build.outDir, 'course');
    },
    writeBundle: () => {
      mkdirSync(folder, { recursive: true });
      cpSync(join(from, 'programs'), join(folder, 'programs'), { recursive: true });
      const drawn = existsSync(figures) ? readdirSync(figures).filter((name) => name.endsWith('.svg')) : [];
      mkdirSync(join(folder, 'figures'), { recursive: true });
      for (const name of drawn) cpSync(join(figures, name), join(folder, 'figures', name));
      const others = ['course.css', 'still.css', 'offline.js'].map((name) => [name, readFileSync(join(from, name))]);
      for (const [name, content] of [...pagesOf(from, { pictures: new Set(drawn) }), ...others])
        writeFileSync(join(folder, name), content);
    },
  };
};
