import { type Key, locale, t } from '../ui/i18n.ts';
import { reason } from '../ui/reasons.ts';

/** The words themselves may be what could not be had. */
const said = (key: Key, english: string): string => (t(key) === key ? english : t(key));

let off = (): void => {};

/** It has started after all. */
export function relieve(): void {
  off();
  document.querySelector('#failure')?.remove();
}

/** Says why nothing can race here, rather than leaving the page blank, and offers another try. */
export function explain(error: unknown, again: () => void = () => location.reload()): void {
  off();
  off = locale.on('change', () => explain(error, again)); // another language, or the words of the reason have come
  const box = document.querySelector('#failure') ?? document.createElement('div');
  box.id = 'failure';
  box.className = 'notice failure';
  box.setAttribute('role', 'alert');
  const [what, why, way] = [document.createElement('p'), document.createElement('p'), document.createElement('button')];
  what.textContent = said('failure.title', 'Nothing can be raced here.');
  why.textContent = `${said('failure.why', 'The WebAssembly module, which computes everything, did not start:')} ${reason(error instanceof Error ? error.message : String(error))}`;
  way.textContent = said('notice.retry', 'Try again');
  way.type = 'button';
  way.className = 'text-button';
  way.onclick = again;
  box.replaceChildren(what, why, way);
  document.querySelector('#loading')?.remove();
  if (!box.isConnected) document.body.prepend(box);
}
