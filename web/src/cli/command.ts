import { basename } from 'node:path';
import { catalog } from '../core/catalog-data.ts';
import { type Notice, printable } from '../core/notices.ts';
import { isMeasure, MEASURES, type Measure } from '../experiment/sample.ts';
import type { Experiment } from '../experiment/spec.ts';
import type { Runner } from '../run/run.ts';
import { LIMITS } from '../worker/own/mistake.ts';
import type { Fetch } from '../worker/source.ts';
import { type Args, count, type Options, sourceIn, usage } from './args.ts';
import { readBounded } from './files.ts';
import { type Given, readConfig, readExperiment, type Sources } from './input.ts';
import { withFiles } from './own.ts';
import { inThisThread, type Threads } from './threads.ts';

/** The world outside the program. */
export interface Surroundings extends Sources {
  /** Rejects with what the system says where it cannot be written. */
  out(text: string): Promise<void>;
  error(text: string): void;
  /** The address of a data folder; without a path, of the site's own. */
  dataUrl(path: string | undefined): URL;
  read: Fetch;
  /** Hosts in threads of their own. */
  threads(count: number): Promise<Threads>;
}

/** What a command is: a file in `commands` and a line in `commands/all.ts`. */
export interface Command {
  /** What `help` says of it. */
  help: string;
  /** What it takes besides --help. */
  options: Options;
  /** Gives the exit status where that is not 0. */
  run(args: Args, world: Surroundings): Promise<number | undefined>;
}

export const lineOf = ({ code, at, message }: Notice): string =>
  `${printable(`${code} ${at.replace(/\s+/g, '_') || '-'} ${message.replace(/\s+/g, ' ')}`)}\n`;

export const warn = (world: Surroundings, notice: Notice): void => world.error(`warning ${lineOf(notice)}`);

export const filesOf = ({ values }: Args, world: Surroundings): Promise<File[]> =>
  Promise.all(
    (values.get('file') ?? []).map(
      async (path) => new File([await readBounded(world.file(path), LIMITS.bytes, '--file')], basename(path)),
    ),
  );

export function dataUrl({ values }: Args, world: Surroundings): URL {
  try {
    return world.dataUrl(values.get('data')?.[0]);
  } catch {
    throw usage('is neither a folder nor an address', '--data');
  }
}

/** The race that a command is about. */
export async function given(args: Args, world: Surroundings): Promise<Given> {
  const read = await readConfig(sourceIn(args), catalog, world);
  for (const notice of read.notices) warn(world, notice);
  return read;
}

/** An experiment, what its link says that it comes to, and the files that it uses. */
export async function givenExperiment(
  args: Args,
  world: Surroundings,
): Promise<{ experiment: Experiment; checksum?: string; files: File[] }> {
  const { experiment, notices, ...rest } = await readExperiment(sourceIn(args), catalog, world);
  for (const notice of notices) warn(world, notice);
  const files = await filesOf(args, world);
  const config = await withFiles(experiment.config, catalog, files, experiment.tune !== undefined);
  return { ...rest, experiment: { ...experiment, config }, files };
}

/** Hosts for as many workers as are asked for; files of one's own are not handed to threads. */
export async function withRunners<T>(
  args: Args,
  world: Surroundings,
  files: readonly File[],
  use: (hosts: readonly Runner[]) => Promise<T>,
): Promise<T> {
  const workers = count(args, 'workers', 1, 256) ?? 1;
  const threads = await (workers > 1 && files.length === 0 ? world.threads(workers) : inThisThread(world.read));
  try {
    return await use(threads.runners);
  } finally {
    await threads.close();
  }
}

/** What is looked at, and the value to come to where one is given. */
export function askedIn({ values }: Args): { metric: Measure; target?: number } {
  const metric = values.get('metric')?.[0] ?? 'loss';
  if (!isMeasure(metric)) throw usage(`must be one of ${MEASURES.join(', ')}`, '--metric');
  const text = values.get('target')?.[0];
  if (text === undefined) return { metric };
  const target = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(target)) throw usage('must be a number', '--target');
  return { metric, target };
}
