// Experiments that were published come to the same for ever, from the seeds that are drawn to the trials that are chosen: tests/golden/experiments.json
// holds them with their checksums. Only added to: UPDATE_LINKS=1 writes those that have none.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { WHOLE } from '../../../web/src/experiment/jobs.ts';
import { formatExperiment, parseExperiment } from '../../../web/src/experiment/link.ts';
import { experimentChecksum, sweep } from '../../../web/src/experiment/sweep.ts';
import { runnerOf } from '../../../web/src/run/run.ts';
import { Host } from '../../../web/src/worker/host.ts';
import { sourceOf } from '../../../web/src/worker/source.ts';
import { readLocal, root, siteData } from '../support/files.ts';
import { catalog } from '../support/module.ts';

const path = fileURLToPath(new URL('tests/golden/experiments.json', root));
const corpus = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;

async function swept(link: string): Promise<string> {
  const { experiment, notices } = parseExperiment(link, catalog);
  expect(notices).toEqual([]);
  expect(formatExperiment(experiment!, catalog)).toBe(link);
  const host = new Host(() => {}, readLocal);
  await host.init(null);
  const lines = await sweep(experiment!, catalog, {
    hosts: [runnerOf(host)],
    shard: WHOLE,
    done: new Map(),
    write: () => {},
    source: (config) => sourceOf(config, catalog, () => pathToFileURL(`${fileURLToPath(siteData)}/`)),
  });
  return experimentChecksum(lines);
}

it.each(Object.keys(corpus))('%s', { timeout: 60_000 }, async (link) => {
  const checksum = await swept(link);
  if (process.env.UPDATE_LINKS && corpus[link] === '') {
    corpus[link] = checksum;
    writeFileSync(path, `${JSON.stringify(corpus, null, 2)}\n`);
  }
  expect(checksum).toBe(corpus[link]);
});
