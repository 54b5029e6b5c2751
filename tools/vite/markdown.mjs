// Documents in Markdown as pages: what the guide to embedding (guide.mjs) and the course (course.mjs) have in common.
import { Marked } from 'marked';
import { render } from './formula.mjs';

export const tags = { en: 'en', zh: 'zh-Hans' };

/** The language of docs/NAME.LANG.md; docs/NAME.md is English. */
export const langOf = (file) => /\.(\w+)\.md$/.exec(file)?.[1] ?? 'en';

export const titleOf = (text) => /^# (.*)/m.exec(text)?.[1];

/** The id of a heading, as links in the documents have it: that of GitHub. */
const idOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/<[^>]*>|&\w+;|[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

const math = {
  name: 'math',
  level: 'inline',
  start: (text) => text.indexOf('$'),
  tokenizer: (text) => {
    const [raw, lines, tex, mark] = /^(\$\$?)([^$\n]+)\1([，。；：、？）,.;:?)]*)/.exec(text) ?? [];
    return raw && { type: 'math', raw, tex, mark, display: lines === '$$' };
  },
  // A line may begin with no punctuation mark, and browsers break lines between a formula and what follows it.
  renderer: ({ tex, mark, display }) =>
    mark ? `<span style="white-space: nowrap">${render(tex, display)}${mark}</span>` : render(tex, display),
};

/** Without comments, as HTML; `renderer` and `extensions` as Marked has them. */
export function htmlOf(text, renderer, ...extensions) {
  const marked = new Marked({
    extensions: [math, ...extensions],
    renderer: {
      heading: (words, level) => `<h${level} id="${idOf(words)}">${words}</h${level}>\n`,
      table: (head, body) => `<div class="table"><table><thead>${head}</thead><tbody>${body}</tbody></table></div>\n`,
      ...renderer,
    },
  });
  const html = marked.parse(text.replace(/<!--[\s\S]*?-->\n*/g, ''));
  return html.replaceAll(/<(pre|div class="table")>/g, '<$1 tabindex="0">'); // what scrolls can be reached by keys
}

/** A page of the site. */
export const pageWith = ({ lang, title, description = `Sidestep: ${title}`, head, nav, main }) => `<!doctype html>
<html lang="${tags[lang]}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="description" content="${description}" />
    <title>Sidestep: ${title}</title>
    <link rel="icon" href="data:," />
${head}
  </head>
  <body>
${nav}
    <main>
${main}
    </main>
  </body>
</html>
`;
