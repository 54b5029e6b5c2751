// Words in TypeScript that a reader would see in every language: of templates, of attributes, and of texts that are set.
import { parseAst } from 'vite';
import { lineOf } from './texts.mjs';

const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'placeholder',
  'alt',
]);
const SET = new Set(['textContent', 'innerText', 'ariaLabel', 'title', 'placeholder', 'alt']);
const TEMPLATES = new Set(['html', 'svg']);

/** Two letters or more, or Han; not a name that is the same everywhere, nor a text that says itself in both languages. */
const NAMES = /\b(?:Sidestep|GitHub|PyTorch|English|JSON|CSV|SVG|PNG|GIF|iframe|MB|KB|ms)\b|&\w+;/g;
const hasWords = (text) =>
  /\p{L}{2,}|\p{Script=Han}/u.test(text.replace(NAMES, '')) && !/\w · \p{Script=Han}/u.test(text);

/** The literal texts that an expression can come to; what a call makes of its arguments is its own. */
function* literals(node) {
  if (!node) return;
  if (node.type === 'Literal' && typeof node.value === 'string') yield [node.value, node.start];
  else if (node.type === 'TemplateLiteral') {
    for (const part of node.quasis) yield [part.value.cooked, part.start];
    for (const part of node.expressions) yield* literals(part);
  } else if (node.type === 'ConditionalExpression') {
    yield* literals(node.consequent);
    yield* literals(node.alternate);
  } else if (node.type === 'LogicalExpression' || node.type === 'BinaryExpression') {
    if (/^(?:\|\||&&|\?\?|\+)$/.test(node.operator)) {
      if (node.operator !== '&&') yield* literals(node.left);
      yield* literals(node.right);
    }
  } else if (node.type.startsWith('TS') || node.type === 'ParenthesizedExpression') yield* literals(node.expression);
}

/** Where a template's text stands before each of its values: between tags, or in which attribute. */
const placeOf = (before) => {
  const open = /<[^<>]*$/.exec(before)?.[0];
  if (open === undefined) return 'text';
  return /([\w.?@-]+)\s*=\s*(?:"[^"]*|'[^']*)?$/.exec(open)?.[1] ?? 'tag';
};

function* ofTemplate({ quasis, expressions }) {
  const VALUE = '\uE001';
  const source = quasis.map(({ value }) => value.cooked).join(VALUE);
  const starts = [];
  let length = 0;
  for (const part of quasis) {
    starts.push([length, part.start]);
    length += part.value.cooked.length + 1;
  }
  const at = (index) => {
    const [from, start] = starts.findLast(([from]) => from <= index);
    return start + index - from;
  };
  const shown = source.replace(/<(style|script|code)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, (match) =>
    ' '.repeat(match.length),
  );
  for (const { 0: tag, index } of shown.matchAll(/<[a-zA-Z][^<>]*>/g))
    for (const match of tag.matchAll(/\s([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
      if (SPOKEN.has(match[1])) yield [match[2] ?? match[3], at(index + match.index)];
  for (const match of shown
    .replace(/<[^<>]*>/g, (tag) => '\uE000'.repeat(tag.length))
    .matchAll(/[^\uE000\uE001\s][^\uE000\uE001]*/g))
    yield [match[0], at(match.index)];
  for (const [i, expression] of expressions.entries()) {
    const place = placeOf(source.slice(0, starts[i + 1][0] - 1));
    if (place === 'text' || SPOKEN.has(place.replace('.', ''))) yield* literals(expression);
  }
}

/** The words of one node, not of those within it. */
function* wordsOf(node) {
  if (node.type === 'TaggedTemplateExpression' && TEMPLATES.has(node.tag.name)) yield* ofTemplate(node.quasi);
  if (node.type === 'AssignmentExpression' && SET.has(node.left.property?.name)) yield* literals(node.right);
  if (node.type === 'CallExpression' && node.callee.property?.name === 'setAttribute') {
    const [name, value] = node.arguments;
    if (SPOKEN.has(name?.value)) yield* literals(value);
  }
}

const nodesOf = (source) => nodesIn(parseAst(source, { lang: 'ts' }));
function* nodesIn(node) {
  yield node;
  for (const inner of Object.values(node))
    for (const child of Array.isArray(inner) ? inner : [inner]) if (child?.type) yield* nodesIn(child);
}

/** Each with its line. */
export function wordsIn(source) {
  return [...nodesOf(source)]
    .flatMap((node) => [...wordsOf(node)])
    .filter(([text]) => hasWords(text))
    .map(([text, start]) => ({ text: text.replace(/\s+/g, ' ').trim(), line: lineOf(source, start) }));
}

/** Every { en, zh } of a source, with its line. */
export function pairsIn(source) {
  const textOf = (node, lang) => node.properties.find(({ key }) => key?.name === lang)?.value?.value;
  return [...nodesOf(source)]
    .filter(({ type }) => type === 'ObjectExpression')
    .map((node) => ({ en: textOf(node, 'en'), zh: textOf(node, 'zh'), at: lineOf(source, node.start) }))
    .filter(({ en, zh }) => typeof en === 'string' && typeof zh === 'string' && en + zh !== '');
}
