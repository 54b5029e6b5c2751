// Every code that something can fail with stands in the table of docs/cli.md, and every code there is one of the sources.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isHarmless } from '../../web/src/core/notices.ts';

const files = (folder: string, ending: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));

const found = (texts: string[], ...patterns: RegExp[]): string[] =>
  patterns.flatMap((pattern) => texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1]!)));

const written = new Set([
  ...found(
    files('web/src', /\.ts$/),
    /\bcode: '([a-z-]+)'/g,
    /\b(?:add|fail|wrong|bad)\(\s*'([a-z-]+)',/g, // (code, at, message)
  ),
  ...found([...files('cpp', /\.(h|cpp)$/), ...files('wasm', /\.cpp$/)], /\b(?:Error|return) ?\{\s*"([a-z-]+)",/g),
]);

const table = [...readFileSync('docs/cli.md', 'utf8').matchAll(/^\| `([a-z-]+)` \|.*\| (\d?) ?\|$/gm)];
const documented = new Map(table.map(([, code, status]) => [code!, status!]));

it('finds the codes of the sources', () => {
  for (const code of ['bad-net', 'bad-formula', 'bad-file', 'out-of-range', 'internal', 'crashed'])
    expect(written).toContain(code);
});

it('a code that stands in no document', () => {
  expect([...written].filter((code) => !documented.has(code))).toEqual([]);
});

it('a code of the document that nothing fails with', () => {
  expect([...documented.keys()].filter((code) => !written.has(code) && code !== 'repeated-field')).toEqual([]);
});

it('warnings are what the document calls so', () => {
  for (const [code, status] of documented)
    expect([code, isHarmless({ code, at: '', message: '' })]).toEqual([code, status === '0']);
});
