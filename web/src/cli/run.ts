import type { Catalog } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { csvOf } from '../core/csv.ts';
import { raceChecksum } from '../core/hash.ts';
import { labelOf } from '../core/lane-name.ts';
import { formatLink } from '../core/link.ts';
import { laneSpec, SidestepError } from '../core/module.ts';
import { Trace } from '../core/trace.ts';
import { type Fetch, sourceOf } from '../worker/data.ts';
import { Host } from '../worker/host.ts';
import { csvRows, type Format, isPrinted, jsonRows, type LaneRows } from './rows.ts';

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
}

interface Runner extends LaneRows {
  host: Host;
  /** The hash of the parameters where the lane stands. */
  params: string;
}

/** Steps between two prints: what is kept in memory is bounded, however long the race. */
const CHUNK = 1000;

/** Who has the package alone has nothing that packs data. */
function advise(error: unknown): never {
  if (!(error instanceof SidestepError) || error.failure.code !== 'no-data' || error.failure.at !== 'problem.data')
    throw error;
  const { message, ...rest } = error.failure;
  throw new SidestepError({ ...rest, message: `${message}; or give --data FOLDER|URL, where they are` });
}

async function startHosts(config: Config, catalog: Catalog, options: RunOptions): Promise<Host[]> {
  const source = sourceOf(config, catalog, () => options.dataUrl, options.files);
  const hosts = Array.from({ length: options.workers }, () => new Host(undefined, options.read));
  for (const host of hosts) {
    await host.init(null);
    if (source) await Promise.resolve(host.load(source)).catch(advise);
  }
  return hosts;
}

/** Makes a lane. Rejects with a SidestepError that names the wrong field. */
async function startLane(host: Host, config: Config, index: number, every: number, useData: boolean): Promise<Runner> {
  const lane = config.lanes[index]!;
  try {
    const { columns } = await host.create(index, laneSpec(config, lane, every), useData);
    return { host, index, ...labelOf(lane), trace: new Trace(columns), status: 'running', params: '' };
  } catch (error) {
    if (!(error instanceof SidestepError)) throw error;
    const { code, at, message } = error.failure;
    throw new SidestepError({ code, at: at.replace(/^lane\b/, `lanes.${index}`), message });
  }
}

/** Takes a lane to a step; its trace then holds the rows of the way. */
async function advance(runner: Runner, to: number, last: number): Promise<void> {
  runner.trace.clear();
  if (runner.status === 'diverged') return;
  const { rows, step, status, params } = await runner.host.run(runner.index, to, 0);
  runner.trace.append(rows);
  runner.params = params;
  runner.status = status === 'diverged' ? 'diverged' : step >= last ? 'finished' : 'running';
}

/** Runs a race to its end, printing as it goes. Rejects with a SidestepError where the config does not make a race. */
export async function run(config: Config, catalog: Catalog, options: RunOptions): Promise<void> {
  const hosts = await startHosts(config, catalog, options);
  const useData = sourceOf(config, catalog, () => options.dataUrl) !== null;
  const runners: Runner[] = [];
  for (const index of config.lanes.keys()) {
    runners.push(await startLane(hosts[index % hosts.length]!, config, index, options.every, useData));
  }
  const columns = [...new Set(runners.flatMap(({ trace }) => trace.columns))].filter(isPrinted);
  const csv = options.format === 'csv' ? csvOf(config, catalog, columns) : null;
  if (csv) await options.print(csv.head);
  for (let to = 0; ; to = Math.min(to + CHUNK, config.steps)) {
    for (const runner of runners) await advance(runner, to, config.steps);
    const rows = runners.flatMap((runner) => (csv ? csvRows(runner, csv) : jsonRows(runner)));
    rows.sort((a, b) => a.step - b.step || a.lane - b.lane);
    if (rows.length > 0) await options.print(rows.map(({ text }) => text).join(''));
    if (to >= config.steps || runners.every(({ status }) => status === 'diverged')) break;
  }
  const lanes = runners.map(({ params }) => params);
  const checksum = raceChecksum(lanes);
  const link = formatLink(config, catalog, checksum);
  if (!csv) await options.print(`${JSON.stringify({ checksum, lanes, link })}\n`);
}
