// Style, types, the order of dependencies, words, and what comes from others: each check counts as one test.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checks } from '../check-deps.mjs';
import { checks as dependencies } from '../dependencies.mjs';
import { root, run } from '../setup/step.mjs';
import { find } from '../setup/system.mjs';

const bin = (name) => join(root, 'node_modules/.bin', name);

/** clang-format over our C++; its results differ between major versions, so `npm run check` wants this one or is silent. */
export async function clangFormat(...args) {
  const files = ['cpp', 'wasm', 'tests', 'tools'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((file) => /\.(h|cpp)$/.test(file))
      .map((file) => join(folder, file)),
  );
  return run('clang-format', [...args, ...files], { log: 'clang-format' });
}

async function formatted() {
  const command = find('clang-format');
  const version = command && (await run(command, ['--version'], { check: false })).output.match(/version (\d+)/)?.[1];
  if (version !== '14') return 'skipped'; // Debian 12's, see above
  await clangFormat('--dry-run', '-Werror');
}

const typed = (project) =>
  run(bin('tsc'), ['--noEmit', '--pretty', 'false', '-p', join(root, project)], { log: project.replace('.json', '') });

const all = {
  'Biome: style of TypeScript, JSON and CSS': () => run(bin('biome'), ['ci', '--colors=off'], { log: 'biome' }),
  'TypeScript: types': () => typed('tsconfig.json'),
  'TypeScript: types of a worker, where there is no document': () => typed('tsconfig.worker.json'),
  'clang-format: style of C++': formatted,
  ...checks,
  ...dependencies,
};

/** What a check objects to; empty where it is content, null where it could not be made. */
async function objections(check) {
  try {
    const answer = await check();
    if (answer === 'skipped') return null;
    return Array.isArray(answer) ? answer.join('\n') : '';
  } catch (error) {
    return String(error.cause || error.message || error);
  }
}

/** All at once: the programs among them run beside what is checked here. */
export async function runChecks() {
  const { checks: words } = await import('../check-words.mjs'); // which wants packages that have been installed only now
  const wanted = Object.entries({ ...all, ...words });
  const answers = await Promise.all(wanted.map(async ([name, check]) => ({ name, why: await objections(check) })));
  const failures = answers.filter(({ why }) => why);
  const skipped = answers.filter(({ why }) => why === null).length;
  return { passed: answers.length - failures.length - skipped, failed: failures.length, skipped, failures };
}
