import { messageOf, Trouble } from '../core/trouble.ts';
import { fill } from './fill.ts';
import { type Lang, lang, locale } from './i18n.ts';

/** The core's sentences as patterns, and how they read in the reader's language; `{1}` stands for the first thing that varies. */
let sentences: [RegExp, string][] | undefined;

let coming: Promise<void> | undefined;

/** Fetched by whoever needs it: a page on which nothing is wrong does without. */
export const loadReasons = (): Promise<void> => (coming ??= load());

async function load(): Promise<void> {
  const { default: texts } = await import('../../locales/reasons.zh.json');
  sentences = readSentences(texts);
  locale.emit('change', locale.lang); // what is on show is said anew
}

/** From sentences with `{}` for what varies. */
export const readSentences = (texts: Record<string, string>): [RegExp, string][] =>
  Object.entries(texts).map(([sentence, translation]) => [
    new RegExp(`^${sentence.split('{}').map(literal).join('(.+?)')}$`, 's'),
    translation,
  ]);

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What varies may be a sentence itself: why a file cannot be loaded. */
export function translated(message: string, sentences: readonly [RegExp, string][]): string {
  for (const [sentence, translation] of sentences) {
    const values = sentence.exec(message);
    if (values)
      return fill(
        translation,
        Object.fromEntries(values.map((value, i) => [i, i > 0 ? translated(value, sentences) : value])),
      );
  }
  return message;
}

/** What the core says is wrong, in the reader's language. The core itself speaks English alone, as in a terminal. */
export function reason(message: string, its: Lang = lang()): string {
  if (its === 'en') return message;
  if (!coming) void loadReasons().catch(() => {}); // English is better than nothing
  return translated(message, sentences ?? []);
}

/** What an error says, in the reader's language. */
export const whyIn = (error: unknown, its: Lang = lang()): string =>
  error instanceof Trouble ? error.in(its, reason(error.why, its)) : reason(messageOf(error, its), its);
