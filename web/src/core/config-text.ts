import type { Notice } from './notices.ts';

/** Characters of a config as a text; none comes near. */
export const MAX_CONFIG = 4_000_000;

const wrong = (code: string, at: string, message: string): { notice: Notice } => ({ notice: { code, at, message } });

/** Where an engine stopped, by what it says: by a line and a column, or by a character. */
function mistakeIn(said: string): string {
  const [, line, column] = /line (\d+) column (\d+)/.exec(said) ?? [];
  if (line) return `is not valid JSON from line ${line}, column ${column} on`;
  const [, position] = /position (\d+)/.exec(said) ?? [];
  return position ? `is not valid JSON from character ${Number(position) + 1} on` : 'is not valid JSON';
}

/** A text of JSON as a value, or what is wrong with it. Never throws. */
export function readJson(text: string, at: string): { value: unknown } | { notice: Notice } {
  if (text.length > MAX_CONFIG) return wrong('bad-length', at, `has more than ${MAX_CONFIG} characters`);
  const trimmed = text.trim(); // of a byte-order mark too
  if (trimmed === '') return wrong('bad-json', at, 'is empty');
  try {
    return { value: JSON.parse(trimmed) };
  } catch (error) {
    return wrong('bad-json', at, mistakeIn((error as Error).message));
  }
}
