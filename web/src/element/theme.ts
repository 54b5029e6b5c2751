import { type Notices, quoted } from '../core/notices.ts';
import { readTheme, type Theme } from '../core/theme.ts';
import { around } from './around.ts';

/** Where sites and their frameworks say whether a part of a page is light or dark; some say it by a class, slides by their ground. */
const NAMES = ['data-theme', 'data-bs-theme', 'data-mode', 'data-color-mode'];
const classesOf = (theme: string): string[] => [theme, `has-${theme}-background`];

function saidBy(element: Element): Theme | undefined {
  const said = NAMES.map((name) => readTheme(element.getAttribute(name))).find((theme) => theme && theme !== 'auto');
  return (
    said ??
    (['dark', 'light'] as const).find((theme) => classesOf(theme).some((name) => element.classList.contains(name)))
  );
}

/** What the author says, else the nearest that says something around the element; else its `color-scheme`, which is inherited. */
export function themeOf(element: Element, notices?: Notices): Theme | undefined {
  const asked = element.getAttribute('theme');
  const own = readTheme(asked);
  if (asked !== null && !own) notices?.add('unknown-id', 'theme', `there is no theme ${quoted(asked)}`);
  if (own) return own;
  for (const at of [element, ...around(element)]) {
    const said = saidBy(at);
    if (said) return said;
  }
  return undefined;
}

/** Tells when what stands around may say another theme, or scale. What style sheets change, the pictures hear themselves. */
export function listenToPlace(element: Element, changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  for (const at of [element, ...around(element)])
    observer.observe(at, { attributeFilter: ['class', 'style', ...NAMES] });
  return () => observer.disconnect();
}
