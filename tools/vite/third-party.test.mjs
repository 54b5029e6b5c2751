import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../setup/step.mjs';
import { folderOf, nativeParts, noticesOf, packagePart } from './third-party.mjs';

describe('the notices of what others made', () => {
  it('know the package of every module of the graph', () => {
    expect(folderOf('/a/node_modules/uplot/dist/uPlot.esm.js')).toBe('/a/node_modules/uplot');
    expect(folderOf('/a/node_modules/@lit/reactive-element/x.js')).toBe('/a/node_modules/@lit/reactive-element');
    expect(folderOf('/a/node_modules/x/node_modules/y/z.js?v=1')).toBe('/a/node_modules/x/node_modules/y');
    expect(folderOf('\0vite/preload-helper.js')).toBe(join(root, 'node_modules/vite'));
    expect(folderOf('/a/web/src/panels/help.ts')).toBeUndefined();
  });

  it('have the text of a package, and not of what a bundler is made of', () => {
    expect(packagePart(join(root, 'node_modules/uplot'))).toMatchObject({
      licence: 'MIT',
      text: expect.stringContaining('Leon Sorokin'),
    });
    expect(packagePart(join(root, 'node_modules/vite')).text.length).toBeLessThan(3000);
  });

  it('fail the build where a package has none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sidestep-'));
    try {
      writeFileSync(join(folder, 'package.json'), '{"name":"nameless","version":"1.0.0","license":"MIT"}');
      expect(() => packagePart(folder)).toThrow('nameless has no licence text');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('know whose headers the module was compiled from, and refuse unknown ones', () => {
    const files = ['/x/sysroot/include/c++/v1/span', '/x/sysroot/include/math.h', '/x/build/wasm/eigen/Eigen/Core'];
    expect(nativeParts(files).map(({ name }) => name)).toEqual([expect.stringContaining('libc++'), 'musl', 'Eigen']);
    expect(() => nativeParts(['/usr/include/boost/any.hpp'])).toThrow('boost/any.hpp has no licence');
  });

  it('print a licence once for all that share it', () => {
    const text = noticesOf([
      { name: 'a 1', licence: 'MIT', text: 'the text' },
      { name: 'b 2', licence: 'MIT', text: 'the text\n' },
    ]);
    expect(text).toContain('a 1 (MIT)\nb 2 (MIT)\n\nthe text');
    expect(text.match(/the text/g)).toHaveLength(1);
  });
});
