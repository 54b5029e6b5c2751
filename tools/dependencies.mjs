// What we depend on: its licences, from the lock file, and what the registry knows against it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './setup/step.mjs';

/** Licences that ask for no more than a notice, or to publish changes to their own files (MPL). Of several that a package offers one is enough. */
const allowed = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Zlib',
  'MPL-2.0',
]);

/** Whether an SPDX expression of licences joined by AND and OR is allowed. */
export function isAllowed(expression) {
  const one = (text) => text.split(/ AND /).every((id) => allowed.has(id.replace(/[()]/g, '').trim()));
  return String(expression ?? '')
    .split(/ OR /)
    .some(one);
}

/** The packages of a lock file whose licence is not allowed, or not known. */
export const badLicences = ({ packages }) =>
  Object.entries(packages)
    .filter(([path, { link, license }]) => path !== '' && !link && !isAllowed(license))
    .map(
      ([path, { version, license }]) =>
        `${path.replace(/^.*node_modules\//, '')} ${version}: ${license ?? 'no licence'}`,
    );

/** What an audit found, as a line each; null where it could not be asked. */
export function findings(output) {
  let report;
  try {
    report = JSON.parse(output.slice(output.indexOf('{')));
  } catch {
    return null;
  }
  if (!report.vulnerabilities) return null;
  return Object.values(report.vulnerabilities).map(({ name, severity, range }) => `${name} ${range}: ${severity}`);
}

async function audit() {
  const { output } = await run(
    'npm',
    ['audit', '--package-lock-only', '--json', '--fetch-retries=0', '--fetch-timeout=20000'],
    { check: false },
  );
  const found = findings(output);
  if (found) return found;
  console.log('npm audit: the registry cannot be asked; dependencies are not compared with what it knows');
  return 'skipped';
}

export const checks = {
  'Dependencies: licences': () => badLicences(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))),
  'Dependencies: npm audit': audit,
};
