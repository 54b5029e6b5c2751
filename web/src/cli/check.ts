import catalogJson from '#catalog';
import type { Catalog } from '../core/catalog.ts';
import { raceChecksum } from '../core/hash.ts';
import { formatLink } from '../core/link.ts';
import { laneSpec } from '../core/module.ts';
import { type Checked, checkClaims, configOf, type Preset } from '../core/preset.ts';
import { Trace } from '../core/trace.ts';
import { type Fetch, sourceOf } from '../worker/data.ts';
import { Host } from '../worker/host.ts';

export interface Outcome {
  preset: Preset;
  /** What replays the race. */
  link: string;
  checked: Checked[];
  checksum: string;
}

/**
 * Runs a preset's race to its end and checks what it claims. Rejects where a lane cannot be made or a claim makes no sense. `see` is
 * shown what the lanes recorded, which is then forgotten.
 */
export async function checkPreset(
  preset: Preset,
  catalog: Catalog,
  host: Host,
  dataUrl: URL,
  see: (lanes: readonly { trace: Trace; status: string }[]) => void = () => {},
): Promise<Outcome> {
  const config = configOf(preset, catalog);
  const source = sourceOf(config, catalog, () => dataUrl);
  if (source) await host.load(source);
  const lanes = [];
  const hashes: string[] = [];
  for (const [index, lane] of config.lanes.entries()) {
    const { columns } = await host.create(index, laneSpec(config, lane, 1), source !== null);
    const trace = new Trace(columns);
    const { rows, status, params } = await host.run(index, config.steps, 0);
    trace.append(rows);
    lanes.push({ trace, status });
    hashes.push(params);
    host.drop(index);
  }
  see(lanes);
  const link = formatLink(config, catalog);
  return { preset, link, checked: checkClaims(preset, config, lanes), checksum: raceChecksum(hashes) };
}

/** The same for all presets, one after another. */
export async function report(presets: readonly Preset[], dataUrl: URL, read: Fetch): Promise<Outcome[]> {
  const host = new Host(undefined, read);
  await host.init(null);
  const outcomes: Outcome[] = [];
  for (const preset of presets) {
    outcomes.push(await checkPreset(preset, catalogJson as unknown as Catalog, host, dataUrl));
  }
  return outcomes;
}
