// Every message that stands in the sources of the core has its Chinese: those that real refusals do not show (reasons.test.ts) too.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import texts from '../../web/locales/reasons.zh.json';
import { readSentences, translated } from '../../web/src/toolkit/reason-words.ts';

const sentences = readSentences(texts);

/** What stands between parentheses or braces that open at `at`, cut at its commas. */
function argumentsAt(source: string, at: number): string[] {
  const found = [''];
  let depth = 0;
  for (const [token] of source.slice(at).matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)'|[\s\S]/g)) {
    if (/^[)}\]]$/.test(token) && --depth === 0) return found;
    if (token === ',' && depth === 1) found.push('');
    else if (depth > 0) found[found.length - 1] += token;
    if (/^[({[]$/.test(token)) depth++;
  }
  throw new Error(`nothing closes ${source.slice(at, at + 60)}`);
}

/** Where a sign stands outside of strings, parentheses and braces. */
function split(expression: string, sign: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const [token] of expression.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)'|::|[\s\S]/g)) {
    if (/^[({[]$/.test(token)) depth++;
    if (/^[)}\]]$/.test(token)) depth--;
    if (token === sign && depth === 0) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts;
}

/** All texts that an expression of C++ may be; 7 stands for what varies. */
function textsOf(expression: string): string[] {
  const text = expression.trim();
  const [condition, ...chosen] = split(text, '?');
  if (condition !== undefined && chosen.length > 0) return split(chosen.join('?'), ':').flatMap(textsOf);
  const terms = split(text, '+');
  if (terms.length > 1) {
    return terms.map(textsOf).reduce((all, one) => all.flatMap((before) => one.map((after) => before + after)));
  }
  const literals = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, literal]) => literal).join('');
  if (/^("(?:[^"\\]|\\.)*"\s*)+$/.test(text)) return [literals];
  return /^\(.*\)$/s.test(text) ? textsOf(text.slice(1, -1)) : ['7'];
}

const calls: [call: RegExp, around: (text: string) => string][] = [
  [/\b(?:Error|return )\{(?="[a-z-]+",)/g, (text) => text],
  [/\blayerError\(/g, (text) => `'7' ${text}`],
  [/\bfail\(/g, (text) => `${text} at character 7`],
  [/\bunsupported\(/g, (text) => `7 ${text}`],
];

/** Names what is wrong by words that are put together elsewhere. */
const elsewhere = /^(the (label|number) of 7|7|'7' 7|7 7|7 at character 7)/;

const sources = readdirSync('cpp', { recursive: true, encoding: 'utf8' }).filter((path) => /\.(h|cpp)$/.test(path));

const messages = [...sources.map((path) => `cpp/${path}`), 'wasm/bindings.cpp'].flatMap((path) => {
  const source = readFileSync(path, 'utf8').replace(/\/\/.*$/gm, '');
  return calls.flatMap(([call, around]) =>
    [...source.matchAll(call)].flatMap(({ index, 0: found }) =>
      textsOf(argumentsAt(source, index + found.length - 1).at(-1)!)
        .filter((text) => / /.test(text))
        .map(around),
    ),
  );
});
const written = [...new Set(messages)].filter((message) => !elsewhere.test(message));

it('finds the messages of the core', () => expect(written.length).toBeGreaterThan(90));

it.each(written)('%s', (message) => {
  const chinese = translated(message, sentences);
  expect(chinese).toMatch(/\p{Script=Han}/u);
  // What is left in Latin letters is quoted, or is called so in the interface.
  const rest = chinese.replace(/“[^”]*”/g, '').replace(/dropout|true|false|MiB|Lookahead|Lane|Dataset/g, '');
  expect(rest.match(/[A-Za-z]{3,}/g) ?? []).toEqual([]);
});
