import type { Catalog } from '../core/catalog.ts';
import { phasesOf, turnsOf } from '../core/changes.ts';
import type { Config } from '../core/config.ts';
import { csvOf } from '../core/csv.ts';
import { raceChecksum } from '../core/hash.ts';
import { labelOf } from '../core/lane-name.ts';
import { formatLink } from '../core/link.ts';
import { SidestepError } from '../core/module.ts';
import { Run, type Runner, runnerOf } from '../run/run.ts';
import { runSpec } from '../run/spec.ts';
import { Host } from '../worker/host.ts';
import { type Fetch, sourceOf } from '../worker/source.ts';
import { csvRows, type Format, isPrinted, jsonRows, type LaneRows } from './rows.ts';
import { whyOf } from './why.ts';

export interface RunOptions {
  every: number;
  /** Instances of the module. */
  workers: number;
  format: Format;
  /** Of the packed datasets, with a slash at its end. */
  dataUrl: URL;
  read: Fetch;
  /** Of the user's own. */
  files: readonly File[];
  print(text: string): Promise<void>;
  /** Told why lanes diverged, where that is wanted. */
  note?(text: string): void;
}

interface Lane extends LaneRows {
  run: Run;
  host: Runner;
}

/** Steps between two prints: what is kept in memory is bounded, however long the race. */
const CHUNK = 1000;

/** What brings data that is not here. Who has the package alone has nothing that packs it. */
function advise(error: unknown, id: string): never {
  if (!(error instanceof SidestepError) || error.failure.code !== 'no-data' || error.failure.at !== 'problem.data')
    throw error;
  const { message, ...rest } = error.failure;
  const given = 'give --data FOLDER|URL';
  const advice = import.meta.env.SIDESTEP_PACKAGE ? given : `'npm run data ${id}' downloads and packs it, or ${given}`;
  throw new SidestepError({ ...rest, message: `${message}: ${advice}` });
}

/** Hosts with the data that the race learns from. */
export async function startHosts(
  config: Config,
  catalog: Catalog,
  options: Pick<RunOptions, 'workers' | 'dataUrl' | 'read' | 'files'>,
): Promise<Host[]> {
  const source = sourceOf(config, catalog, () => options.dataUrl, options.files);
  const hosts = Array.from({ length: options.workers }, () => new Host(undefined, options.read));
  for (const host of hosts) {
    await host.init(null);
    if (source) await Promise.resolve(host.load(source)).catch((error) => advise(error, source.id));
  }
  return hosts;
}

/** Makes a lane. Rejects with a SidestepError that names the wrong field. */
export async function startLane(
  host: Host,
  config: Config,
  index: number,
  every: number,
  useData: boolean,
): Promise<Lane> {
  const lane = config.lanes[index]!;
  const run = new Run(runSpec(config, lane, { every }));
  const runner = runnerOf(host);
  try {
    await run.create(runner, useData);
    const rules = phasesOf(lane).map(({ at, lane: { optimizer } }) => ({ at, optimizer }));
    const { name } = labelOf(lane);
    return { index, rules, ...(name !== undefined && { name }), run, host: runner };
  } catch (error) {
    if (!(error instanceof SidestepError)) throw error;
    const { code, at, message } = error.failure;
    throw new SidestepError({ code, at: at.replace(/^lane\b/, `lanes.${index}`), message });
  }
}

/** Runs a race to its end, printing as it goes. Rejects with a SidestepError where the config does not make a race. */
export async function run(config: Config, catalog: Catalog, options: RunOptions): Promise<void> {
  const hosts = await startHosts(config, catalog, options);
  const useData = sourceOf(config, catalog, () => options.dataUrl) !== null;
  const lanes: Lane[] = [];
  for (const index of config.lanes.keys()) {
    lanes.push(await startLane(hosts[index % hosts.length]!, config, index, options.every, useData));
  }
  const columns = [...new Set(lanes.flatMap(({ run }) => run.trace.columns))].filter(isPrinted);
  const csv = options.format === 'csv' ? csvOf(config, catalog, columns) : null;
  if (csv) await options.print(csv.head);
  for (let to = 0; ; to = Math.min(to + CHUNK, config.steps)) {
    for (const { run } of lanes) await run.runTo(() => to, 0);
    const rows = lanes.flatMap((lane) => (csv ? csvRows(lane, csv) : jsonRows(lane)));
    rows.sort((a, b) => a.step - b.step || a.lane - b.lane);
    if (rows.length > 0) await options.print(rows.map(({ text }) => text).join(''));
    for (const { run } of lanes) run.trace.clear();
    if (to >= config.steps || lanes.every(({ run }) => !run.live)) break;
  }
  const hashes = lanes.map(({ run }) => run.hashes!.params);
  const checksum = raceChecksum(hashes);
  const link = formatLink(config, catalog, checksum);
  const diverged = options.note ? await whyOf(lanes, catalog, useData) : [];
  if (csv)
    for (const { lane, step, why } of diverged)
      options.note?.(`lane ${lane} diverged at step ${step}${why ? `: ${why}` : ''}`);
  const changes = lanes.flatMap(({ index, run }) =>
    turnsOf(config.lanes[index]!, run.kept, catalog).map((turn) => ({ lane: index, ...turn })),
  );
  if (csv)
    for (const { lane, at, optimizer, begun } of changes)
      if (begun.length > 0)
        options.note?.(`lane ${lane} goes on as ${optimizer} from step ${at}; new: ${begun.join(', ')}`);
  const told = { ...(changes.length > 0 && { changes }), ...(diverged.length > 0 && { diverged }) };
  if (!csv) await options.print(`${JSON.stringify({ checksum, lanes: hashes, link, ...told })}\n`);
}
