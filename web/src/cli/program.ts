import { basename } from 'node:path';
import { catalog } from '../core/catalog-data.ts';
import { formatLink } from '../core/link.ts';
import { failureOf, SidestepError } from '../core/module.ts';
import { type Notice, printable } from '../core/notices.ts';
import type { Fetch } from '../worker/data.ts';
import { hasTrapped } from '../worker/host.ts';
import { LIMITS } from '../worker/own/mistake.ts';
import { type Args, count, type Options, readArgs, sourceIn, usage } from './args.ts';
import { readBounded, reasonOf } from './files.ts';
import { type Given, readConfig, type Sources } from './input.ts';
import { withFiles } from './own.ts';
import { run } from './run.ts';

/** The world outside the program. */
export interface Surroundings extends Sources {
  /** Rejects with what the system says where it cannot be written. */
  out(text: string): Promise<void>;
  error(text: string): void;
  /** The address of a data folder; without a path, of the site's own. */
  dataUrl(path: string | undefined): URL;
  read: Fetch;
}

const HELP = `sidestep: optimizers, step by step, side by side

  sidestep run LINK | FILE.json | -   run a race and print what it recorded
      --steps N     end at step N instead of the config's
      --every K     record a row each K steps (and the last)
      --json        one JSON object a line (the default)
      --csv         the same rows as comma-separated values, a column each, with the lane's settings; no checksum
      --workers N   spread the lanes over N instances of the module; the bits are the same
      --data DIR    the folder of the packed datasets, or its address
      --file PATH   a file of your own, where the race learns from one (data=own); twice for a pair
  sidestep verify LINK | FILE | -     replay a link and compare what it comes to with its checksum=
      --data DIR    as above
  sidestep catalog                    print everything that can be chosen, as JSON
  sidestep help                       print this

A row is {"lane","optimizer","step","loss","gradNorm","params","status"}: the state after that many updates, and the loss there.
Rows come step by step, the lanes in order within a step. A lane that diverges ends there. params only where there are at most 32
parameters; shown where the loss is told elsewhere, as with an average; accuracy where a network was tested. A number that is not finite is null. The last line is {"checksum","lanes","link"}:
hashes of the final parameters, of the race and of each lane, and the link that replays it.
verify: exit status 0 when the checksums are the same, 1 when they differ, 2 when there is none to compare with.
Bad input: exit status 2, and one line "code at message" on standard error. What is read all the same, and how: a line "warning code at message".
`;

/** What each command takes besides --help. */
const OPTIONS: Readonly<Record<string, Options>> = {
  run: { steps: 'text', every: 'text', workers: 'text', data: 'text', json: 'flag', csv: 'flag', file: 'texts' },
  verify: { data: 'text', file: 'texts' },
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
    throw usage('is no address', '--data');
  }
}

async function given(args: Args, world: Surroundings): Promise<Given> {
  const read = await readConfig(sourceIn(args), catalog, world);
  for (const notice of read.notices) world.error(`warning ${lineOf(notice)}`);
  return read;
}

async function runCommand(args: Args, world: Surroundings): Promise<void> {
  const { values } = args;
  const csv = values.has('csv');
  if (values.has('json') && csv) throw usage('--json or --csv, not both');
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
  });
  // The JSON's last line has it; in a table there is no place.
  if (csv && named !== asked) world.error(`${formatLink(config, catalog)}\n`);
}

/** Replays a link; gives 0 when it comes to the checksum that it carries, 1 when it does not. */
async function verifyCommand(args: Args, world: Surroundings): Promise<number> {
  const { config, checksum: expected } = await given(args, world);
  if (!expected) throw new SidestepError({ code: 'no-checksum', at: 'checksum', message: 'the link carries none' });
  let last = '';
  await run(config, catalog, {
    every: Math.max(1, config.steps),
    workers: 1,
    format: 'json',
    dataUrl: dataUrl(args, world),
    read: world.read,
    files: await filesOf(args, world),
    print: async (text) => {
      last = text;
    },
  });
  const { checksum } = JSON.parse(last) as { checksum: string };
  const same = checksum === expected;
  if (!same) {
    const message = `the race comes to ${checksum}, the link says ${expected}`;
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
  if (!options && !isHelp) throw usage(`there is no command '${command}'; try sidestep help`);
  const args = isHelp ? null : readArgs(rest, options!);
  if (!args || args.help) await world.out(HELP);
  else if (command === 'run') await runCommand(args, world);
  else if (command === 'verify') return verifyCommand(args, world);
  else if (args.positionals.length > 0) throw usage('takes nothing more', command);
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
