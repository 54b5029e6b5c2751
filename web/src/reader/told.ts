import type { Notice } from '../core/notices.ts';
import { retried } from '../core/retried.ts';
import { loadWords } from '../toolkit/i18n.ts';
import { loadReasons, reason } from '../toolkit/reasons.ts';
import type { Subject } from './place-words.ts';

/** Null where the last try to load it failed. */
let words: typeof import('./place-words.ts') | null | undefined;

/** What says in words where something is wrong: a page on which nothing is does without. */
export const loadPlaces = retried(async () => {
  try {
    const [module] = await Promise.all([import('./place-words.ts'), loadWords('notices'), loadReasons()]);
    words = module;
  } catch (error) {
    words = null;
    throw error;
  }
});

/** What is wrong, and where, in the reader's words; empty until these have come, of which `come` is told. Codes and paths are better than nothing. */
export function told(notice: Notice, subject: Subject, come: () => void): string {
  if (words) return words.inWords(notice, subject);
  const missing = words === null;
  loadPlaces().then(come, missing ? () => {} : come);
  return missing ? [notice.at, reason(notice.message)].filter(Boolean).join(': ') : '';
}

/** The same as programs say it, for who wants to look it up. */
export const exactly = ({ code, at, message }: Notice): string => [at, message, `(${code})`].filter(Boolean).join(' ');
