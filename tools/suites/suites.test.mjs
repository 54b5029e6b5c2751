import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { code, count, functions, report } from '../../wasm/check.mjs';
import { reason } from '../test-suites.mjs';
import { parseJUnit } from './cpp.mjs';
import { parsePlaywright, parseVitest } from './json.mjs';

it('counts what CTest reports', () => {
  const xml = `<testsuite name="x"\n\ttests="4"\n\tfailures="1"\n\tdisabled="1"\n\tskipped="1">
    <testcase name="A.b" status="run"><system-out></system-out></testcase>
    <testcase name="A.c" status="fail"><failure message=""/><system-out>Failure: 1 is not 2</system-out></testcase></testsuite>`;
  expect(parseJUnit(xml)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 2,
    failures: [{ name: 'A.c', why: 'Failure: 1 is not 2' }],
  });
});

it('counts a test file that Vitest cannot load as a failure', () => {
  const broken = { status: 'failed', name: 'x.test.ts', message: 'no such module', assertionResults: [] };
  const result = parseVitest({ testResults: [broken], numPassedTests: 3, numFailedTests: 0 });
  expect(result).toMatchObject({ passed: 3, failed: 1, failures: [{ name: 'x.test.ts', why: 'no such module' }] });
});

it('counts an error outside of the tests of Playwright as a failure', () => {
  const stats = { expected: 2, unexpected: 0, flaky: 1, skipped: 0 };
  expect(parsePlaywright({ stats, suites: [], errors: [{ message: 'no server' }] })).toMatchObject({
    passed: 3,
    failed: 1,
  });
});

it('tells which tests of Playwright passed at the second try', () => {
  const spec = (title, ok, ...tries) => ({
    title,
    ok,
    tests: [
      {
        status: ok && tries.length > 1 ? 'flaky' : '',
        results: tries.map((why) => ({ errors: why ? [{ message: why }] : [] })),
      },
    ],
  });
  const specs = [spec('steady', true, ''), spec('late', true, 'not yet', ''), spec('broken', false, 'no', 'no')];
  const stats = { expected: 1, unexpected: 1, flaky: 1, skipped: 0 };
  expect(parsePlaywright({ stats, suites: [{ title: 'a.spec.ts', specs }], errors: [] })).toEqual({
    passed: 2,
    failed: 1,
    skipped: 0,
    failures: [{ name: 'a.spec.ts › broken', why: 'no\nno' }],
    retried: [{ name: 'a.spec.ts › late', why: 'not yet' }],
  });
});

describe('wasm/check.mjs', () => {
  const listing = ` (func $"sidestep::Adam::update<float>\\28int\\29" (type $0)
  (drop (f32x4.add (local.get $0) (local.get $1)))
  (call $sidestep::helper)
 )
 (func $sidestep::helper (type $0)
  (drop (f32x4.sqrt (local.get $0)))
  (drop (f32x4.splat (local.get $0)))
 )
 (func $sidestep::Plain::update (type $0)
  (drop (f32.add (local.get $0) (local.get $1)))
 )`;
  const all = functions(listing);
  it('counts vector arithmetic in a function and in those that it calls', () => {
    expect(count(all, /Adam::update<float>\(/, 'f32x4')).toBe(2);
    expect(count(all, /Adam::update<float>\(/, 'f64x2')).toBe(0);
  });
  it('sees that a loop was not vectorised, and that a function is missing', () => {
    expect(count(all, /Plain::update/, 'f32x4')).toBe(0);
    expect(count(all, /Other::update/, 'f32x4')).toBeUndefined();
  });
  it('prints what failed, and not what is well', () => {
    const results = [
      { name: 'a', ok: true, detail: 'fine' },
      { name: 'b', ok: false, detail: '151 KB' },
      { name: 'c', ok: true, detail: 'fine', size: 1 },
    ];
    expect(report(results)).toBe('FAIL b: 151 KB\n2 of 3 checks passed');
    expect(report(results.filter(({ ok }) => ok))).toBe('ok   c: fine\n2 of 2 checks passed');
  });
  it('compares modules without their custom sections', () => {
    const head = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
    expect([...code(Uint8Array.from([...head, 0, 2, 1, 65, 1, 1, 0]))]).toEqual([...head, 1, 1, 0]);
  });
});

it('a step that several suites need says why it failed once', () => {
  expect(reason('\nwasm-ld: error: no\n', 'check')).toBe('wasm-ld: error: no');
  expect(reason('\nwasm-ld: error: no\n', 'web')).toBe('as for check');
});

/** What a module imports, and what that imports, as it is loaded; a script that runs later loads what it wants then. */
function imported(url, seen = new Map()) {
  if (seen.has(url.href)) return seen;
  const names = [...readFileSync(url, 'utf8').matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^']+)';/gm)].map(
    ([, name]) => name,
  );
  seen.set(url.href, names);
  for (const name of names) if (name.startsWith('.')) imported(new URL(name, url), seen);
  return seen;
}

describe('the commands of the README', () => {
  it.each(['test-suites', 'start-site'])('%s begins without any package: it installs them', (command) => {
    const packages = [...imported(new URL(`../${command}.mjs`, import.meta.url))].flatMap(([module, names]) =>
      names.filter((name) => !/^(?:\.|node:)/.test(name)).map((name) => `${module.split('/tools/')[1]}: ${name}`),
    );
    expect(packages).toEqual([]);
  });
});
