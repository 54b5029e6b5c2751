import { basename } from 'node:path';
import { version } from '../../../package.json';
import { bringFrameworks, LIBRARIES, programOf } from '../code/program.ts';
import { catalog } from '../core/catalog-data.ts';
import type { Config } from '../core/config.ts';
import { formatLink } from '../core/link.ts';
import { failureOf, SidestepError } from '../core/module.ts';
import { type Notice, printable } from '../core/notices.ts';
import { readNames } from '../core/view-state.ts';
import { type Shard, WHOLE } from '../experiment/jobs.ts';
import { isMeasure, isShare, MEASURES, type Measure } from '../experiment/sample.ts';
import { type Experiment, hasAxes } from '../experiment/spec.ts';
import type { Target } from '../experiment/target.ts';
import { reasonOf } from '../run/local.ts';
import type { Runner } from '../run/run.ts';
import { hasTrapped } from '../worker/host.ts';
import { LIMITS } from '../worker/own/mistake.ts';
import type { Fetch } from '../worker/source.ts';
import { type Args, count, type Options, readArgs, sourceIn, usage } from './args.ts';
import { readBounded } from './files.ts';
import { formulaLines, lettersOf } from './formula.ts';
import { HELP } from './help.ts';
import { type Given, readConfig, readExperiment, type Sources } from './input.ts';
import { withFiles } from './own.ts';
import { report } from './report.ts';
import { run } from './run.ts';
import { step } from './step.ts';
import { checksumOfSweep, runSweep, sizeLine } from './sweep.ts';
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

/** What each command takes besides --help. */
const OPTIONS: Readonly<Record<string, Options>> = {
  run: { steps: 'text', every: 'text', workers: 'text', data: 'text', json: 'flag', csv: 'flag', file: 'texts' },
  verify: { workers: 'text', data: 'text', file: 'texts' },
  sweep: {
    ...{ out: 'text', shard: 'text', workers: 'text', count: 'flag', target: 'text', metric: 'text' },
    ...{ data: 'text', file: 'texts' },
  },
  step: { lane: 'text', at: 'text', parameter: 'text', json: 'flag', tex: 'flag', data: 'text', file: 'texts' },
  formula: { letters: 'text' },
  code: { for: 'text', lane: 'text' },
  report: { metric: 'text', target: 'text', json: 'flag', csv: 'flag', svg: 'flag', lines: 'flag' },
  figure: {
    ...{ out: 'text', lang: 'text', width: 'text', view: 'text', font: 'text' },
    ...{ data: 'text', file: 'texts' },
  },
  catalog: {},
};

const lineOf = ({ code, at, message }: Notice): string =>
  `${printable(`${code} ${at.replace(/\s+/g, '_') || '-'} ${message.replace(/\s+/g, ' ')}`)}\n`;

/** Standard output cannot be written. */
class Unwritten extends Error {}

/** A reader of a pipe that has seen enough (`| head`): there is nothing wrong with that. */
const isGone = ({ cause }: Unwritten): boolean =>
  /^(EPIPE|ECONNRESET)$/.test((cause as NodeJS.ErrnoException).code ?? '');

const filesOf = ({ values }: Args, world: Surroundings): Promise<File[]> =>
  Promise.all(
    (values.get('file') ?? []).map(
      async (path) => new File([await readBounded(world.file(path), LIMITS.bytes, '--file')], basename(path)),
    ),
  );

function dataUrl({ values }: Args, world: Surroundings): URL {
  try {
    return world.dataUrl(values.get('data')?.[0]);
  } catch {
    throw usage('is neither a folder nor an address', '--data');
  }
}

async function given(args: Args, world: Surroundings): Promise<Given> {
  const read = await readConfig(sourceIn(args), catalog, world);
  for (const notice of read.notices) world.error(`warning ${lineOf(notice)}`);
  return read;
}

