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
