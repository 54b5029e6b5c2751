import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './setup/step.mjs';
import { emsdk } from './setup/system.mjs';

const folder = join(root, '.github/workflows');
const workflows = readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]);
const [, version] = /install (\d+\.\d+\.\d+)/.exec(emsdk);

it.each(workflows)('%s uses no action and no repository that may move', (_, text) => {
  for (const [, action] of text.matchAll(/uses: (\S+)/g)) expect(action).toMatch(/@[0-9a-f]{40}$/);
  for (const [, options] of text.matchAll(/git clone (.*)/g)) expect(options).toContain(`--branch ${version} `);
  for (const [, used] of text.matchAll(/emsdk" (?:install|activate) (\S+)/g)) expect(used).toBe(version);
});

it('the advice for other machines clones the same version', () => {
  expect(emsdk).toContain(`--branch ${version} `);
  expect(readFileSync(join(root, 'tools/setup/emscripten.mjs'), 'utf8')).toContain(`emscripten-${version}'`);
});
