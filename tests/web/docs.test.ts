// What the documents show of the code is the code.
import { readFile } from 'node:fs/promises';
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
