import { within } from '../core/limit.ts';
import '../reader/names.ts';
import { showAddress } from '../toolkit/address.ts';
import { isLang, type Lang, loadOneLanguage, locale, preferredLang, t, tag, tagOf } from '../toolkit/i18n.ts';

/** The page's language: the address's, else the reader's choice, else the browser's. */
export function initialLang(chosen: string | null): Lang {
  const asked = new URLSearchParams(location.search).get('lang');
  const known = asked?.slice(0, 2).toLowerCase();
  if (isLang(known)) return known;
  return isLang(chosen) ? chosen : preferredLang(navigator.languages);
}

/** Speaks a language, which the document names at once. Its words may be what cannot be had: then another language is better than none. */
export async function speakFirst(lang: Lang): Promise<void> {
  document.documentElement.lang = tagOf(lang);
  await locale.set(await loadOneLanguage(lang));
}

/** What the document says about itself in this language. */
export function nameDocument(): void {
  document.documentElement.lang = tag();
  document.title = t('page.title');
}

/** What asks the gallery for the order of tutorials, and tells a lesson that it was come to that way. */
export const TUTORIAL = { path: 'tutorial' };
export const onPath = (): boolean => new URLSearchParams(location.search).get('path') === TUTORIAL.path;

/** The address of another page of ours, which looks as this one's address asks: in its language, and in letters of its size. */
export function pageLink(
  page: string,
  race = '',
  more: Record<string, string> = {},
  kept: readonly string[] = ['lang', 'type'],
): string {
  const query = new URLSearchParams({ ...(race && { race }), ...more });
  const here = new URLSearchParams(location.search);
  for (const key of kept) if (here.get(key)) query.set(key, here.get(key)!);
  return `./${page}${query.size > 0 ? `?${query}` : ''}`;
}

/** The course (docs/course), from its first chapter on. */
export const courseLink = (): string => `./course/1-descent.${locale.lang}.html`;

/** The page of a race that needs no script (tools/vite/races.mjs); `index` is the list of all. */
export const racePage = (id: string): string => `./race/${id}${locale.lang === 'en' ? '' : `.${locale.lang}`}.html`;

/** The reader chose: remembered by `remember`, and the address no longer says otherwise. */
export async function chooseLang(lang: Lang, remember: (lang: Lang) => void): Promise<void> {
  await within(locale.set(lang));
  remember(lang);
  const url = new URL(location.href);
  if (url.searchParams.has('lang')) {
    url.searchParams.set('lang', lang);
    showAddress(url);
  }
}
