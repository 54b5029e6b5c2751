import { type FileHandle, open, truncate } from 'node:fs/promises';
import type { Catalog } from '../core/catalog.ts';
import { SidestepError } from '../core/module.ts';
import { cellCount } from '../experiment/cells.ts';
import { millisOf } from '../experiment/cost.ts';
import { jobCount, membership, type Shard } from '../experiment/jobs.ts';
import { keyOf, type Line, readLine, writeLine } from '../experiment/line.ts';
import { formatExperiment } from '../experiment/link.ts';
import type { Experiment } from '../experiment/spec.ts';
import { experimentChecksum, sweep } from '../experiment/sweep.ts';
import type { Runner } from '../run/run.ts';
import { sourceOf } from '../worker/source.ts';
import { bytesOf, linesOf, reasonOf } from './files.ts';

export interface SweepCommand {
  shard: Shard;
  hosts: readonly Runner[];
  /** The file that lines are added to; undefined: they are printed. */
  out: string | undefined;
  dataUrl: URL;
  files: readonly File[];
  print(text: string): Promise<void>;
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
  shard: Shard,
  catalog: Catalog,
): Promise<Map<string, Line>> {
  const lines = new Map<string, Line>();
  const isOf = membership(experiment, shard, catalog);
  let torn: number | undefined;
  try {
    for await (const { text, number, begin, whole } of linesOf(bytesOf(path))) {
      if (!whole) torn = begin;
      if (!whole || text === '') continue;
      const line = readLine(text, `${path}:${number}`);
      if (!isOf(line))
        throw unusable(
          `${path}:${number}`,
          'is of another experiment, or of another part of it: give a file of its own',
        );
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
  const { shard, hosts, out, dataUrl, files, print } = command;
  const done = out === undefined ? new Map<string, Line>() : await linesBefore(out, experiment, shard, catalog);
  const file = out === undefined ? null : await opened(out);
  try {
    const lines = await sweep(experiment, catalog, {
      hosts,
      shard,
      done,
      source: (config) => sourceOf(config, catalog, () => dataUrl, files),
      write: (line) => (file ? added(file, writeLine(line)) : print(writeLine(line))),
    });
    if (!file) return;
    const part = shard.count > 1 ? { shard: `${shard.index}/${shard.count}` } : { checksum: experimentChecksum(lines) };
    const said = { runs: lines.length, before: done.size, ...part, link: formatExperiment(experiment, catalog) };
    await print(`${JSON.stringify(said)}\n`);
  } finally {
    await file?.close();
  }
}
