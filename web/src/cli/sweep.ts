import { type FileHandle, open, truncate } from 'node:fs/promises';
import type { Catalog } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { SidestepError } from '../core/module.ts';
import { cellCount } from '../experiment/cells.ts';
import { millisOf } from '../experiment/cost.ts';
import { jobCount, membership, type Shard } from '../experiment/jobs.ts';
import { keyOf, type Line, readLine, tellsOf, writeLine } from '../experiment/line.ts';
import { formatExperiment } from '../experiment/link.ts';
import type { Rows } from '../experiment/results.ts';
import type { Experiment } from '../experiment/spec.ts';
import { experimentChecksum, sweep, sweepWhole } from '../experiment/sweep.ts';
import { reachedAt, type Target } from '../experiment/target.ts';
import { reasonOf } from '../run/local.ts';
import type { Runner } from '../run/run.ts';
import { sourceOf } from '../worker/source.ts';
import { bytesOf, linesOf } from './files.ts';

export interface SweepCommand {
  shard: Shard;
  hosts: readonly Runner[];
  /** The file that lines are added to; undefined: they are printed. */
  out: string | undefined;
  dataUrl: URL;
  files: readonly File[];
  /** Lines tell when their runs first came to it. */
  target: Target | undefined;
  print(text: string): Promise<void>;
}

/** Of a run no more rows are kept to look for a target in: each step has one up to here, then each second, third … */
const MOST_ROWS = 4096;

/** A line that tells when its run first came to a target. */
function withTarget(line: Line, target: Target, rows: Rows): Line {
  const at = { step: reachedAt(rows, target)?.step ?? null };
  const { metric, value } = target;
  return { ...line, target: { [metric]: value, ...at } };
}

/** What an experiment would be, before any of it is run. */
export const sizeLine = (experiment: Experiment, catalog: Catalog): string => {
  const { config, seeds } = experiment;
  const runs = jobCount(experiment, catalog);
  const link = formatExperiment(experiment, catalog);
  const seconds = Number((millisOf(config, runs, catalog) / 1000).toPrecision(2));
  return `${JSON.stringify({ cells: cellCount(experiment), lanes: config.lanes.length, seeds, runs, seconds, link })}\n`;
};

const unusable = (at: string, message: string) => new SidestepError({ code: 'bad-file', at, message });

/**
 * The lines that a file holds already, each a run of this part of this experiment. A last line that was cut off, as a kill does, is taken away: that
 * run is made again. Rejects with a SidestepError that names the first line that does not belong there.
 */
async function linesBefore(
  path: string,
  experiment: Experiment,
  { shard, target }: Pick<SweepCommand, 'shard' | 'target'>,
  catalog: Catalog,
): Promise<Map<string, Line>> {
  const lines = new Map<string, Line>();
  const isOf = membership(experiment, shard, catalog);
  let torn: number | undefined;
  try {
    for await (const { text, number, begin, whole } of linesOf(bytesOf(path), path)) {
      if (!whole) torn = begin;
      if (!whole || text === '') continue;
      const line = readLine(text, `${path}:${number}`);
      if (!isOf(line))
        throw unusable(
          `${path}:${number}`,
          'is of another experiment, or of another part of it: give a file of its own',
        );
      if (target ? !tellsOf(line, target) : line.target)
        throw unusable(`${path}:${number}`, 'was made with another target: give the same --target and --metric');
      lines.set(keyOf(line), line);
    }
  } catch (error) {
    if (error instanceof SidestepError) throw error;
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unusable(path, reasonOf(error));
  }
  if (torn !== undefined) await truncate(path, torn);
  return lines;
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'a');
  } catch (error) {
    throw unusable('--out', reasonOf(error));
  }
}

const added = (file: FileHandle, text: string): Promise<void> =>
  file.appendFile(text).catch((error: unknown) => {
    throw unusable('--out', `cannot be written: ${reasonOf(error)}`);
  });

/** Makes the runs of an experiment, or of a part of it: prints them, or adds them to a file, which then says how it came out. */
export async function runSweep(experiment: Experiment, catalog: Catalog, command: SweepCommand): Promise<void> {
  const { shard, hosts, out, dataUrl, files, target, print } = command;
  const done = out === undefined ? new Map<string, Line>() : await linesBefore(out, experiment, command, catalog);
  const file = out === undefined ? null : await opened(out);
  try {
    const lines = await sweep(experiment, catalog, {
      hosts,
      shard,
      done,
      source: (config) => sourceOf(config, catalog, () => dataUrl, files),
      ...(target && { every: ({ steps }) => Math.ceil(steps / MOST_ROWS) }),
      write: (line, rows) => {
        const text = writeLine(target ? withTarget(line, target, rows) : line);
        return file ? added(file, text) : print(text);
      },
    });
    if (!file) return;
    const part = shard.count > 1 ? { shard: `${shard.index}/${shard.count}` } : { checksum: experimentChecksum(lines) };
    const said = { runs: lines.length, before: done.size, ...part, link: formatExperiment(experiment, catalog) };
    await print(`${JSON.stringify(said)}\n`);
  } finally {
    await file?.close();
  }
}

/** What all runs of an experiment come to. */
export async function checksumOfSweep(
  experiment: Experiment,
  catalog: Catalog,
  { hosts, dataUrl, files }: Pick<SweepCommand, 'hosts' | 'dataUrl' | 'files'>,
): Promise<string> {
  const source = (config: Config) => sourceOf(config, catalog, () => dataUrl, files);
  return experimentChecksum(await sweepWhole(experiment, catalog, { hosts, source }));
}
