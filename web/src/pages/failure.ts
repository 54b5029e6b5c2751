import { type Key, t } from '../ui/i18n.ts';

/** The words themselves may be what could not be had. */
const said = (key: Key, english: string): string => (t(key) === key ? english : t(key));

/** It has started after all. */
export const relieve = (): void => document.querySelector('#failure')?.remove();

/** Says why nothing can race here, rather than leaving the page blank. */
export function explain(error: unknown): void {
  const box = document.querySelector('#failure') ?? document.createElement('div');
  box.id = 'failure';
  box.className = 'notice failure';
  box.setAttribute('role', 'alert');
  const [what, why] = [document.createElement('p'), document.createElement('p')];
  what.textContent = said('failure.title', 'Nothing can be raced here.');
  why.textContent = `${said('failure.why', 'The WebAssembly module, which computes everything, did not start:')} ${error instanceof Error ? error.message : String(error)}`;
  box.replaceChildren(what, why);
  document.querySelector('#loading')?.remove();
  document.body.prepend(box);
}
