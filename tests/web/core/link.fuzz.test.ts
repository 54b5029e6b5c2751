// Links that somebody or something broke: none throws, none takes long; what is read is a race, and its link reads the same.
import { expect, it } from 'vitest';
import { readEmbed } from '../../../web/src/core/embed.ts';
import { parseLink } from '../../../web/src/core/link.ts';
import { repaired } from '../../../web/src/core/link-repair.ts';
import { runs } from '../support/fuzz.ts';
import { brokenLink, checkConfig, checkNotices, pick, type Random, tryEach } from '../support/hostile.ts';
import { catalog } from '../support/module.ts';

const read = (link: string) => {
  const { config, notices, view } = parseLink(link, catalog);
  checkNotices(notices);
  if (config) checkConfig(config, view);
  return notices;
};

it('broken links', { timeout: 600_000 }, async () => {
  const codes = new Set<string>();
  await tryEach(runs(3000), 1, brokenLink, (link) => {
    for (const { code } of read(link)) codes.add(code);
  });
  expect(codes.size).toBeGreaterThan(8); // or what is broken here is too much alike
});

const marks = [
  '.',
  '…',
  ')',
  '"',
  '>',
  '&gt;',
  '?utm_source=x',
  '&fbclid=1',
  '%26ref=2',
  '\u200b',
  '。',
  '&quot;',
  ' ',
  '!',
  "'",
];
/** Half a surrogate pair has no encoding. */
const encoded = (link: string) => encodeURIComponent(link.replace(/\p{Surrogate}/gu, ''));

/** What mail programs, chats, keyboards and people do to a link. */
const damage: ((link: string, random: Random) => string)[] = [
  (link, random) => link + pick(random, marks),
  (link) => link.replaceAll('&', '&amp;'),
  (link) => link.replaceAll('&', '%26'),
  (link) => link.replaceAll(',', '%2C'),
  (link) => link.replaceAll('%2C', ','),
  (link) => link.replaceAll('%2B', '+'),
  (link) => link.replace(/\.(?=\d)/g, ','),
  (link) => link.replaceAll('~', ','),
  (link) => link.replaceAll(',', '，').replaceAll('=', '＝'),
  (link) => link.replaceAll('-', '−'),
  (link) => `#${encoded(link.slice(1))}`,
  encoded,
  (link) => `https://example.org/${link}`,
  (link) => `(https://example.org/${link}).`,
  (link, random) => link.replace(/.{30}/g, (line) => (random(2) ? `${line}\r\n> ` : line)),
];

it('links that travelled, repaired once and for all', { timeout: 600_000 }, async () => {
  const travelled = (random: Random) => {
    let link = brokenLink(random);
    for (let n = random(4); n > 0; n--) link = pick(random, damage)(link, random);
    return link;
  };
  await tryEach(runs(3000), 3, travelled, (link) => {
    read(link);
    const once = repaired(link);
    expect(repaired(`#${once}`)).toBe(once);
    // That it was shortened need not show any more.
    const parsed = (text: string) => {
      const { notices, ...same } = parseLink(text, catalog);
      return { ...same, notices: notices.filter(({ message }) => !message.includes('ellipsis')) };
    };
    expect(parsed(`#${once}`)).toEqual(parsed(link));
    const { link: inFrame, options } = readEmbed('?view=loss', link);
    expect(typeof options.view).toBe('string');
    parseLink(inFrame, catalog);
  });
});
