import { expect, it } from 'vitest';
import { badLicences, findings, isAllowed } from './dependencies.mjs';

it('a licence that is not in the list, or none at all, is named', () => {
  const packages = {
    '': { license: 'none of ours is looked at' },
    'node_modules/a': { version: '1.0.0', license: 'MIT' },
    'node_modules/a/node_modules/@b/c': { version: '2.0.0', license: 'GPL-3.0-only' },
    'node_modules/d': { version: '3.0.0' },
  };
  expect(badLicences({ packages })).toEqual(['@b/c 2.0.0: GPL-3.0-only', 'd 3.0.0: no licence']);
});

it('of several licences one that is offered is enough, and all that are asked for must be allowed', () => {
  expect(isAllowed('(GPL-2.0 OR MIT)')).toBe(true);
  expect(isAllowed('(MIT AND Zlib)')).toBe(true);
  expect(isAllowed('MIT AND GPL-2.0')).toBe(false);
});

it('an audit that could not be made is no finding, and one that was made tells of each', () => {
  expect(findings('npm error audit endpoint returned an error')).toBeNull();
  expect(findings('npm warn audit 405\n{"message":"405 Method Not Allowed","statusCode":405}')).toBeNull();
  expect(findings('{"vulnerabilities":{}}')).toEqual([]);
  const found = { vulnerabilities: { x: { name: 'x', severity: 'high', range: '<2' } } };
  expect(findings(JSON.stringify(found))).toEqual(['x <2: high']);
});
