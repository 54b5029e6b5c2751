import { SidestepError } from '../core/failure.ts';
import { messageOf, Trouble } from '../core/trouble.ts';
import { withFigures } from './figures.ts';
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

/** From sentences with `{}` for what varies; those that say more come first. */
export const readSentences = (texts: Record<string, string>): [RegExp, string][] =>
  Object.entries(texts)
    .sort(([a], [b]) => fixedIn(b) - fixedIn(a))
    .map(([sentence, translation]) => [
      new RegExp(`^${sentence.split('{}').map(literal).join('(.+?)')}$`, 's'),
      translation,
    ]);

const fixedIn = (sentence: string): number => sentence.replaceAll('{}', '').length;

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** With the quotation marks of people. */
const quoted = (text: string): string => text.replace(/(?<!\w)'([^']*)'(?!\w)/g, '“$1”');

/** Beside the full-width signs of Chinese there is no space. */
const closedUp = (text: string): string => text.replace(/ *([“”，。：；（）]) */g, '$1');

/** What varies may be a sentence itself: why a file cannot be loaded. */
function said(message: string, sentences: readonly [RegExp, string][]): string {
  for (const [sentence, translation] of sentences) {
    const values = sentence.exec(message);
    if (values)
      return fill(
        translation,
        Object.fromEntries(values.map((value, i) => [i, i > 0 ? said(value, sentences) : value])),
      );
  }
  return message;
}

/** What a program says is wrong, in Chinese as far as its sentences are known. */
export const translated = (message: string, sentences: readonly [RegExp, string][]): string => {
  const text = said(message, sentences);
  return text === message ? message : closedUp(quoted(text));
};

/** What the core says is wrong, in the reader's language. The core itself speaks English alone, as in a terminal. */
export function reason(message: string, its: Lang = lang()): string {
  const text = withFigures(message);
  if (its === 'en') return quoted(text);
  if (!coming) void loadReasons().catch(() => {}); // English is better than nothing
  return translated(text, sentences ?? []);
}

/** What an error says, in the reader's language. Of a failure that is without its path. */
export function whyIn(error: unknown, its: Lang = lang()): string {
  if (error instanceof SidestepError) return reason(error.failure.message, its);
  return error instanceof Trouble ? error.in(its, reason(error.why, its)) : reason(messageOf(error, its), its);
}
