// race/ID.html, race/ID.zh.html: a page of each gallery race that needs no script, for platforms that take links alone, with its picture
// and oEmbed JSON (https://oembed.com) where the build knows the site's address. What they are made of: tools/race-pages.mjs.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageWith, tags } from './markdown.mjs';

const root = new URL('../../', import.meta.url);
const words = Object.fromEntries(
  ['en', 'zh'].map((lang) => [lang, JSON.parse(readFileSync(new URL(`web/locales/race.${lang}.json`, root), 'utf8'))]),
);
const languages = Object.fromEntries(
  ['en', 'zh'].map((lang) => [
    lang,
    JSON.parse(readFileSync(new URL(`web/locales/course.${lang}.json`, root), 'utf8'))['course.language'],
  ]),
);

const LANES = 8; // colours
const FRAME = { width: 720, height: 560 };

import { folderOf } from './canonical.mjs';

const PICTURE = { width: 1200, height: 630 };

const escaped = (text) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);
const said = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const otherOf = (lang) => (lang === 'en' ? 'zh' : 'en');
const base = (id, lang) => `${id}${lang === 'en' ? '' : `.${lang}`}`;

/** What asks for a frame of the race, from wherever a page is shown. */
export function oEmbedOf({ id, ...its }, lang, site) {
  const { name, link, png } = its[lang];
  const at = (path) => new URL(path, site).href;
  const frame = escaped(at(`embed.html?lang=${lang}${link}`));
  return {
    version: '1.0',
    type: 'rich',
    provider_name: 'Sidestep',
    provider_url: site,
    title: name,
    ...(png && {
      thumbnail_url: at(`race/${png}`),
      thumbnail_width: PICTURE.width,
      thumbnail_height: PICTURE.height,
    }),
    ...FRAME,
    html: `<iframe src="${frame}" title="${escaped(name)}" width="${FRAME.width}" height="${FRAME.height}" loading="lazy" style="border:0"></iframe>`,
  };
}

/** What crawlers read; absolute addresses only where they are known. */
function headOf({ id, ...its }, lang, site) {
  const { name, brief, png } = its[lang];
  const other = otherOf(lang);
  const metas = [
    ['property', 'og:type', 'article'],
    ['property', 'og:site_name', 'Sidestep'],
    ['property', 'og:title', name],
    ['property', 'og:description', brief],
    ['property', 'og:locale', lang === 'en' ? 'en_US' : 'zh_CN'],
    ['name', 'twitter:card', png ? 'summary_large_image' : 'summary'],
  ];
  const links = [];
  if (site) {
    const at = (path) => new URL(`race/${path}`, site).href;
    metas.push(['property', 'og:url', at(`${base(id, lang)}.html`)]);
    if (png)
      metas.push(
        ['property', 'og:image', at(png)],
        ['property', 'og:image:width', `${PICTURE.width}`],
        ['property', 'og:image:height', `${PICTURE.height}`],
        ['property', 'og:image:alt', altOf(its[lang], lang)],
      );
    links.push(
      `<link rel="canonical" href="${at(`${base(id, lang)}.html`)}" />`,
      `<link rel="alternate" hreflang="${tags[other]}" href="${at(`${base(id, other)}.html`)}" />`,
      `<link rel="alternate" type="application/json+oembed" href="${at(`${base(id, lang)}.json`)}" title="${escaped(name)}" />`,
    );
  }
  return [...metas.map(([kind, key, content]) => `<meta ${kind}="${key}" content="${escaped(content)}" />`), ...links]
    .map((line) => `    ${line}`)
    .join('\n');
}

const altOf = ({ name, lanes }, lang) =>
  said(words[lang]['race.picture'], { name, lanes: lanes.join(lang === 'en' ? ', ' : '、') });

const style = (colours) => `    <style>
      :root { color-scheme: light dark; ${colours} }
      @media print { :root { color-scheme: light; } }
      body { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: break-word;
        color: var(--ink); background: var(--paper); }
      header { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
      header a { padding: 0.25rem 0; }
      header .other { margin-inline-start: auto; }
      h1, h2 { line-height: 1.25; }
      h2 { margin-top: 2rem; font-size: 1.1875rem; }
      a { color: var(--accent); }
      img { display: block; width: 100%; height: auto; border: 1px solid var(--rule); border-radius: 0.375rem; }
      .lanes { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0; list-style: none; }
      .lanes li { padding-inline-start: 0.5rem; border-inline-start: 0.25rem solid; }
      .play { display: inline-block; padding: 0.5rem 1rem; border-radius: 0.375rem; color: var(--paper); background: var(--accent); text-decoration: none; }
      .aside { color: var(--muted); }
${Array.from({ length: LANES }, (_, i) => `      .lanes .lane-${i} { border-color: var(--lane-${i}); }`).join('\n')}
    </style>`;

