// The guide to embedding as pages of the site, in each language, with the documents that it refers to: docs/NAME.LANG.html from
// docs/NAME.md (English) or docs/NAME.LANG.md.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { htmlOf, langOf, pageWith, titleOf } from './markdown.mjs';

const GUIDE = ['embedding.md', 'embedding.zh.md'];

const nameOf = (file) => file.replace('.md', '').replace(/\.\w+$/, '');

/** The page of a document. */
export const pageOf = (file) => `${nameOf(file)}.${langOf(file)}.html`;

/** The documents of this folder that are pages: the guide, and what it refers to. */
export function documentsOf(folder) {
  const named = GUIDE.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/\]\(([\w.]+\.md)/g)].map(([, to]) => to),
  );
  return [...new Set([...GUIDE, ...named])];
}

const style = `    <style>
      :root { color-scheme: light dark; }
      @media print { :root { color-scheme: light; } }
      body { max-width: 52rem; margin: 0 auto; padding: 2rem 1rem 4rem; font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: break-word;
        color: light-dark(#1c2127, #e4e7ea); background: light-dark(#fdfdfb, #131619); }
      h1, h2, h3 { line-height: 1.25; }
      h2 { margin-top: 2.5rem; }
      a { color: light-dark(#0a5c9e, #6db6ec); }
      code { font: 0.875em ui-monospace, monospace; }
      pre, .table { overflow-x: auto; }
      pre { padding: 0.75rem 1rem; border-radius: 0.375rem; background: light-dark(#f1f1ec, #1d2226); }
      table { border-collapse: collapse; font-size: 0.9375rem; }
      th, td { min-width: 4rem; padding: 0.375rem 0.75rem 0.375rem 0; text-align: start; vertical-align: top; border-bottom: 1px solid light-dark(#d8d8d0, #343b41); }
    </style>`;

/** The page that this document makes; of its links to other files those to `pages` and to examples stay. */
export function page(file, text, pages) {
  const link = (href, _, words) => {
    const [, to, hash = ''] = /^([^#:]*\.\w+)?(#.*)?$/.exec(href) ?? [];
    if (!to) return `<a href="${href}">${words}</a>`;
    if (to.startsWith('examples/')) return `<a href="../${to}">${words}</a>`;
    return pages.includes(to) ? `<a href="./${pageOf(to)}${hash}">${words}</a>` : words;
  };
  return pageWith({
    lang: langOf(file),
    title: titleOf(text) ?? nameOf(file),
    head: style,
    nav: '    <nav><a href="../">Sidestep</a></nav>',
    main: htmlOf(text, { link }),
  });
}

/** The plugin, for the documents of this folder. */
export const guide = (from) => {
  let folder = '';
  return {
    name: 'sidestep:guide',
    apply: 'build',
    configResolved: (config) => {
      folder = config.build.outDir;
    },
    writeBundle: () => {
      mkdirSync(join(folder, 'docs'), { recursive: true });
      const pages = documentsOf(from);
      for (const file of pages)
        writeFileSync(join(folder, 'docs', pageOf(file)), page(file, readFileSync(join(from, file), 'utf8'), pages));
    },
  };
};
