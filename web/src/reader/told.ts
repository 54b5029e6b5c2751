import type { Notice } from '../core/notices.ts';
import { loadWords } from '../toolkit/i18n.ts';
import { loadReasons, reason } from '../toolkit/reasons.ts';
import type { Subject } from './place-words.ts';

/** Null where it cannot be had. */
let words: typeof import('./place-words.ts') | null | undefined;
let coming: Promise<void> | undefined;

/** What says in words where something is wrong: a page on which nothing is does without. Never rejects. */
export const loadPlaces = (): Promise<void> => (coming ??= load());

async function load(): Promise<void> {
  try {
    const [module] = await Promise.all([import('./place-words.ts'), loadWords('notices'), loadReasons()]);
    words = module;
  } catch {
    words = null;
  }
}

/** What is wrong, and where, in the reader's words; empty until these have come, of which `come` is told. Codes and paths are better than nothing. */
export function told(notice: Notice, subject: Subject, come: () => void): string {
  if (words) return words.inWords(notice, subject);
  if (words === null) return [notice.at, reason(notice.message)].filter(Boolean).join(': ');
  void loadPlaces().then(come);
  return '';
}

/** The same as programs say it, for who wants to look it up. */
export const exactly = ({ code, at, message }: Notice): string => [at, message, `(${code})`].filter(Boolean).join(' ');
