// npm run accuracy [-- TEXT]: trains the networks of accuracy-runs.mjs (those whose name has TEXT) to their end and records in
// docs/accuracy.json what they reached; `npm run claims` puts that into docs/claims.md. It takes minutes, and no test does it.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runs } from './accuracy-runs.mjs';
import { build, Failure, main, root, text } from './setup/step.mjs';

export const record = join(root, 'docs/accuracy.json');

/** What `npx sidestep-race run` prints of a race: the tested accuracies by step, and the checksum at its end. */
async function race(link, onTest) {
  const args = [join(build, 'cli/sidestep.mjs'), 'run', link, '--every', '10000000'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [mistake, checksum] = ['', ''];
  const tests = [];
  child.stderr.setEncoding('utf8').on('data', (part) => {
    mistake += part;
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const row = JSON.parse(line);
    checksum = row.checksum ?? checksum;
    if (row.accuracy !== undefined) {
      tests.push({ step: row.step, accuracy: row.accuracy });
      onTest(row);
    }
  }
  if ((await ended) !== 0) throw new Failure(mistake.trim());
  return { tests, checksum };
}

/** One more line of the record, in the order of the runs. */
function keep(result) {
  const known = JSON.parse(text(record) ?? '[]').filter(({ name }) => name !== result.name);
  const order = ({ name }) => runs.findIndex((run) => run.name === name);
  const all = [...known, result].filter((it) => order(it) >= 0).sort((a, b) => order(a) - order(b));
  writeFileSync(record, `${JSON.stringify(all, null, 2)}\n`);
}

main(async () => {
  const wanted = process.argv[2] ?? '';
  const chosen = runs.filter(({ name }) => name.includes(wanted));
  if (chosen.length === 0)
    throw new Failure(`No network '${wanted}'`, `There are: ${runs.map(({ name }) => name).join('; ')}`);
  await new Promise((resolve, reject) =>
    // The command line builds itself when it is missing or old.
    spawn(process.execPath, [join(root, 'tools/sidestep.mjs'), 'help'], { stdio: ['ignore', 'ignore', 'inherit'] }).on(
      'close',
      (code) => (code === 0 ? resolve() : reject(new Failure('the command line cannot be built'))),
    ),
  );
  for (const { name, link, reach } of chosen) {
    console.log(`${name}\n  ${link}`);
    const start = performance.now();
    const percent = (x) => `${(100 * x).toFixed(2)} %`;
    const { tests, checksum } = await race(link, ({ step, accuracy }) =>
      console.log(
        `  step ${String(step).padStart(6)}: ${percent(accuracy)} after ${((performance.now() - start) / 1000).toFixed(0)} s`,
      ),
    );
    const { accuracy } = tests.at(-1);
    const seconds = Math.round((performance.now() - start) / 1000);
    keep({ name, link, reach, accuracy, checksum, seconds, machine: `${cpus()[0].model}, Node ${process.version}` });
    console.log(`  ${accuracy >= reach ? '✓' : '✗'} ${percent(accuracy)}, to reach: ${percent(reach)}; ${seconds} s`);
    if (accuracy < reach) process.exitCode = 1;
  }
});
