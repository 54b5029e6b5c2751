// What the share dialog gives besides links: Markdown, QR codes, GIF.
import { expect, it } from 'vitest';
import { figureMarkdown } from '../../web/src/views/export/markdown.ts';

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
