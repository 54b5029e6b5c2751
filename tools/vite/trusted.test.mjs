import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../setup/step.mjs';
import { withPolicy } from './trusted.mjs';

test('Lit as installed makes no policy of its own', () => {
  const code = withPolicy(readFileSync(join(root, 'node_modules/lit-html/lit-html.js'), 'utf8'), '/policy.ts');
  expect(code).toContain('import { policy as __policy } from "/policy.ts"');
  expect(code).not.toContain('createPolicy');
});

test('a Lit that makes its policy in another way fails the build', () => {
  expect(() => withPolicy('const policy = makePolicy()', '/policy.ts')).toThrow('another way');
});
