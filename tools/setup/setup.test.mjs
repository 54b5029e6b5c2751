import { describe, expect, it } from 'vitest';
import { atLeast, parseVersion } from './emscripten.mjs';
import { matches } from './packages.mjs';
import { tail } from './step.mjs';
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

it('the tail of a log begins at the first error', () => {
  expect(tail('fine\nfine\nerror: no\nmore\n', 2)).toBe('error: no\nmore');
  expect(tail('a\nb\nc\n', 2)).toBe('b\nc');
});
