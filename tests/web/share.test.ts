// What the share dialog gives besides links: Markdown, QR codes, GIF.
import { expect, it } from 'vitest';
import { figureMarkdown } from '../../web/src/views/export/markdown.ts';
import { qrOf, qrSvg } from '../../web/src/views/export/qr.ts';

it('a figure as Markdown leads to its race, whatever its caption and link hold', () => {
  const figure = {
    caption: 'f [x] *leads*',
    file: 'a.svg',
    link: 'https://e.org/#p=f(x)',
    checksum: 'Checksum `00ff`',
  };
  expect(figureMarkdown(figure)).toBe(
    '[![f \\[x\\] \\*leads\\*](a.svg)](<https://e.org/#p=f(x)>)\n\nf \\[x\\] \\*leads\\* Checksum `00ff`',
  );
  expect(figureMarkdown({ ...figure, checksum: '' })).toMatch(/leads\\\*$/);
});

it('a QR code has its finders and its quiet zone, and none is made of what is too long', () => {
  const code = qrOf('https://example.org/sidestep/#v=2&p=ravine&o=sgd')!;
  expect((code.side - 8 - 17) % 4).toBe(0);
  const dark = new Set([...code.path.matchAll(/M(\d+) (\d+)/g)].map(([, x, y]) => `${x} ${y}`));
  for (const [x, y] of [
    [4, 4],
    [code.side - 11, 4],
    [4, code.side - 11],
  ] as const)
    for (let i = 0; i < 7; i++) expect(dark, `${x} ${y}`).toContain(`${x + i} ${y}`);
  expect([...dark].some((at) => /^[0-3] | [0-3]$/.test(at))).toBe(false);
  expect(qrSvg(code)).toContain(`viewBox="0 0 ${code.side} ${code.side}"`);
  expect(qrOf('x'.repeat(3000))).toBeNull();
});
