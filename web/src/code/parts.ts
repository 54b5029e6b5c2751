// The pieces that programs are put together from: web/code, one file for each rule, problem and layer that needs one. In Python, if not said otherwise.
import type { Value } from '../core/catalog.ts';

const files = import.meta.glob<string>('../../code/{layers,parts,problems,rules,shared}/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});
type Frameworks = typeof import('./framework-pieces.ts');
let frameworks: Frameworks | undefined;

/** Brings what networks for frameworks need besides; without it there are no such programs. */
export async function bringFrameworks(): Promise<void> {
  if (frameworks) return;
  frameworks = await import('./framework-pieces.ts');
  Object.assign(files, frameworks.pieces);
}

/** What prints networks for frameworks, once it is there. */
export const nets = (): Frameworks => frameworks!;

const fileOf = (path: string): string => `../../code/${path}${/\.\w+$/.test(path) ? '' : '.py'}`;

/** Whether there is such a piece: "rules/newton". */
export const hasPart = (path: string): boolean => fileOf(path) in files;

export type Settings = Readonly<Record<string, Value>>;

const isOn = (value: Value | undefined): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

/** Whether a line is there: "!name" where a setting is off, "name=value" where it has that value; joined by & or by |. */
function holds(condition: string, settings: Settings): boolean {
  if (condition.includes('&')) return condition.split('&').every((part) => holds(part, settings));
  if (condition.includes('|')) return condition.split('|').some((part) => holds(part, settings));
  if (condition.startsWith('!')) return !holds(condition.slice(1), settings);
  const [id = '', value] = condition.split('=');
  return value === undefined ? isOn(settings[id]) : String(settings[id]) === value;
}

/**
 * A piece with the lines that hold for these settings: `#? name` (in JavaScript `//? name`) at the end of a line tells on which it
 * depends. A line `#= path` stands for another piece.
 */
export function partOf(path: string, settings: Settings = {}): string {
  const text = files[fileOf(path)];
  if (text === undefined) throw new Error(`there is no ${path}`);
  return text
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('#= ')) return [partOf(line.slice(3), settings)];
      const [, code, condition] = /^(.*?)(?: {2}#| \/\/)\? (\S+)$/.exec(line) ?? [];
      return condition === undefined ? [line] : holds(condition, settings) ? [code!] : [];
    })
    .join('\n')
    .trim();
}

/** All pieces of a folder; a program leaves out what it does not use. */
export const partsIn = (folder: string, settings: Settings): string[] =>
  Object.keys(files)
    .flatMap((file) =>
      /\.\.\/code\/(.*)\/[^/]+$/.exec(file)?.[1] === folder ? [file.slice('../../code/'.length)] : [],
    )
    .map((path) => partOf(path, settings));
