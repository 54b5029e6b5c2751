// What the documents show of the code is the code.
import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { root } from './support/files.ts';

const read = (path: string) => readFile(new URL(path, root), 'utf8');

it('docs/adding.md walks through the files as they are', async () => {
  const blocks = [...(await read('docs/adding.md')).matchAll(/```cpp\n([\s\S]*?)\n```/g)].map((match) => match[1]!);
  const [file, line, oracle] = blocks;
  expect((await read('cpp/optim/lion.h')).trim()).toBe(file);
  expect(await read('cpp/optim/all.h')).toContain(`\n${line}\n`);
  expect(await read('tests/cpp/optim_reference_test.cpp')).toContain(`\n${oracle}\n`);
  expect(blocks).toContain((await read('cpp/instrument/tensor_norms.h')).trim());
});

it('docs/embedding.md shows of each tool what its site is made of', async () => {
  const text = await read('docs/embedding.md');
  const fences = [...text.matchAll(/<!-- (tests\/toolchains\/\S+) -->\n\n```\w+\n([\s\S]*?)\n```/g)];
  const shown = new Set<string>();
  for (const [, file, fence] of fences) {
    shown.add(file!.split('/')[2]!);
    const plain = (lines: string) => lines.trim().replace(/^ +/gm, '');
    expect(plain(await read(file!)), file).toContain(plain(fence!));
  }
  const tools = (await readdir(new URL('tests/toolchains/', root), { withFileTypes: true }))
    .filter((it) => it.isDirectory() && it.name !== 'light') // it holds the lock file of many
    .map(({ name }) => name);
  expect([...shown].sort()).toEqual(tools.sort());
});

it('docs/embedding.md writes for Quarto the HTML that it shows for a page', async () => {
  const text = await read('docs/embedding.md');
  const [, first] = /```html\n([\s\S]*?)\n```/.exec(text)!;
  const [, raw] = /~~~\{=html\}\n([\s\S]*?)\n~~~/.exec(text)!;
  expect(raw).toBe(first);
});

/** What two versions of a document have in common: its code, the levels of its headings, its lists and tables, what it links to. */
function frameOf(text: string) {
  const blocks = /^```[\s\S]*?^```$|^(?: {4}.*\n)+/gm;
  const prose = text.replace(blocks, '');
  const count = (pattern: RegExp) => [...prose.matchAll(pattern)].length;
  return {
    code: text.match(blocks)?.map((block) => block.replace(/ +# .*$/gm, '')), // comments in shells are in the document's language
    comments: text.match(/<!-- .* -->/g),
    headings: prose.match(/^#+ /gm),
    rows: count(/^\|/gm),
    items: count(/^- /gm),
    links: [
      ...new Set([...prose.matchAll(/\]\(([^)]*)\)/g)].map(([, to]) => to!.replace('.zh', '').replace(/^#.*/, '#'))),
    ]
      .filter((to) => !/^(README|embedding)\.md$/.test(to)) // each has the other version
      .sort(),
    spans: [...new Set(prose.match(/`[^`]+`/g))].sort(),
  };
}

it.each([
  ['README.md', 'README.zh.md'],
  ['docs/embedding.md', 'docs/embedding.zh.md'],
])('%s says the same in Chinese', async (english, chinese) => {
  const [en, zh] = await Promise.all([read(english), read(chinese)]);
  expect(frameOf(zh)).toEqual(frameOf(en));
  expect(en.split('\n')[2]).toBe(`English | [中文](${chinese.split('/').at(-1)})`);
  expect(zh.split('\n')[2]).toBe(`[English](${english.split('/').at(-1)}) | 中文`);
});
