// Pages of gallery races: what crawlers and readers find in them.
import { expect, it } from 'vitest';
import { list, oEmbedOf, page } from './races.mjs';

const its = {
  name: 'A & "B" <c>',
  lesson: 'It needs 5.5 steps. More of it.',
  brief: 'Adam needs 5.5 steps, SGD 9.',
  lanes: ['SGD', '<Adam>'],
  claims: ['The loss of Adam is < 1.'],
  link: '#v=1&p=ravine&o=sgd',
  many: false,
  png: 'x.png',
};
const race = { id: 'x', en: its, zh: { ...its, name: '甲', lesson: '一。二。', brief: '一步。', png: 'x.png' } };
const site = 'https://example.org/sidestep/';
const meta = (html, key) => new RegExp(`<meta (?:name|property)="${key}" content="([^"]*)"`).exec(html)?.[1];

it('have title, description, picture, canonical address and oEmbed for crawlers', () => {
  const html = page(race, 'en', { site });
  expect(meta(html, 'og:title')).toBe('A &amp; &quot;B&quot; &lt;c&gt;');
  expect([meta(html, 'description'), meta(html, 'og:description')]).toEqual(
    Array(2).fill('Adam needs 5.5 steps, SGD 9.'),
  );
  expect([meta(html, 'og:image'), meta(html, 'twitter:card'), meta(html, 'og:url')]).toEqual([
    `${site}race/x.png`,
    'summary_large_image',
    `${site}race/x.html`,
  ]);
  expect(html).toContain(`<link rel="canonical" href="${site}race/x.html" />`);
  expect(html).toContain(`hreflang="zh-Hans" href="${site}race/x.zh.html"`);
  expect(html).toContain(`<link rel="alternate" type="application/json+oembed" href="${site}race/x.json"`);
  expect(page(race, 'zh', { site })).toContain(`href="${site}race/x.zh.json"`);
  expect(meta(page(race, 'zh', {}), 'description')).toBe('一步。');
});

it('name no address that the build does not know', () => {
  const html = page({ ...race, en: { ...its, png: undefined } }, 'en', { hasPicture: false });
  expect(html).not.toMatch(/https?:|og:image|canonical|oembed|<img/);
  expect(meta(html, 'twitter:card')).toBe('summary');
});

it('lead to the race, to the other language and to the gallery, and need no script', () => {
  const html = page(race, 'zh', {});
  expect(html.match(/href="[^"]*"/g)).toEqual(
    expect.arrayContaining([
      'href="../?lang=zh&amp;race=x#v=1&amp;p=ravine&amp;o=sgd"',
      'href="../gallery.html?lang=zh#x"',
      'href="./x.html"',
      'href="./x.png"',
    ]),
  );
  expect(html).not.toMatch(/<script|<Adam>|undefined/);
});

it('are listed', () => {
  const html = list([race], 'zh', { site });
  expect(html).toContain('<dt><a href="./x.zh.html">甲</a></dt><dd>一步。</dd>');
  expect(html).toContain(`rel="canonical" href="${site}race/index.zh.html"`);
});

it('are embedded as a frame of the race', () => {
  const { html, ...rest } = oEmbedOf(race, 'en', site);
  expect(rest).toMatchObject({
    version: '1.0',
    type: 'rich',
    thumbnail_url: `${site}race/x.png`,
    width: 720,
    height: 560,
  });
  expect(html).toMatch(
    /^<iframe src="https:\/\/example\.org\/sidestep\/embed\.html\?lang=en#v=1&amp;p=ravine&amp;o=sgd" title="A &amp; &quot;B/,
  );
});
