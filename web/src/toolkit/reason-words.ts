import texts from '../../locales/reasons.zh.json';
import { withFigures } from './figures.ts';
import { fill } from './fill.ts';
import type { Lang } from './i18n.ts';

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

/** The core's sentences as patterns, and how they read in Chinese; `{1}` stands for the first thing that varies. */
const sentences = readSentences(texts);

/** What a program says, as a reader of the language may. */
export function inLanguage(message: string, its: Lang): string {
  const text = withFigures(message);
  return its === 'en' ? quoted(text) : translated(text, sentences);
}
