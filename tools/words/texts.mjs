// The texts that a reader sees, of files: { text, lang, at } each, and pairs of them.

/** Every object of a JSON value, with the path to it. */
function* objectsOf(value, at = '') {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [value, at];
  // An id tells more than a number.
  for (const [key, inner] of Object.entries(value))
    yield* objectsOf(inner, `${at}${at && '.'}${(Array.isArray(value) && inner?.id) || key}`);
}

/** Every { en, zh } of a JSON value; not TeX, nor the lists of labels of a data set. */
export function* pairsOf(value) {
  for (const [object, at] of objectsOf(value)) {
    const [en, zh] = [object.en, object.zh];
    if ((typeof en === 'string' || typeof zh === 'string') && !/(?:^|\.)(?:tex|labels)(?:\.|$)/.test(at))
      yield { en, zh, at };
  }
}

/** The pairs of two files of strings. */
export const pairsOfStrings = (en, zh) =>
  [...new Set([...Object.keys(en), ...Object.keys(zh)])].map((key) => ({ en: en[key], zh: zh[key], at: key }));

/** The core's sentences with their translations: {} there is {1} here. */
export const pairsOfReasons = (reasons) =>
  Object.entries(reasons).map(([sentence, zh]) => {
    let n = 0;
    return { en: sentence.replace(/\{\}/g, () => `{${++n}}`), zh, at: sentence };
  });

const INLINE = /<\/?(?:a|abbr|b|bdi|br|em|i|kbd|mark|q|small|span|strong|sub|sup|var)\b[^>]*>/gi;
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', minus: '−', times: '×' };
const decoded = (text) => text.replace(/&(\w+);/g, (whole, name) => entities[name] ?? whole);

/** The texts of a page, with their lines. */
export function textsOfHtml(html) {
  const blank = (match) => match.replace(/[^\n]/g, ' ');
  const shown = html.replace(/<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1>/gi, blank);
  const attributes = [...shown.matchAll(/\s(?:alt|title|aria-label|placeholder|content)="([^"]*)"/g)].map((match) => [
    match[1].startsWith('width=') ? '' : match[1],
    match.index,
  ]);
  // Code and formulas are as a word; lines of the source are one line of the page.
  const prose = shown
    .replace(/<(code|pre)\b[\s\S]*?<\/\1>/gi, (match) => `x${blank(match).slice(1)}`)
    .replace(INLINE, (match) => '\uE000'.repeat(match.length))
    .replace(/<[^>]*>/g, (match) => '\uE001'.repeat(match.length));
  const texts = [...prose.matchAll(/[^\uE001]+/g)].map((match) => [match[0].replaceAll('\uE000', ''), match.index]);
  return [...attributes, ...texts]
    .map(([text, index]) => ({ text: decoded(text).replace(/\s+/g, ' ').trim(), at: lineOf(html, index) }))
    .filter(({ text }) => text);
}

export const lineOf = (source, index) => source.slice(0, index).split('\n').length;

/** The paragraphs, headings and cells of Markdown, with their lines; code is as a word. */
export function textsOfMarkdown(markdown) {
  const shown = markdown
    .replace(/^```[\s\S]*?^```/gm, (match) => match.replace(/[^\n]/g, ''))
    .replace(/`[^`\n]*`/g, 'x')
    .replace(/!?\[([^\]]*)\]\([^)\n]*\)/g, '$1')
    .replace(/<[^>\n]*>|\*\*/g, '');
  return shown
    .split('\n')
    .flatMap((line, i) =>
      (line.trimStart().startsWith('|') ? line.split('|') : [line])
        .map((text) => ({ text: text.replace(/^\s*(?:[-*>#]+|\d+\.)\s+/, '').trim(), at: i + 1 }))
        .filter(({ text }) => text && !/^[-:\s]+$/.test(text)),
    );
}
