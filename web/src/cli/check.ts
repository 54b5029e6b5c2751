import catalogJson from '#catalog';
import { type Catalog, problemOf } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
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
  /** Of a race that takes long: a few rows of each lane, for a picture. */
  curves?: Record<string, (number | null)[]>[];
}

interface RunLane {
  trace: Trace;
  status: 'running' | 'diverged';
  /** The hash of the final parameters. */
  params: string;
}

/** Runs a race to its end, lane after lane, in a host that has the data. Rejects where a lane cannot be made. */
export async function lanesOf(config: Config, host: Host, useData = false): Promise<RunLane[]> {
  const lanes: RunLane[] = [];
  for (const [index, lane] of config.lanes.entries()) {
    const { columns } = await host.create(index, laneSpec(config, lane, 1), useData);
    const trace = new Trace(columns);
    const { rows, status, params } = await host.run(index, config.steps, 0);
    trace.append(rows);
    lanes.push({ trace, status, params });
    host.drop(index);
  }
  return lanes;
}

const SHOWN = ['step', 'loss', 'accuracy'];
const MOST_ROWS = 120;

/** What a small picture needs of a lane: some of its rows, among them all that were tested. */
function curvesOf({ trace }: RunLane): Record<string, (number | null)[]> {
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
  see: (lanes: readonly { trace: Trace; status: string }[]) => void = () => {},
): Promise<Outcome> {
  const config = configOf(preset, catalog);
  const source = sourceOf(config, catalog, () => dataUrl);
  if (source) await host.load(source);
  const lanes = await lanesOf(config, host, source !== null);
  see(lanes);
  const link = formatLink(config, catalog);
  const checksum = raceChecksum(lanes.map(({ params }) => params));
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
    outcomes.push(await checkPreset(preset, catalogJson as unknown as Catalog, host, dataUrl));
  }
  return outcomes;
}
