import type { Catalog } from '../core/catalog.ts';
import { raceChecksum } from '../core/hash.ts';
import { laneSpec } from '../core/module.ts';
import { type Checked, checkClaims, configOf, type Preset, recordEvery } from '../core/preset.ts';
import { Trace } from '../core/trace.ts';
import type { Host } from '../worker/host.ts';

/** Runs a preset's race to its end and checks what it claims. Rejects where a lane cannot be made or a claim makes no sense. */
export async function checkPreset(
  preset: Preset,
  catalog: Catalog,
  host: Host,
): Promise<{ checked: Checked[]; checksum: string }> {
  const config = configOf(preset, catalog);
  const lanes = [];
  const hashes: string[] = [];
  for (const [index, lane] of config.lanes.entries()) {
    const { columns } = await host.create(index, laneSpec(config, lane, recordEvery(config)), false);
    const trace = new Trace(columns);
    const { rows, status, params } = await host.run(index, config.steps, 0);
    trace.append(rows);
    lanes.push({ trace, status });
    hashes.push(params);
    host.drop(index);
  }
  return { checked: checkClaims(preset, config, lanes), checksum: raceChecksum(hashes) };
}
