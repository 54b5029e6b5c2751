import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import catalogJson from '#catalog';
import type { Catalog } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { raceChecksum } from '../core/hash.ts';
import { SidestepError } from '../core/module.ts';
import { Trace } from '../core/trace.ts';
import type { Fetch } from '../worker/data.ts';
import { Host } from '../worker/host.ts';

export interface RunOptions {
  every: number;
  /** Instances of the module. */
  workers: number;
  format: 'json' | 'csv';
  /** Of the packed datasets; by default the site's. */
  dataFolder?: string;
  print(text: string): Promise<void>;
}

interface Runner {
  host: Host;
  index: number;
  optimizer: string;
  trace: Trace;
  step: number;
  status: 'running' | 'diverged';
  params: string;
}

const catalog = catalogJson as unknown as Catalog;

/** Steps between two prints. */
const CHUNK = 1000;

const readLocal: Fetch = async (url) => new Uint8Array(await readFile(fileURLToPath(url)));

/** The packed datasets of the site, seen from the bundle in build/cli and from the source alike. */
const dataFolder = (given: string | undefined): string =>
  given ? `${pathToFileURL(given).href.replace(/\/$/, '')}/` : new URL('web/public/data/', rootUrl()).href;

function rootUrl(): URL {
  const here = import.meta.url;
  return new URL(here.includes('/web/src/cli/') ? '../../../' : '../../', here);
}

/** A number as JSON has it: 17 significant digits, so that it reads back as the same bits. */
const digits = (x: number): string =>
  Number.isFinite(x) ? `${Number.isInteger(x) && Math.abs(x) < 1e15 ? x : x.toPrecision(17)}` : 'null';

async function start(config: Config, options: RunOptions): Promise<Runner[]> {
  const hosts = await Promise.all(
    Array.from({ length: options.workers }, async () => {
      const host = new Host(undefined, readLocal);
      await host.init(null);
      return host;
    }),
  );
  const { data, train, test } = config.problem;
  const useData = catalog.datasets.some(({ id }) => id === data);
  if (useData) {
    const source = { id: String(data), train: Number(train), test: Number(test), base: dataFolder(options.dataFolder) };
    await Promise.all(hosts.map((host) => host.load(source)));
  }
  return Promise.all(
    config.lanes.map(async (lane, index) => {
      const host = hosts[index % hosts.length] as Host;
      const spec = {
        seed: config.seed,
        batch: config.batch,
        steps: config.steps,
        every: options.every,
        problem: config.problem,
        lane,
      };
      try {
        const { columns } = await host.create(index, spec, useData);
        return {
          host,
          index,
          optimizer: lane.optimizer,
          trace: new Trace(columns),
          step: 0,
          status: 'running',
          params: '',
        } as Runner;
      } catch (error) {
        if (!(error instanceof SidestepError)) throw error;
        const { code, at, message } = error.failure;
        throw new SidestepError({ code, at: at.replace(/^lane\b/, `lanes.${index}`), message });
      }
    }),
  );
}

/** Where a row stands: at the end of a lane its status says why it ended. */
function statusOf(runner: Runner, row: number, last: number): string {
  if (row < runner.trace.length - 1) return 'running';
  return runner.status === 'diverged' ? 'diverged' : runner.step >= last ? 'finished' : 'running';
}

interface Row {
  step: number;
  lane: number;
  text: string;
}

const CSV_HEAD = 'lane,optimizer,step,loss,gradNorm,accuracy,status,params\n';

function rowsOf(runner: Runner, last: number, format: 'json' | 'csv'): Row[] {
  const { trace, index, optimizer } = runner;
  const parameters = trace.columns.filter((name) => /^x\d+$/.test(name)).map((name) => trace.column(name));
  const [steps, losses, norms, accuracies] = ['step', 'loss', 'gradNorm', 'accuracy'].map((name) =>
    trace.column(name),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  return Array.from({ length: trace.length }, (_, r) => {
    const step = steps[r] as number;
    const loss = digits(losses[r] as number);
    const gradNorm = digits(norms[r] as number);
    const params = parameters.map((column) => digits(column[r] as number));
    const accuracy = accuracies[r];
    const tested = accuracy !== undefined && !Number.isNaN(accuracy);
    const status = statusOf(runner, r, last);
    const text =
      format === 'csv'
        ? [index, optimizer, step, loss, gradNorm, tested ? digits(accuracy) : '', status, ...params].join(',')
        : `{"lane":${index},"optimizer":"${optimizer}","step":${step},"loss":${loss},"gradNorm":${gradNorm}` +
          (params.length ? `,"params":[${params.join(',')}]` : '') +
          (tested ? `,"accuracy":${digits(accuracy)}` : '') +
          `,"status":"${status}"}`;
    return { step, lane: index, text };
  });
}

/** Runs a race to its end, printing as it goes. */
export async function run(config: Config, options: RunOptions): Promise<void> {
  const runners = await start(config, options);
  if (options.format === 'csv') await options.print(CSV_HEAD);
  for (let to = 0; ; to = Math.min(to + CHUNK, config.steps)) {
    for (const runner of runners) {
      runner.trace.clear();
      if (runner.status === 'diverged') continue;
      const progress = await runner.host.run(runner.index, to, 0);
      runner.trace.append(progress.rows);
      Object.assign(runner, { step: progress.step, status: progress.status, params: progress.params });
    }
    const rows = runners.flatMap((runner) => rowsOf(runner, config.steps, options.format));
    rows.sort((a, b) => a.step - b.step || a.lane - b.lane);
    if (rows.length > 0) await options.print(rows.map(({ text }) => `${text}\n`).join(''));
    if (to >= config.steps || runners.every(({ status }) => status === 'diverged')) break;
  }
  const lanes = runners.map(({ params }) => params);
  if (options.format === 'json') await options.print(`${JSON.stringify({ checksum: raceChecksum(lanes), lanes })}\n`);
}
