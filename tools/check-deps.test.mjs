import { describe, expect, it } from 'vitest';
import { checks, cppUses, idsIn, violations, webUses, withoutComments } from './check-deps.mjs';

const layers = [['base'], ['optim', 'nn'], ['lane']];
const use = (from, to, line = 1) => ({ from, to, line, file: `cpp/${from}/x.h` });

describe('violations', () => {
  it('lets a layer use those below it and its own', () => {
    expect(violations([use('lane', 'base'), use('nn', 'optim'), use('base', 'base')], layers)).toEqual([]);
  });
  it('names the file and the line of a use upwards', () => {
    expect(violations([use('base', 'lane', 7)], layers)).toEqual(['cpp/base/x.h:7: base must not use lane']);
  });
  it('refuses two neighbours that use each other', () => {
    expect(violations([use('nn', 'optim'), use('optim', 'nn')], layers)).toHaveLength(1);
  });
  it('refuses folders that have no place', () => {
    expect(violations([use('misc', 'base')], layers)).toHaveLength(1);
    expect(violations([use('lane', 'misc')], layers)).toHaveLength(1);
  });
  it('holds an exception to its own list', () => {
    expect(violations([use('cli', 'base'), use('cli', 'lane')], layers, { cli: ['base'] })).toHaveLength(1);
  });
});

describe('what is used', () => {
  it('finds C++ includes with their lines', () => {
    expect([...cppUses('#include <vector>\n#include "base/arena.h"\n')]).toEqual([{ to: 'base', line: 2 }]);
  });
  it('finds imports, exports, types, workers; not what a comment says', () => {
    const source = [
      "import { a } from '../core/a.ts';",
      "export type { B } from '../views/b.ts';",
      "new Worker(new URL('../worker/main.ts', import.meta.url));",
      "// import { c } from '../pages/c.ts';",
      "import './own.ts';",
    ].join('\n');
    expect([...webUses(source, 'engine/x.ts')]).toEqual([
      { to: 'core', line: 1 },
      { to: 'views', line: 2 },
      { to: 'worker', line: 3 },
      { to: 'engine', line: 5 },
    ]);
  });
});

describe('idsIn', () => {
  const found = (source) => [...idsIn(source, ['adam', 'beale'])].map(({ id, line }) => `${id}:${line}`);
  it('finds an id as a text, in a link and as a key', () => {
    expect(found("if (id === 'adam') {}")).toEqual(['adam:1']);
    expect(found('\nconst link = "#v=1&p=beale&o=adam,lr=.1";')).toEqual(['beale:2', 'adam:2']);
    expect(found('const colours = {\n  adam: 1,\n};')).toEqual(['adam:2']);
  });
  it('leaves comments and other words alone', () => {
    expect(found("// like 'adam'\nconst madam = 'madam'; /* 'beale' */")).toEqual([]);
  });
});

it('withoutComments keeps lines and texts', () => {
  expect(withoutComments("a // b\n'// c' /* d\ne */ f")).toBe("a     \n'// c'     \n     f");
});

for (const [name, check] of Object.entries(checks)) {
  it(`in this repository, ${name}`, () => expect(check()).toEqual([]));
}
