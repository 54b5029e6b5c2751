import type { Stage } from '../reader/stage.ts';
import type { Lang } from '../toolkit/i18n.ts';
import { Presentation } from './present.ts';
import { isOn } from './switches.ts';
import { themeOf } from './theme.ts';

const presented = new WeakSet<Element>();

/** Presents the race of an element for as long as it has the attribute. Around a frame there may be slides: the screen is theirs. */
export function presentElement(element: HTMLElement, stage: Stage, lang: () => Lang): void {
  const asked = (): boolean => isOn(element.getAttribute('present'));
  if (presented.has(element) || !asked()) return;
  presented.add(element);
  const presentation = new Presentation(stage, {
    within: element.shadowRoot!,
    full: window.parent === window,
    lang,
    theme: () => themeOf(element) ?? '',
    left: () => {
      watcher.disconnect();
      presented.delete(element);
      element.removeAttribute('present');
    },
  });
  const watcher = new MutationObserver(() => asked() || presentation.leave());
  watcher.observe(element, { attributeFilter: ['present'] });
}
