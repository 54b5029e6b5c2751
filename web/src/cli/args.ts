import { parseArgs } from 'node:util';
import { SidestepError } from '../core/module.ts';

/** What an option takes: nothing, a text, or a text each time that it is given. */
type Kind = 'flag' | 'text' | 'texts';
export type Options = Readonly<Record<string, Kind>>;

export interface Args {
  /** Somebody asks what the command does. */
  help: boolean;
  values: ReadonlyMap<string, readonly string[]>;
  positionals: string[];
}

export const usage = (message: string, at = 'arguments') => new SidestepError({ code: 'usage', at, message });

/** What follows a command. Rejects what it does not take; the message names the option. */
export function readArgs(args: string[], options: Options): Args {
  const types = Object.entries(options).map(
    ([name, kind]) => [name, { type: kind === 'flag' ? 'boolean' : 'string' }] as const,
  );
  const { tokens, positionals } = parseArgs({
    args,
    options: { ...Object.fromEntries(types), help: { type: 'boolean', short: 'h' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []));
  if (given.some(({ name }) => name === 'help')) return { help: true, values: new Map(), positionals };
  const values = new Map<string, string[]>();
  for (const { name, rawName, value, inlineValue } of given) {
    const kind = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!kind || !rawName.startsWith('--')) throw usage('there is no such option; --help lists all options', rawName);
    if (kind === 'flag' && value !== undefined) throw usage('takes no value', rawName);
    if (kind !== 'flag' && (value === undefined || (!inlineValue && /^(--.|-h$)/.test(value))))
      throw usage('needs a value', rawName);
    if (value === '') throw usage('is empty', rawName);
    if (kind !== 'texts' && values.has(name)) throw usage('is given twice', rawName);
    values.set(name, [...(values.get(name) ?? []), value ?? '']);
  }
  return { help: false, values, positionals };
}

/** The one link, file or - that a command is about. */
export function sourceIn({ positionals }: Args): string {
  const [source, ...more] = positionals;
  if (source === undefined || more.length > 0)
    throw usage(
      `give one link, one file or -${more.length > 0 ? `, not ${positionals.length}` : ''}; a link in quotes, as shells end words at # and &`,
    );
  if (source.trim() === '') throw usage('the link or the name of the file is empty');
  return source;
}

/** A whole number that an option gives. */
export function count({ values }: Args, name: string, least: number, most: number): number | undefined {
  const text = values.get(name)?.[0];
  if (text === undefined) return undefined;
  const value = Number(text);
  const range = Number.isFinite(most) ? `${least} to ${most}` : `${least} or more`;
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least || value > most)
    throw usage(`must be a whole number, ${range}`, `--${name}`);
  return value;
}