/** The page of a race in one language. `hasPicture`: whether the gallery has one. */
export function page(race, lang, { site, colours = '', hasPicture = true }) {
  const { id } = race;
  const { name, lesson, brief, printed, lanes, claims, link, many, png } = race[lang];
  const t = words[lang];
  const play = `../?lang=${lang}&race=${id}${link}`;
  const picture = hasPicture
    ? `    <a href="${escaped(play)}"><img src="../thumbs/${id}.svg" width="320" height="200" alt="${escaped(altOf(race[lang], lang))}" /></a>\n`
    : '';
  const more = [
    ...(png ? [`<a href="./${png}">${t['race.png']}</a>`] : []),
    `<a href="../docs/embedding.${lang}.html">${t['race.embed']}</a>`,
  ];
  return pageWith({
    lang,
    title: escaped(name),
    description: escaped(brief),
    head: `${headOf(race, lang, site)}\n${style(colours)}`,
    nav: header(lang, id, `#${id}`),
    main: `    <h1>${escaped(name)}</h1>
${picture}    <ul class="lanes">${lanes.map((lane, i) => `<li class="lane-${i % LANES}">${escaped(lane)}</li>`).join('')}</ul>
    <p>${escaped(lesson)}</p>
${printed ? `    <p>${escaped(said(t['race.printed'], { what: printed }))}</p>\n` : ''}    <p><a class="play" href="${escaped(play)}">${t[many ? 'race.runs' : 'race.play']}</a></p>
    <h2>${t[many ? 'race.runs.show' : 'race.shows']}</h2>
    <ul>${claims.map((claim) => `<li>${escaped(claim)}</li>`).join('\n    ')}</ul>
    <p class="aside">${t['race.checked']}</p>
    <p class="aside">${more.join(' · ')}</p>`,
  });
}

const header = (lang, file, more = '') =>
  `    <header><a href="../?lang=${lang}">Sidestep</a> <a href="../gallery.html?lang=${lang}${more}">${words[lang]['race.gallery']}</a> <a class="other" lang="${tags[otherOf(lang)]}" href="./${base(file, otherOf(lang))}.html">${languages[otherOf(lang)]}</a></header>`;

/** The page that lists all races in one language. */
export function list(all, lang, { site, colours = '' }) {
  const t = words[lang];
  return pageWith({
    lang,
    title: t['race.all'],
    head: `${site ? `    <link rel="canonical" href="${new URL(`race/${base('index', lang)}.html`, site).href}" />\n` : ''}${style(colours)}`,
    nav: header(lang, 'index'),
    main: `    <h1>${t['race.all']}</h1>
    <dl>${all.map((race) => `<dt><a href="./${base(race.id, lang)}.html">${escaped(race[lang].name)}</a></dt><dd>${escaped(race[lang].brief)}</dd>`).join('\n    ')}</dl>`,
  });
}

/** The variables of tokens.css that the page uses. */
const coloursIn = (css) =>
  [...css.matchAll(/--(?:paper|ink|muted|rule|accent|lane-\d): light-dark\([^)]*\);/g)].map(([one]) => one).join(' ');

/** The plugin: `folder` as tools/race-pages.mjs has filled it, `thumbs` the pictures of the gallery, `tokens` the style sheet with its colours. */
export const races = (folder, thumbs, tokens, site = process.env.SIDESTEP_SITE) => ({
  name: 'sidestep:race-pages',
  apply: 'build',
  generateBundle() {
    if (this.environment?.config.build.ssr || !existsSync(join(folder, 'races.json'))) return;
    const emit = (file, source) => this.emitFile({ type: 'asset', fileName: `race/${file}`, source });
    const known = site && folderOf(site);
    const colours = coloursIn(readFileSync(tokens, 'utf8'));
    const pictures = new Set();
    const { races: all } = JSON.parse(readFileSync(join(folder, 'races.json'), 'utf8'));
    for (const lang of ['en', 'zh']) emit(`${base('index', lang)}.html`, list(all, lang, { site: known, colours }));
    for (const race of all) {
      const svg = join(thumbs, `${race.id}.svg`);
      const hasPicture = existsSync(svg) && readFileSync(svg, 'utf8') !== '';
      for (const lang of ['en', 'zh']) {
        emit(`${base(race.id, lang)}.html`, page(race, lang, { site: known, colours, hasPicture }));
        if (known) emit(`${base(race.id, lang)}.json`, `${JSON.stringify(oEmbedOf(race, lang, known), null, 2)}\n`);
        if (race[lang].png) pictures.add(race[lang].png);
      }
    }
    for (const png of pictures) emit(png, readFileSync(join(folder, png)));
  },
});
