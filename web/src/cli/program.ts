import { version } from '../../../package.json';
import { failureOf, SidestepError } from '../core/module.ts';
import { reasonOf } from '../run/local.ts';
import { hasTrapped } from '../worker/host.ts';
import { readArgs, usage } from './args.ts';
import { lineOf, type Surroundings } from './command.ts';
import { commands } from './commands/all.ts';
import { help } from './help.ts';
import { isGone, Unwritten } from './output.ts';

async function obey([name = 'help', ...rest]: string[], world: Surroundings): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const isHelp = /^(help|-h|--help)$/.test(name);
  const isVersion = /^(version|-v|--version)$/i.test(name);
  if (!command && !isHelp && !isVersion) throw usage(`there is no command '${name}'; try sidestep-race help`);
  if (isVersion) {
    await world.out(`${version}\n`);
    return 0;
  }
  const args = isHelp ? null : readArgs(rest, command!.options);
  if (args && !args.help) return (await command!.run(args, world)) ?? 0;
  await world.out(help());
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
