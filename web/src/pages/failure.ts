import type { Text } from '../core/catalog.ts';
import { loadPrefs } from '../reader/prefs.ts';
import { locale } from '../toolkit/i18n.ts';
import { whyIn } from '../toolkit/reasons.ts';
import { initialLang } from './language.ts';

/** Not among the page's strings: these may be what did not come. */
const title: Text = { en: 'Sidestep could not start.', zh: 'Sidestep 无法启动。' };
const retry: Text = { en: 'Try again', zh: '重试' };

let off = (): void => {};

/** It has started after all. */
export function relieve(): void {
  off();
  document.querySelector('#failure')?.remove();
}

/** Says what is missing, and why, rather than leaving the page blank, in the language that the page was to have; and offers another try. */
export function explain(error: unknown, again: () => void = () => location.reload()): void {
  off();
  off = locale.on('change', () => explain(error, again)); // another language, or the words of the reason have come
  const lang = initialLang(loadPrefs().lang);
  const box = document.querySelector('#failure') ?? document.createElement('div');
  box.id = 'failure';
  box.className = 'notice failure';
  box.setAttribute('role', 'alert');
  const [what, why, way] = [document.createElement('p'), document.createElement('p'), document.createElement('button')];
  what.textContent = title[lang];
  why.textContent = whyIn(error, lang);
  way.textContent = retry[lang];
  way.type = 'button';
  way.className = 'text-button';
  way.onclick = again;
  box.replaceChildren(what, why, way);
  document.querySelector('#loading')?.remove();
  if (!box.isConnected) document.body.prepend(box);
}
