// The experiments of the gallery: what they came to is kept in docs/experiments.json, from which claims are checked and pictures drawn.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { build, root, run, step } from './setup/step.mjs';

export const path = join(root, 'docs/experiments.json');
const folder = join(build, 'experiments');

/** Records by the ids of presets as text, a line for each lane of each cell. */
export function written(records) {
  const one = ([id, { link, checksum, lanes }]) =>
    `"${id}": { "link": ${JSON.stringify(link)}, "checksum": "${checksum}", "lanes": [\n${lanes.map((lane) => JSON.stringify(lane)).join(',\n')}\n]}`;
  return `{\n${records.map(one).join(',\n')}\n}\n`;
}

/** Makes all runs of an experiment, on all cores; one that was stopped goes on. */
export async function makeAll(id, link) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${id}-${createHash('sha256').update(link).digest('hex').slice(0, 8)}.ndjson`);
  const options = { out: file, workers: availableParallelism(), data: join(root, 'web/public/data') };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const command = [join(root, 'tools/sidestep.mjs'), 'sweep', link, ...args];
  await step(id, { work: () => run(process.execPath, command, { log: `experiment-${id}` }) });
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  rmSync(file);
  return lines.map((line) => JSON.parse(line));
}
