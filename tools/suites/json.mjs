// Vitest and Playwright, read from their JSON reports.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { stripVTControlCharacters as plain } from 'node:util';
import { cause, logs, root, run } from '../setup/step.mjs';

/** A test file that could not be loaded has no tests in it, and counts as one failure. */
export function parseVitest({ testResults, numPassedTests, numFailedTests, numPendingTests = 0, numTodoTests = 0 }) {
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((a) => a.status === 'failed'),
  );
  const tests = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed');
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
    failures: [
      ...broken.map(({ name, message }) => ({ name: name.replace(`${root}/`, ''), why: plain(message) })),
      ...tests.map(({ fullName, failureMessages }) => ({ name: fullName, why: plain(failureMessages.join('\n')) })),
    ],
  };
}

const errorsOf = (spec) =>
  plain(
    spec.tests
      .flatMap(({ results }) => results.flatMap(({ errors }) => errors))
      .map(({ message }) => message)
      .join('\n'),
  );

/** Errors outside of tests (a server that did not start, a file that did not load) count as failures too. */
export function parsePlaywright({ stats, suites, errors }) {
  const failures = errors.map(({ message }) => ({ name: 'outside of the tests', why: plain(message) }));
  const retried = [];
  const visit = (suite, path) => {
    for (const inner of suite.suites ?? []) visit(inner, [...path, inner.title]);
    for (const spec of suite.specs ?? []) {
      const late = spec.tests.some(({ status }) => status === 'flaky');
      if (spec.ok && !late) continue;
      (spec.ok ? retried : failures).push({ name: [...path, spec.title].join(' › '), why: errorsOf(spec) });
    }
  };
  for (const suite of suites) visit(suite, [suite.title]);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    failures,
    retried,
  };
}

const written = (folder, ending) =>
  existsSync(join(root, folder)) &&
  readdirSync(join(root, folder), { recursive: true }).some((file) => file.endsWith(ending));

async function report(name, command, args, options, parse) {
  const path = join(logs, `${name}.json`);
  rmSync(path, { force: true });
  const { output, code } = await run(process.execPath, [join(root, 'node_modules', command), ...args(path)], {
    log: name,
    check: false,
    ...options(path),
  });
  if (!existsSync(path)) throw new Error(`${name} wrote no report:\n${cause(plain(output))}`);
  const result = parse(JSON.parse(readFileSync(path, 'utf8')));
  if (code !== 0 && result.failed === 0) {
    result.failed = 1;
    result.failures.push({ name: `${name} ended with exit status ${code}`, why: cause(plain(output)) });
  }
  return result;
}

export const runVitest = () =>
  report(
    'vitest',
    'vitest/vitest.mjs',
    (path) => ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${path}`],
    () => ({}),
    parseVitest,
  );

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

export async function runPlaywright() {
  if (!written('tests/e2e', '.spec.ts'))
    return { passed: 0, failed: 0, skipped: 0, failures: [], empty: 'no tests yet' };
  const port = await freePort();
  return report(
    'playwright',
    '@playwright/test/cli.js',
    () => ['test', '--reporter=list,json'],
    (path) => ({ env: { SIDESTEP_PORT: String(port), PLAYWRIGHT_JSON_OUTPUT_FILE: path } }),
    parsePlaywright,
  );
}
