import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../setup/step.mjs';
import { chaptersOf, numbersOf, pagesOf, racesIn, readable } from './course.mjs';

const folder = join(root, 'docs/course');
const read = (file) => readFileSync(join(folder, file), 'utf8');
const english = chaptersOf(folder, 'en');
const pages = new Map(pagesOf(folder));

it.each(english)('%s says the same in Chinese', (file) => {
  const gist = (text) => ({
    headings: [...text.matchAll(/^(#+) (\d?)/gm)].map(([, level, number]) => level + number),
    figures: [...text.matchAll(/^!\[.*\]\((.*)\)$/gm)].map(([, race]) => race),
    races: racesIn(text).sort(),
    numbers: numbersOf(text)
      .map(
        ({ race, claim, text: said }) =>
          `${race}: ${claim}${/^[\d−.]/.test(said) ? ` ${said.match(/^[\d.,−×⁻⁰¹²³⁴-⁹%]+/)[0]}` : ''}`,
      )
      .sort(),
    formulas: [...readable(text).matchAll(/\$\$?([^$\n]+)\$/g)]
      .map(([, tex]) => tex.replace(/\\text\{[^}]*\}/g, ''))
      .filter((tex) => /[=\d]/.test(tex))
      .sort(),
    rows: [...text.matchAll(/^\|.*\|$/gm)].length,
    code: [...text.matchAll(/^```[\s\S]*?^```$/gm)].map(([code]) => code),
  });
  expect(gist(read(file.replace('.en.', '.zh.')))).toEqual(gist(read(file)));
});

it('tells crawlers its addresses, where the build knows them', () => {
  const [[name, html]] = pagesOf(folder, { site: 'https://example.org/s' });
  expect(html).toContain(`<link rel="canonical" href="https://example.org/s/course/${name}" />`);
  const chinese = name.replace('.en.', '.zh.');
  expect(html).toContain(`hreflang="zh-Hans" href="https://example.org/s/course/${chinese}" />`);
  expect(pages.get(name)).not.toContain('hreflang'); // a relative address means nothing to them
});

it('has a page for each chapter in both languages, with its formulas and without a mark of its source', () => {
  const chapters = [...pages].filter(([name]) => name !== 'index.html');
  expect(chapters).toHaveLength(2 * english.length);
  for (const [name, html] of chapters) {
    expect(html, name).toContain(name.includes('.zh.') ? '<html lang="zh-Hans">' : '<html lang="en">');
    expect(html, name).toContain('<math');
    expect(html.replace(/<(math|pre)[\s\S]*?<\/\1>/g, ''), name).not.toMatch(/\{\{|\}\}|\]\(|race:|undefined|\$/);
  }
});

it('lists its chapters in both languages where the course has its address', () => {
  const links = [...pages.get('index.html').matchAll(/href="\.\/([^"]+\.html)"/g)].map(([, page]) => page);
  expect(links.sort()).toEqual([...pages.keys()].filter((name) => name !== 'index.html').sort());
});

it('shows the programs of the four races, as they are in their files', () => {
  for (const lang of ['en', 'zh']) {
    const html = pages.get(`5-programs.${lang}.html`);
    const shown = [...html.matchAll(/<details class="program">.*\n?<pre[^>]*><code>([\s\S]*?)<\/code>/g)].map(
      ([, code]) => code.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    );
    expect(shown).toEqual(['points', 'classes', 'convolutions', 'flashes'].map((name) => read(`programs/${name}.py`)));
  }
});

it('no link of a page leads nowhere, and those of figures hold their checksum', () => {
  for (const [name, html] of pages) {
    for (const [, href] of html.matchAll(/<a [^>]*href="\.\/([^"]+)"/g))
      expect(pages.has(href) || existsSync(join(folder, href)), `${name}: ${href}`).toBe(true);
    for (const [tag] of html.matchAll(/<sidestep-race [^>]*>/g))
      expect(tag, name).toMatch(/ config="[^"]*checksum=[0-9a-f]{16}"/);
  }
});
