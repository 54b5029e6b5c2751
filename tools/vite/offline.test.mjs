import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { manifestOf } from './offline.mjs';

const folder = mkdtempSync(join(tmpdir(), 'offline-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('keeps every page from the first visit on, and large files that few need when somebody asks for them', () => {
  const first = ['assets/a.js', 'course/1.en.html', 'course/course.css', 'docs/cli.en.html', 'index.html'];
  const later = ['assets/a-fused-1.wasm', 'course/figures/a.en.svg', 'course/programs/a.py', 'data/mnist/index.json'];
  const never = ['sw.js', 'thumbs/a.svg', 'race/a.html', 'assets/a.js.map'];
  for (const file of [...first, ...later, ...never]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '<title>a</title>');
  }
  const manifest = manifestOf(folder);
  expect([Object.keys(manifest.site), Object.keys(manifest.later)]).toEqual([first, later]);
});
