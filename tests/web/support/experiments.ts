// The gallery's experiments, against what was kept of them (docs/experiments.json).
import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { path } from '../../../tools/experiments.mjs';
import { checkRecord, isQuick, lanesOf, type Outcome, sweepPreset } from '../../../web/src/cli/check.ts';
import { catalog } from '../../../web/src/core/catalog-data.ts';
import { raceChecksum } from '../../../web/src/core/hash.ts';
import { parseLink } from '../../../web/src/core/link.ts';
import type { Preset } from '../../../web/src/core/preset.ts';
import type { Line } from '../../../web/src/experiment/line.ts';
import { experimentOf } from '../../../web/src/experiment/preset.ts';
import { type ExperimentRecord, linesOf, recordOf } from '../../../web/src/experiment/record.ts';
import type { Host } from '../../../web/src/worker/host.ts';
import { sourceOf } from '../../../web/src/worker/source.ts';
import { siteData } from './files.ts';

export const records: Record<string, ExperimentRecord> = JSON.parse(readFileSync(path, 'utf8'));

/** The checksum of a run that is made by its link, as anybody could; null where its data is not here. */
async function again({ link }: Line, host: Host): Promise<string | null> {
  const config = parseLink(link, catalog).config!;
  const source = sourceOf(config, catalog, () => siteData);
  if (source && !existsSync(new URL(`${config.problem.data}/index.json`, siteData)) && config.problem.data) return null;
  if (source) await host.load(source);
  const [run] = await lanesOf(config, host, source !== null);
  return raceChecksum([run!.hashes!.params]);
}

/** What an experiment claims, checked against what was kept of it; all runs of one that is quick are made again, else one. */
export async function outcomeOf(preset: Preset, host: Host): Promise<Outcome> {
  const record = records[preset.id];
  const outcome = checkRecord(preset, catalog, record);
  expect(outcome.checksum).toBe(record!.checksum);
  const experiment = experimentOf(preset, catalog);
  if (isQuick(preset, catalog)) {
    const made = await sweepPreset(preset, catalog, host, siteData);
    expect(recordOf(experiment, made, catalog)).toEqual(record);
  } else {
    const line = linesOf(record!, experiment, catalog).at(-1)!;
    expect([null, line.checksum]).toContain(await again(line, host));
  }
  return outcome;
}
