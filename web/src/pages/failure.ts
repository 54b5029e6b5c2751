import { t } from '../ui/i18n.ts';

/** Says why nothing can race here, rather than leaving the page blank. */
export function explain(error: unknown): void {
  const box = document.querySelector('#failure') ?? document.createElement('div');
  box.id = 'failure';
  box.className = 'notice failure';
  box.setAttribute('role', 'alert');
  const [what, why] = [document.createElement('p'), document.createElement('p')];
  what.textContent = t('failure.title');
  why.textContent = `${t('failure.why')} ${error instanceof Error ? error.message : String(error)}`;
  box.replaceChildren(what, why);
  document.querySelector('#loading')?.remove();
  document.body.prepend(box);
}
