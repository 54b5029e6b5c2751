import { packages } from './setup/packages.mjs';
import { Failure, main } from './setup/step.mjs';
import { system } from './setup/system.mjs';
import { suites } from './suites/index.mjs';

/** `cpp` names cpp and cpp-asan. */
function chosen(names) {
  const picks = (name) => suites.filter((suite) => suite.name === name || suite.name.startsWith(`${name}-`));
  const unknown = names.filter((name) => picks(name).length === 0);
  if (unknown.length > 0) {
    throw new Failure(`No test suite ${unknown.join(', ')}`, `There are: ${suites.map(({ name }) => name).join(', ')}`);
  }
  const wanted = new Set(names.flatMap(picks));
  return names.length > 0 ? suites.filter((suite) => wanted.has(suite)) : suites;
}

/** What was said before, by the suite that said it first: several may need the same step. */
const said = new Map();

/** Why a suite could not run, or where that stands. */
export function reason(why, suite) {
  const before = said.get(why);
  if (before !== undefined) return `as for ${before}`;
  said.set(why, suite);
  return why.trim();
}

/** A suite that cannot be set up or crashes counts as one failure; the others still run. */
async function attempt(suite) {
  try {
    for (const need of suite.needs) await need();
    const start = performance.now();
    const result = await suite.run();
    if (!result.empty && result.passed + result.failed === 0) throw new Failure('the suite ran no test');
    return { ...result, seconds: (performance.now() - start) / 1000 };
  } catch (error) {
    const why = error instanceof Failure ? `${error}` : `${error.stack}`;
    return {
      passed: 0,
      failed: 1,
      skipped: 0,
      failures: [{ name: suite.name, why: reason(why, suite.name) }],
      seconds: 0,
    };
  }
}

function counts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function print(suite, result) {
  const sign = result.failed > 0 ? '✗' : '✓';
  console.log(`${sign} ${suite.name.padEnd(18)} ${result.empty ?? counts(result)} in ${result.seconds.toFixed(1)} s`);
  const list = (tests, lines) => {
    for (const { name, why } of tests.slice(0, 20)) {
      console.log(`    ${name}\n${why.trim().split('\n').slice(0, lines).join('\n').replace(/^/gm, '      ')}`);
    }
  };
  list(result.failures, 40);
  if (!result.retried?.length) return;
  console.log('    Passed at the second try:');
  list(result.retried, 6);
}

export const test = (names) =>
  main(async () => {
    const total = { passed: 0, failed: 0, skipped: 0 };
    const selected = chosen(names);
    try {
      await packages();
      await system(...new Set(selected.flatMap((suite) => suite.system)));
      for (const suite of selected) {
        const result = await attempt(suite);
        print(suite, result);
        for (const key of Object.keys(total)) total[key] += result[key];
      }
    } catch (error) {
      total.failed++;
      console.error(`\n${error instanceof Failure ? error : error.stack}`);
    }
    if (total.failed > 0) process.exitCode = 1;
    console.log(`\n${counts(total)}`);
  });
