import { describe, expect, it } from 'vitest';
import { atLeast, parseVersion } from './emscripten.mjs';
import { matches } from './packages.mjs';
import { cause, Failure } from './step.mjs';
import { advice } from './system.mjs';

describe('Emscripten versions', () => {
  it('reads what emcc --version prints', () => {
    expect(parseVersion('emcc (Emscripten gcc/clang-like replacement + linker emulating GNU ld) 3.1.69 (abc)')).toEqual(
      [3, 1, 69],
    );
    expect(parseVersion('nothing')).toBeUndefined();
  });
  it('compares part by part', () => {
    expect(atLeast([3, 1, 60], [3, 1, 60])).toBe(true);
    expect(atLeast([4, 0, 0], [3, 1, 60])).toBe(true);
    expect(atLeast([3, 1, 6], [3, 1, 60])).toBe(false);
    expect(atLeast([2, 9, 99], [3, 1, 60])).toBe(false);
  });
});

describe('npm packages', () => {
  const one = { version: '1.0.0', integrity: 'x' };
  it('are fresh when what is locked is installed; what is optional may be absent', () => {
    expect(
      matches(
        { '': {}, 'node_modules/a': one, 'node_modules/b': { ...one, optional: true } },
        { 'node_modules/a': one },
      ),
    ).toBe(true);
  });
  it('are stale when one is missing, another version, or left over', () => {
    expect(matches({ 'node_modules/a': one }, {})).toBe(false);
    expect(matches({ 'node_modules/a': one }, { 'node_modules/a': { ...one, version: '2.0.0' } })).toBe(false);
    expect(matches({}, { 'node_modules/a': one })).toBe(false);
  });
});

it('a missing thing is named with a command that brings it', () => {
  expect(advice(['cmake', 'ninja'])).toMatch(/cmake.*ninja/);
});

describe('the cause of a failure', () => {
  const ninja = [
    '[1/45] Building CXX object CMakeFiles/core.dir/cpp/base/error.cpp.o',
    '[2/45] Linking CXX executable sidestep.mjs',
    'FAILED: sidestep.mjs ',
    `: && /usr/bin/em++ ${'-O3 '.repeat(500)} && node wasm/check.mjs`,
  ];

  it('is what wasm/check.mjs found, not the twenty-five lines of what is well', () => {
    const ok = Array.from({ length: 40 }, (_, i) => `ok   the update of rule ${i} uses f32x4: 7 vector operations`);
    const log = [
      ...ninja,
      ...ok,
      'FAIL the module is at most 150.0 KB of gzip: 150.6 KB',
      ...ok,
      'ninja: build stopped',
    ];
    expect(cause(log.join('\n'))).toBe('FAIL the module is at most 150.0 KB of gzip: 150.6 KB');
  });

  it('is the first error of a compiler, among hundreds of lines of ninja', () => {
    const building = Array.from({ length: 300 }, (_, i) => `[${i}/300] Building CXX object error_${i}.cpp.o`);
    const failed = [
      'FAILED: cpp/nn/x.cpp.o ',
      '/usr/bin/ccache /usr/bin/c++ -Werror -c x.cpp',
      'x.cpp: In function f:',
    ];
    const log = [...building, ...failed, "x.cpp:3:1: error: 'y' was not declared", '    3 | y = 1;', ...building];
    expect(cause(log.join('\n'))).toBe("x.cpp:3:1: error: 'y' was not declared\n    3 | y = 1;");
  });

  it("is GoogleTest's failure, not the line that counts it", () => {
    const log = '[ RUN      ] A.b\na_test.cpp:7: Failure\nExpected: 1\n[  FAILED  ] A.b (0 ms)\n';
    expect(cause(log, 2)).toBe('a_test.cpp:7: Failure\nExpected: 1');
    expect(cause('==7==ERROR: AddressSanitizer: heap-buffer-overflow\n[  FAILED  ]', 1)).toMatch(/AddressSanitizer/);
  });

  it('is what Vite, TypeScript, a linker and Node say, without their stacks', () => {
    const vite =
      'vite v7 building\n✓ 12 modules transformed.\nerror during build:\nCould not resolve "./x.ts"\n    at y.js:1';
    expect(cause(vite)).toBe('error during build:\nCould not resolve "./x.ts"');
    expect(cause("fine\nweb/src/a.ts(3,1): error TS2304: Cannot find name 'x'.")).toMatch(/^web\/src\/a\.ts/);
    expect(cause('[9/9] Linking\nwasm-ld: error: a.o: undefined symbol: f')).toMatch(/^wasm-ld/);
    expect(cause('TypeError: x is not a function\n    at a (b.js:1:2)')).toBe('TypeError: x is not a function');
  });

  it('is cut where a line is endless, and the end of the log where nothing is named', () => {
    expect(cause(`error: ${'x'.repeat(5000)}`).length).toBeLessThan(500);
    expect(cause('fine\nfine\nerror: no\nmore\n', 2)).toBe('error: no\nmore');
    expect(cause('a\nb\nc\n', 2)).toBe('b\nc');
  });

  it('stands before the command that failed', () => {
    expect(`${new Failure('cmake failed (exit status 1)', 'The whole log: x', 'FAIL too large')}`).toBe(
      'FAIL too large\n\ncmake failed (exit status 1)\n  The whole log: x',
    );
  });
});
