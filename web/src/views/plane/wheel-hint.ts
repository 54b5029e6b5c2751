import sheet from '../../../styles/wheel-hint.css?inline';
import { adopt } from '../../toolkit/adopt.ts';
import { langAt, loadWords, speaking, t } from '../../toolkit/i18n.ts';

/** Milliseconds for which it stays after the wheel has come to rest. */
const SHOWN = 1600;

const timers = new WeakMap<Element, number>();

/** Says for a moment how the wheel zooms a plane in an article; screen readers are told of the keys instead. */
export async function showHint(plane: HTMLElement): Promise<void> {
  await loadWords('later');
  adopt(plane, sheet);
  const hint = plane.querySelector<HTMLElement>('.wheel-hint') ?? made(plane);
  const key = /Mac|iP(hone|ad)/.test(navigator.platform) ? '⌘' : 'Ctrl';
  hint.textContent = speaking(langAt(plane), () => t('map.wheel', { key }));
  hint.classList.add('shown');
  clearTimeout(timers.get(hint));
  timers.set(
    hint,
    window.setTimeout(() => hint.classList.remove('shown'), SHOWN),
  );
}

function made(plane: HTMLElement): HTMLElement {
  const hint = document.createElement('p');
  hint.className = 'wheel-hint';
  hint.ariaHidden = 'true';
  plane.append(hint);
  hint.getBoundingClientRect(); // from here it fades in
  return hint;
}
