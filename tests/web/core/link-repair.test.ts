// Links come back from mail programs, chats and web pages with their signs encoded, wrapped and followed by the sentence's end.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProblemConfig } from '../../../web/src/core/config.ts';
import { isRace, readEmbed } from '../../../web/src/core/embed.ts';
import { formatLink, parseLink } from '../../../web/src/core/link.ts';
import { repaired } from '../../../web/src/core/link-repair.ts';
import { catalog } from '../support/module.ts';

const links = [
  '#v=1&p=rosenbrock,start=-1.5~1&o=sgd,lr=.001,momentum=.9&o=adam,lr=.05&steps=300',
  '#v=1&p=network,net=conv(8%2C5%2Csame)+relu+pool(2)+dense(10)&o=adam&o=rmsprop,rho=.99&seed=3',
  '#v=1&p=formula,f=if(x%3D%3D1%2Cx%5E2%2Cmax(x%2Cy))&o=adam,lr=.1&steps=50&checksum=0123456789abcdef',
];
const html = (link: string) => link.replaceAll('&', '&amp;');
const commas = (link: string) => link.replaceAll(',', '%2C');

const damage: Record<string, (link: string) => string> = {
  nothing: (link) => link,
  'an address': (link) => `https://example.org/sidestep/${link}`,
  '&amp;': html,
  '&amp;amp;': (link) => html(html(link)),
  '&#38; and &#x3D;': (link) => link.replaceAll('&', '&#38;').replaceAll('=', '&#x3D;'),
  'encoded commas': commas,
  'encoded commas and equals signs': (link) =>
    link.replace(/[po]=[^&]*/g, (part) => part.slice(0, 2) + commas(part.slice(2)).replaceAll('=', '%3D')),
  'every sign encoded': (link) => `#${encodeURIComponent(link.slice(1))}`,
  'every sign encoded twice': (link) => encodeURIComponent(encodeURIComponent(link)),
  'an address within another': (link) =>
    `https://safe.example.com/?url=${encodeURIComponent(`https://example.org/${link}`)}&data=05&sdata=x%3D`,
  'lines of mail': (link) => link.replace(/.{40}/g, '$&\r\n> '),
  'signs without a width': (link) => link.replaceAll('&', '\u200b&'),
  'angle brackets': (link) => `${link}>`,
  'the end of a sentence': (link) => `${link},`,
  'the end of a Chinese sentence': (link) => `${link}。`,
  brackets: (link) => `${link}).`,
  'a dash for a minus': (link) => link.replace('=-', '=\u2212'),
};

describe.each(Object.entries(damage))('a link with %s', (_what, damaged) => {
  it.each(links)('%s', (link) => {
    const text = damaged(link);
    expect(parseLink(text, catalog)).toEqual(parseLink(link, catalog));
    expect(isRace(text)).toBe(true);
    const { config } = parseLink(readEmbed('', text.slice(text.indexOf('#'))).link, catalog);
    if (text.includes('#')) expect(config).toEqual(parseLink(link, catalog).config);
  });
});

it('leaves a link as it was written', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', ',', '=', '&', '%', '#', '(', ')', '.', '!', ' ', '~', 'é', ';'),
  });
  fc.assert(
    fc.property(text, text, (f, net) => {
      const problems: ProblemConfig[] = [
        { id: 'formula', f },
        { id: 'network', net },
      ];
      for (const problem of problems) {
        const config = { ...parseLink('#p=beale&o=sgd', catalog).config! };
        const { fields } = catalog.problems.find(({ id }) => id === problem.id)!;
        const all = Object.fromEntries(fields.map((field) => [field.id, field.default]));
        const link = formatLink({ ...config, problem: { ...all, ...problem } }, catalog);
        expect(repaired(link)).toBe(link.slice(1));
      }
    }),
  );
});

it('is no race without a part of one', () => {
  for (const text of ['', 'hello', 'https://example.org/', 'https://example.org/?url=%23top', '&amp;'])
    expect(isRace(text)).toBe(false);
});
