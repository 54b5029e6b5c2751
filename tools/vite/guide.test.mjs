import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../setup/step.mjs';
import { documentsOf, page, pageOf } from './guide.mjs';

const docs = join(root, 'docs');
const files = documentsOf(docs);
const pages = new Map(files.map((file) => [pageOf(file), page(file, readFileSync(join(docs, file), 'utf8'), files)]));

it('makes a page of the guide in each language, and of what it refers to', () => {
  expect([...pages.keys()]).toEqual(
    expect.arrayContaining(['embedding.en.html', 'embedding.zh.html', 'networks.en.html', 'problems.en.html']),
  );
  expect(pages.get('embedding.zh.html')).toContain('<html lang="zh-Hans">');
  expect(pages.get('problems.en.html')).toContain('<math');
});

it('no link of a page leads nowhere', () => {
  const nowhere = [];
  for (const [name, html] of pages)
    for (const [, href] of html.matchAll(/<a href="([^"]+)"/g)) {
      if (/^https?:|^\.\.\/$/.test(href)) continue;
      if (href.startsWith('../examples/') && existsSync(join(docs, 'any', href))) continue;
      const [file, hash] = href.split('#');
      const target = file ? pages.get(file.replace('./', '')) : html;
      if (!target || (hash && !target.includes(` id="${decodeURIComponent(hash)}"`))) nowhere.push(`${name}: ${href}`);
    }
  expect(nowhere).toEqual([]);
});
