import { parseArgs } from 'node:util';
import catalogJson from '#catalog';
import type { Catalog } from '../core/catalog.ts';
import { formatLink } from '../core/link.ts';
import { failureOf, SidestepError } from '../core/module.ts';
import { printable } from '../core/notices.ts';
import type { Fetch } from '../worker/data.ts';
import { readConfig, type Sources } from './input.ts';
import { withFiles } from './own.ts';
import { run } from './run.ts';

/** The world outside the program. */
export interface Surroundings extends Sources {
  out(text: string): Promise<void>;
  error(text: string): void;
  /** The address of a data folder; without a path, of the site's own. */
  dataUrl(path: string | undefined): URL;
  read: Fetch;
  /** The content of a file of the user's own. */
  own(path: string): Promise<File>;
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
Rows come step by step, the lanes in order within a step. A lane that diverges ends there. params only where there are at most 16
parameters; accuracy where a network was tested. A number that is not finite is null. The last line is {"checksum","lanes","link"}:
hashes of the final parameters, of the race and of each lane, and the link that replays it.
verify: exit status 0 when the checksums are the same, 1 when they differ, 2 when there is none to compare with.
Bad input: exit status 2, and one line "code at message" on standard error.
`;

const catalog = catalogJson as unknown as Catalog;

const usage = (message: string, at = 'arguments') => new SidestepError({ code: 'usage', at, message });

function count(text: string | undefined, at: string, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
    throw usage(`must be a whole number, ${least} or more`, at);
  }
  return value;
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    steps: text,
    every: text,
    workers: text,
    data: text,
    json: flag,
    csv: flag,
    file: { ...text, multiple: true },
  } as const;
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw usage(failureOf(error).message);
  }
}

async function ownFile(path: string, world: Surroundings): Promise<File> {
  try {
    return await world.own(path);
  } catch (error) {
    if (error instanceof SidestepError) throw error;
    throw new SidestepError({ code: 'no-file', at: '--file', message: failureOf(error).message });
  }
}

async function runCommand(args: string[], world: Surroundings): Promise<void> {
  const { values, positionals } = parsed(args);
  if (positionals.length !== 1) throw usage('give one link, one file or -');
  if (values.json && values.csv) throw usage('--json or --csv, not both');
  const steps = count(values.steps, '--steps', 0);
  const every = count(values.every, '--every', 1) ?? 1;
  const workers = count(values.workers, '--workers', 1) ?? 1;
  const limit = catalog.race.find(({ id }) => id === 'steps')?.max ?? Number.POSITIVE_INFINITY;
  if (steps !== undefined && steps > limit) throw usage(`is at most ${limit}`, '--steps');
  const { config: given } = await readConfig(positionals[0]!, catalog, world);
  const files = await Promise.all((values.file ?? []).map((path) => ownFile(path, world)));
  const named = await withFiles(given, catalog, files);
  const config = steps === undefined ? named : { ...named, steps };
  await run(config, catalog, {
    every,
    workers: Math.min(workers, config.lanes.length),
    format: values.csv ? 'csv' : 'json',
    dataUrl: world.dataUrl(values.data),
    read: world.read,
    files,
    print: world.out,
  });
  // The JSON's last line has it; in a table there is no place.
  if (values.csv && named !== given) world.error(`${formatLink(config, catalog)}\n`);
}

/** Replays a link; gives 0 when it comes to the checksum that it carries, 1 when it does not. */
async function verifyCommand(args: string[], world: Surroundings): Promise<number> {
  const { values, positionals } = parsed(args);
  if (positionals.length !== 1) throw usage('give one link, one file or -');
  const { config, checksum: expected } = await readConfig(positionals[0]!, catalog, world);
  if (!expected) throw new SidestepError({ code: 'no-checksum', at: 'checksum', message: 'the link carries none' });
  let last = '';
  await run(config, catalog, {
    every: Math.max(1, config.steps),
    workers: 1,
    format: 'json',
    dataUrl: world.dataUrl(values.data),
    read: world.read,
    files: await Promise.all((values.file ?? []).map((path) => ownFile(path, world))),
    print: async (text) => {
      last = text;
    },
  });
  const { checksum } = JSON.parse(last) as { checksum: string };
  const same = checksum === expected;
  await world.out(`${JSON.stringify({ ok: same, checksum, expected })}\n`);
  if (!same) world.error(`checksum-differs checksum the race comes to ${checksum}, the link says ${expected}\n`);
  return same ? 0 : 1;
}

const isHelp = (arg: string | undefined) => arg === undefined || /^(help|-h|--help)$/.test(arg);

/** Runs one command; gives the exit status: 0, 1 (something broke, or a figure is no longer true) or 2 (bad input). */
export async function main(args: string[], world: Surroundings): Promise<number> {
  const [command, ...rest] = args;
  try {
    if (isHelp(command) || rest.includes('--help')) await world.out(HELP);
    else if (command === 'run') await runCommand(rest, world);
    else if (command === 'verify') return await verifyCommand(rest, world);
    else if (command === 'catalog') await world.out(`${JSON.stringify(catalog, null, 2)}\n`);
    else throw usage(`there is no command '${command}'; try sidestep help`);
    return 0;
  } catch (error) {
    const { code, at, message } = failureOf(error);
    world.error(printable(`${code} ${at.replace(/\s+/g, '_') || '-'} ${message.replace(/\s+/g, ' ')}`).concat('\n'));
    return error instanceof SidestepError ? 2 : 1;
  }
}
