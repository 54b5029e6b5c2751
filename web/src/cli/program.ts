import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import catalogJson from '#catalog';
import type { Catalog } from '../core/catalog.ts';
import { type Config, type Notice, normalize } from '../core/config.ts';
import { parseLink } from '../core/link.ts';
import { failureOf, SidestepError } from '../core/module.ts';
import { run } from './run.ts';

export interface Output {
  out(text: string): Promise<void>;
  error(text: string): void;
}

const HELP = `sidestep: optimizers, step by step, side by side

  sidestep run LINK | FILE.json | -   run a race and print what it recorded
      --steps N     end at step N instead of the config's
      --every K     record a row each K steps (and the last)
      --json        one JSON object a line (the default)
      --csv         the same as comma-separated values
      --workers N   spread the lanes over N instances of the module; the bits are the same
      --data DIR    the folder of the packed datasets
  sidestep catalog                    print everything that can be chosen, as JSON
  sidestep help                       print this

A row is {"lane","optimizer","step","loss","gradNorm","params","status"}: the state after that many updates, and the loss there.
Rows come step by step, the lanes in order within a step. params only where there are at most 16 parameters; accuracy where a
network was tested. A number that is not finite is null. The last line is {"checksum","lanes"}.
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

async function standardInput(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** On the command line a mistake is an error, not a notice: nobody is there to read it. */
function strict(result: { config: Config | null; notices: Notice[] }): Config {
  const [first] = result.notices;
  if (first) throw new SidestepError(first);
  if (!result.config) throw usage('the link is empty', 'link');
  return result.config;
}

async function readConfig(source: string): Promise<Config> {
  if (source.includes('#') || /^v=/.test(source)) return strict(parseLink(source, catalog));
  let text: string;
  try {
    text = source === '-' ? await standardInput() : await readFile(source, 'utf8');
  } catch (error) {
    throw usage(failureOf(error).message, 'file');
  }
  if (/^\s*(#|v=|https?:)/.test(text)) return strict(parseLink(text.trim(), catalog));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new SidestepError({ code: 'bad-json', at: 'file', message: failureOf(error).message });
  }
  return strict(normalize(json, catalog));
}

async function runCommand(args: string[], output: Output): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      steps: { type: 'string' },
      every: { type: 'string' },
      workers: { type: 'string' },
      data: { type: 'string' },
      json: { type: 'boolean' },
      csv: { type: 'boolean' },
    },
  });
  if (positionals.length !== 1) throw usage('give one link, one file or -');
  if (values.json && values.csv) throw usage('--json or --csv, not both');
  const config = await readConfig(positionals[0] as string);
  const steps = count(values.steps, '--steps', 0);
  const limit = catalog.race.find(({ id }) => id === 'steps')?.max ?? Number.POSITIVE_INFINITY;
  if (steps !== undefined && steps > limit) throw usage(`is at most ${limit}`, '--steps');
  await run(steps === undefined ? config : { ...config, steps }, {
    every: count(values.every, '--every', 1) ?? 1,
    workers: Math.min(count(values.workers, '--workers', 1) ?? 1, config.lanes.length),
    format: values.csv ? 'csv' : 'json',
    ...(values.data ? { dataFolder: values.data } : {}),
    print: output.out,
  });
}

/** Runs one command; gives the exit status: 0, 1 (something broke) or 2 (bad input). */
export async function main(args: string[], output: Output): Promise<number> {
  const [command, ...rest] = args;
  try {
    if (command === 'run') await runCommand(rest, output);
    else if (command === 'catalog') await output.out(`${JSON.stringify(catalog, null, 2)}\n`);
    else if (command === undefined || /^(help|-h|--help)$/.test(command)) await output.out(HELP);
    else throw usage(`there is no command '${command}'; try sidestep help`);
    return 0;
  } catch (error) {
    const parseError = (error as { code?: string }).code?.startsWith?.('ERR_PARSE_ARGS');
    const { code, at, message } = parseError ? usage((error as Error).message).failure : failureOf(error);
    output.error(`${code} ${at || '-'} ${message.replace(/\s+/g, ' ')}\n`);
    return code === 'internal' || code === 'crashed' ? 1 : 2;
  }
}
