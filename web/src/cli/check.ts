import { type Catalog, problemOf } from '../core/catalog.ts';
import { catalog } from '../core/catalog-data.ts';
import type { Config } from '../core/config.ts';
import { raceChecksum } from '../core/hash.ts';
import { formatLink } from '../core/link.ts';
import { type Checked, checkClaims, configOf, type Preset } from '../core/preset.ts';
import { runAll } from '../run/queue.ts';
import { type Run, type RunView, runnerOf } from '../run/run.ts';
import { runSpec } from '../run/spec.ts';
import { Host } from '../worker/host.ts';
import { type Fetch, sourceOf } from '../worker/source.ts';

export interface Outcome {
  preset: Preset;
  /** What replays the race. */
  link: string;
  checked: Checked[];
  checksum: string;
  /** Of a race that takes long: a few rows of each lane, for a picture. */
  curves?: Record<string, (number | null)[]>[];
}

/** Runs a race to its end, in a host that has the data, every row kept. Rejects where a lane cannot be made. */
export const lanesOf = (config: Config, host: Host, useData = false): Promise<Run[]> =>
  runAll(
    config.lanes.map((lane) => runSpec(config, lane, { every: 1 })),
    [runnerOf(host)],
    { useData },
  );

const SHOWN = ['step', 'loss', 'accuracy'];
const MOST_ROWS = 120;

/** What a small picture needs of a lane: some of its rows, among them all that were tested. */
function curvesOf({ trace }: RunView): Record<string, (number | null)[]> {
  const every = Math.ceil(trace.length / MOST_ROWS);
  const tested = trace.column('accuracy');
  const rows = [...trace.column('step').keys()].filter(
    (row) => row % every === 0 || row === trace.length - 1 || Number.isFinite(tested[row]),
  );
  const short = (x: number): number | null => (Number.isFinite(x) ? Number(x.toPrecision(4)) : null);
  return Object.fromEntries(
    SHOWN.filter((name) => trace.columns.includes(name)).map((name) => {
      const values = trace.column(name);
      return [name, rows.map((row) => short(values[row]!))];
    }),
  );
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
  see: (lanes: readonly RunView[]) => void = () => {},
): Promise<Outcome> {
  const config = configOf(preset, catalog);
  const source = sourceOf(config, catalog, () => dataUrl);
  if (source) await host.load(source);
  const lanes = await lanesOf(config, host, source !== null);
  see(lanes);
  const link = formatLink(config, catalog);
  const checksum = raceChecksum(lanes.map(({ hashes }) => hashes!.params));
  const slow = source !== null || (problemOf(catalog, config.problem.id)?.shape?.length ?? 0) > 1;
  return {
    preset,
    link,
    checked: checkClaims(preset, config, lanes),
    checksum,
    ...(slow && { curves: lanes.map(curvesOf) }),
  };
}

/** The same for all presets, one after another. */
export async function report(presets: readonly Preset[], dataUrl: URL, read: Fetch): Promise<Outcome[]> {
  const host = new Host(undefined, read);
  await host.init(null);
  const outcomes: Outcome[] = [];
  for (const preset of presets) {
    outcomes.push(await checkPreset(preset, catalog, host, dataUrl));
  }
  return outcomes;
}