async function stepCommand(args: Args, world: Surroundings): Promise<void> {
  const [json, tex] = [args.values.has('json'), args.values.has('tex')];
  if (json && tex) throw usage('give --json or --tex, not both');
  const { config: asked } = await given(args, world);
  const files = await filesOf(args, world);
  const config = await withFiles(asked, catalog, files);
  const text = args.values.get('parameter')?.[0];
  const parameters = text === undefined ? [] : text.split(',').map(Number);
  if (parameters.some((it) => !Number.isSafeInteger(it) || it < 0))
    throw usage('must be whole numbers from 0, separated by commas', '--parameter');
  await step(config, catalog, {
    lane: count(args, 'lane', 0, Number.POSITIVE_INFINITY) ?? 0,
    at: count(args, 'at', 0, Math.max(0, config.steps - 1)) ?? 0,
    parameters,
    format: json ? 'json' : tex ? 'tex' : 'text',
    dataUrl: dataUrl(args, world),
    read: world.read,
    files,
    print: world.out,
  });
}

async function runCommand(args: Args, world: Surroundings): Promise<void> {
  const { values } = args;
  const csv = values.has('csv');
  if (values.has('json') && csv) throw usage('give --json or --csv, not both');
  const most = catalog.race.find(({ id }) => id === 'steps')?.max ?? Number.POSITIVE_INFINITY;
  const steps = count(args, 'steps', 0, most);
  const every = count(args, 'every', 1, Number.POSITIVE_INFINITY) ?? 1;
  const workers = count(args, 'workers', 1, Number.POSITIVE_INFINITY) ?? 1;
  const { config: asked } = await given(args, world);
  const files = await filesOf(args, world);
  const named = await withFiles(asked, catalog, files);
  const config = steps === undefined ? named : { ...named, steps };
  await run(config, catalog, {
    every,
    workers: Math.min(workers, config.lanes.length),
    format: csv ? 'csv' : 'json',
    dataUrl: dataUrl(args, world),
    read: world.read,
    files,
    print: world.out,
    note: (text) => world.error(`${text}\n`),
  });
  // The JSON's last line has it; in a table there is no place.
  if (csv && named !== asked) world.error(`${formatLink(config, catalog)}\n`);
}

function shardOf({ values }: Args): Shard {
  const text = values.get('shard')?.[0];
  if (text === undefined) return WHOLE;
  const [, index, count] = /^(\d{1,9})\/(\d{1,9})$/.exec(text)?.map(Number) ?? [];
  if (!index || !count || index > count) throw usage('must be I/N, from 1/N to N/N', '--shard');
  return { index, count };
}

/** What is looked at, and the value to come to where one is given. */
function askedIn({ values }: Args): { metric: Measure; target?: number } {
  const metric = values.get('metric')?.[0] ?? 'loss';
  if (!isMeasure(metric)) throw usage(`must be one of ${MEASURES.join(', ')}`, '--metric');
  const text = values.get('target')?.[0];
  if (text === undefined) return { metric };
  const target = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(target)) throw usage('must be a number', '--target');
  return { metric, target };
}

/** What lines of a sweep are to tell of. */
function targetIn(args: Args, { config }: Experiment): Target | undefined {
  const { metric, target } = askedIn(args);
  if (target === undefined && args.values.has('metric')) throw usage('needs --target', '--metric');
  if (isShare(metric) && !('testOn' in config.problem))
    throw usage('this experiment tests no network, so it has no accuracy', '--metric');
  return target === undefined ? undefined : { metric, value: target };
}

/** An experiment, what its link says that it comes to, and the files that it uses. */
async function givenExperiment(
  args: Args,
  world: Surroundings,
): Promise<{ experiment: Experiment; checksum?: string; files: File[] }> {
  const { experiment, notices, ...rest } = await readExperiment(sourceIn(args), catalog, world);
  for (const notice of notices) world.error(`warning ${lineOf(notice)}`);
  const files = await filesOf(args, world);
  const config = await withFiles(experiment.config, catalog, files, experiment.tune !== undefined);
  return { ...rest, experiment: { ...experiment, config }, files };
}

