import { SidestepError } from '../core/failure.ts';
import { retried } from '../core/retried.ts';
import { messageOf, Trouble } from '../core/trouble.ts';
import { type Lang, lang, locale } from './i18n.ts';

let words: typeof import('./reason-words.ts') | undefined;

/** Fetched by whoever needs it: a page on which nothing is wrong does without. */
export const loadReasons = retried(async () => {
  words = await import('./reason-words.ts');
  locale.emit('change', locale.lang); // what is on show is said anew
});

/** What the core says is wrong, in the reader's language. The core itself speaks English alone, as in a terminal. */
export function reason(message: string, its: Lang = lang()): string {
  if (!words) loadReasons().catch(() => {}); // as in a terminal is better than nothing
  return words ? words.inLanguage(message, its) : message;
}

/** What an error says, in the reader's language. Of a failure that is without its path. */
export function whyIn(error: unknown, its: Lang = lang()): string {
  if (error instanceof SidestepError) return reason(error.failure.message, its);
  return error instanceof Trouble ? error.in(its, reason(error.why, its)) : reason(messageOf(error, its), its);
}
