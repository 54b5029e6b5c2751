// GoogleTest through CTest, for one CMake preset.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cause, logs, root, run } from '../setup/step.mjs';

const number = (xml, attribute) => Number(xml.match(new RegExp(`<testsuite[^>]*\\s${attribute}="(\\d+)"`))?.[1] ?? 0);

const entities = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const decode = (xml) => xml.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => entities[name]);

/** The counts of a JUnit file as CTest writes it. */
export function parseJUnit(xml) {
  const [tests, failed] = [number(xml, 'tests'), number(xml, 'failures')];
  const skipped = number(xml, 'skipped') + number(xml, 'disabled');
  const failures = [...xml.matchAll(/<testcase name="([^"]*)"[^>]*status="fail"[\s\S]*?<\/testcase>/g)].map(
    (match) => ({
      name: match[1],
      why: cause(decode(match[0].match(/<system-out>([\s\S]*?)<\/system-out>/)?.[1] ?? ''), 15),
    }),
  );
  return { passed: tests - failed - skipped, failed, skipped, failures };
}

/** Sanitizers take most of their time for what runs the same code with each rule: of those they see one of each kind. */
const sampled = /(neverChangeARun|SameBits|OneByOne)\/(ada(bound|delta|grad|max|mw)|nadam|radam|lion|rprop)/;
const less = { asan: ['--exclude-regex', sampled.source] };

export async function runCTest(preset) {
  const folder = join(root, 'tests/cpp');
  const written = existsSync(folder) && readdirSync(folder).some((file) => file.endsWith('_test.cpp'));
  if (!written) return { passed: 0, failed: 0, skipped: 0, failures: [], empty: 'no tests yet' };
  const report = join(logs, `ctest-${preset}.xml`);
  rmSync(report, { force: true });
  const options = ['-j', '2', '--output-junit', report, '--no-tests=error', ...(less[preset] ?? [])];
  const { output } = await run('ctest', ['--preset', preset, ...options], {
    log: `ctest-${preset}`,
    check: false,
    env: { UBSAN_OPTIONS: 'print_stacktrace=1' },
  });
  if (!existsSync(report)) throw new Error(`ctest wrote no report:\n${cause(output)}`);
  return parseJUnit(readFileSync(report, 'utf8'));
}