/** Hosts for as many workers as are asked for; files of one's own are not handed to threads. */
async function withRunners<T>(
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

async function sweepCommand(args: Args, world: Surroundings): Promise<void> {
  const shard = shardOf(args);
  const { experiment, files } = await givenExperiment(args, world);
  const target = targetIn(args, experiment);
  if (args.values.has('count')) return world.out(sizeLine(experiment, catalog));
  const [out, folder, print] = [args.values.get('out')?.[0], dataUrl(args, world), world.out];
  await withRunners(args, world, files, (hosts) =>
    runSweep(experiment, catalog, { shard, hosts, out, dataUrl: folder, files, target, print }),
  );
}

async function reportCommand(args: Args, world: Surroundings): Promise<void> {
  const { values, positionals } = args;
  const formats = (['json', 'csv', 'svg', 'lines'] as const).filter((format) => values.has(format));
  if (formats.length > 1) throw usage(`give --${formats.join(' or --')}, not both`);
  if (positionals.length === 0) throw usage('give one or more files written by sweep --out');
  await report(positionals, {
    format: formats[0] ?? 'table',
    asked: askedIn(args),
    sources: world,
    print: world.out,
    warn: (notice) => world.error(`warning ${lineOf(notice)}`),
  });
}

async function formulaCommand(args: Args, world: Surroundings): Promise<void> {
  const letters = args.values.get('letters')?.[0];
  const { config } = await given(args, world);
  await world.out(formulaLines(config, letters === undefined ? new Map() : lettersOf(letters)));
}

async function codeCommand(args: Args, world: Surroundings): Promise<void> {
  const library = args.values.get('for')?.[0] ?? LIBRARIES[0]!;
  if (!LIBRARIES.includes(library)) throw usage(`must be one of ${LIBRARIES.join(', ')}`, '--for');
  const { config } = await given(args, world);
  const lane = count(args, 'lane', 0, config.lanes.length - 1);
  await bringFrameworks();
  const link = formatLink(config, catalog);
  await world.out(programOf(library, config, catalog, { link, ...(lane !== undefined && { lane }) }));
}

/** What draws is loaded for this command alone. */
async function figureCommand(args: Args, world: Surroundings): Promise<void> {
  const { experimentFigure, figure, lengthOf } = await import('./figure.ts');
  const one = (name: string): string | undefined => args.values.get(name)?.[0];
  const lang = one('lang') ?? 'en';
  if (lang !== 'en' && lang !== 'zh') throw usage('must be en or zh', '--lang');
  const width = lengthOf(one('width'));
  const files = await filesOf(args, world);
  const options = {
    ...({ lang, out: one('out'), width, font: one('font'), files } as const),
    views: readNames(one('view') ?? ''),
    view: {},
    page: /^\s*(https?:[^#]*)#/.exec(sourceIn(args))?.[1] ?? '',
    dataUrl: dataUrl(args, world),
    read: world.read,
    print: world.out,
    warn: (notice: Notice) => world.error(`warning ${lineOf(notice)}`),
  };
  const read = await givenRace(args, world);
  if ('experiment' in read) {
    if (options.views.length > 0) throw usage('an experiment has one picture', '--view');
    const { experiment } = read;
    const config = await withFiles(experiment.config, catalog, files, experiment.tune !== undefined);
    return experimentFigure({ ...experiment, config }, catalog, options);
  }
  const { config, view = {} } = read;
  await figure(await withFiles(config, catalog, files), catalog, { ...options, view });
}

/** A single race, or, where a source is one, an experiment. */
async function givenRace(args: Args, world: Surroundings): Promise<Given | { experiment: Experiment }> {
  try {
    return await given(args, world);
  } catch (error) {
    if (!(error instanceof SidestepError && failureOf(error).code === 'experiment')) throw error;
    const { experiment, notices } = await readExperiment(sourceIn(args), catalog, world);
    for (const notice of notices) world.error(`warning ${lineOf(notice)}`);
    return { experiment };
  }
}

/** What a race comes to. */
async function checksumOfRace(
  config: Config,
  files: readonly File[],
  args: Args,
  world: Surroundings,
): Promise<string> {
  let last = '';
  await run(config, catalog, {
    every: Math.max(1, config.steps),
    workers: 1,
    format: 'json',
    dataUrl: dataUrl(args, world),
    read: world.read,
    files,
    print: async (text) => {
      last = text;
    },
  });
  return (JSON.parse(last) as { checksum: string }).checksum;
}

/** Replays the link of a race or of an experiment; gives 0 when it comes to the checksum that it carries, 1 when it does not. */
async function verifyCommand(args: Args, world: Surroundings): Promise<number> {
  const { experiment, checksum: expected, files } = await givenExperiment(args, world);
  if (!expected) throw new SidestepError({ code: 'no-checksum', at: 'checksum', message: 'the link has no checksum' });
  const many = hasAxes(experiment);
  const checksum = many
    ? await withRunners(args, world, files, (hosts) =>
        checksumOfSweep(experiment, catalog, { hosts, dataUrl: dataUrl(args, world), files }),
      )
    : await checksumOfRace(experiment.config, files, args, world);
  const same = checksum === expected;
  if (!same) {
    const message = `the ${many ? 'experiment' : 'race'} gives ${checksum}, but the link says ${expected}`;
    world.error(lineOf({ code: 'checksum-differs', at: 'checksum', message }));
  }
  await world.out(`${JSON.stringify({ ok: same, checksum, expected })}\n`).catch((error) => {
    if (same || !isGone(error)) throw error; // the exit status says it, too
  });
  return same ? 0 : 1;
}

async function obey([command = 'help', ...rest]: string[], world: Surroundings): Promise<number> {
  const options = Object.hasOwn(OPTIONS, command) ? OPTIONS[command] : undefined;
  const isHelp = /^(help|-h|--help)$/.test(command);
  const isVersion = /^(version|-v|--version)$/i.test(command);
  if (!options && !isHelp && !isVersion) throw usage(`there is no command '${command}'; try sidestep-race help`);
  if (isVersion) {
    await world.out(`${version}\n`);
    return 0;
  }
  const args = isHelp ? null : readArgs(rest, options!);
  if (!args || args.help) await world.out(HELP);
  else if (command === 'run') await runCommand(args, world);
  else if (command === 'step') await stepCommand(args, world);
  else if (command === 'verify') return verifyCommand(args, world);
  else if (command === 'sweep') await sweepCommand(args, world);
  else if (command === 'formula') await formulaCommand(args, world);
  else if (command === 'code') await codeCommand(args, world);
  else if (command === 'figure') await figureCommand(args, world);
  else if (command === 'report') await reportCommand(args, world);
  else if (args.positionals.length > 0) throw usage('takes no further arguments', command);
  else await world.out(`${JSON.stringify(catalog, null, 2)}\n`);
  return 0;
}

/** Runs one command; gives the exit status: 0, 1 (something broke, or a figure is no longer true) or 2 (bad input). */
export async function main(args: string[], world: Surroundings): Promise<number> {
  const out = (text: string): Promise<void> =>
    world.out(text).catch((cause: unknown) => {
      throw new Unwritten('', { cause });
    });
  try {
    return await obey(args, { ...world, out });
  } catch (error) {
    if (error instanceof Unwritten) {
      if (isGone(error)) return 0;
      world.error(lineOf({ code: 'no-output', at: 'stdout', message: `cannot be written: ${reasonOf(error.cause)}` }));
      return 1;
    }
    world.error(lineOf(hasTrapped(error) ? { ...failureOf(error), code: 'crashed' } : failureOf(error)));
    return error instanceof SidestepError ? 2 : 1;
  }
}
