import { isRace } from '../core/embed.ts';
import { SidestepError } from '../core/module.ts';

/** What a race that takes commands can do. */
export interface Commanded {
  config: unknown;
  play(): unknown;
  pause(): unknown;
  reset(): unknown;
  step(n?: number): unknown;
  seek(t: number): unknown;
}

type Message = Record<string, unknown>;
type Command = (race: Commanded, message: Message, showTheme: (theme: unknown) => void) => unknown;

const wrongType = (at: string, message: string) => new SidestepError({ code: 'wrong-type', at, message });

/** A number of steps, or a step, that somebody posted. */
function whole(n: unknown, at: string): number {
  if (typeof n === 'number' && Number.isSafeInteger(n) && n >= 0) return n;
  throw wrongType(at, 'must be a whole number, 0 or more');
}

/** What the page around an iframe, or the kernel behind a notebook, may ask of a race. */
const commands: Readonly<Record<string, Command>> = {
  'sidestep:play': (race) => race.play(),
  'sidestep:pause': (race) => race.pause(),
  'sidestep:reset': (race) => race.reset(),
  'sidestep:step': (race, { n = 1 }) => race.step(whole(n, 'n')),
  'sidestep:seek': (race, { t }) => race.seek(whole(t, 't')),
  'sidestep:theme': (_, { theme }, showTheme) => showTheme(theme),
  'sidestep:config': (race, { config }) => {
    if (!isRace(config)) throw wrongType('config', 'must be a race: a config, its JSON, or a link');
    race.config = config;
  },
};

/** Does what a message asks. Rejects with what is wrong with it. */
export async function obey(data: unknown, race: Commanded, showTheme: (theme: unknown) => void): Promise<void> {
  const message = typeof data === 'object' && data !== null ? (data as Message) : {};
  const { type } = message;
  const command = typeof type === 'string' && Object.hasOwn(commands, type) ? commands[type] : undefined;
  if (!command) throw wrongType('type', 'must be a command');
  await command(race, message, showTheme);
}
