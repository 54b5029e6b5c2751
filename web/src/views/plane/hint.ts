import { html, render } from 'lit';
import sheet from '../../../styles/plane-hint.css?inline';
import type { Config } from '../../core/config.ts';
import { withProblemField } from '../../reader/edits.ts';
import type { Stage } from '../../reader/stage.ts';
import { adopt } from '../../toolkit/adopt.ts';
import { num } from '../../toolkit/format.ts';
import { nextFrame } from '../../toolkit/frame.ts';
import { langAt, loadWords, speaking, t } from '../../toolkit/i18n.ts';

/** Milliseconds for which it stays after the wheel has come to rest, and for which a start can be put back. */
const [SHOWN, UNDO] = [1600, 7000];

const timers = new WeakMap<Element, number>();

/** Says how the wheel zooms, or, of a race that was tapped, where its start is in the next frame. */
export const say = (plane: HTMLElement, before: Config, tapped?: Stage): Promise<void> =>
  tapped ? sayMoved(plane, tapped, before) : sayWheel(plane);

/** Says for a moment how the wheel zooms a plane in an article. */
async function sayWheel(plane: HTMLElement): Promise<void> {
  if (plane.querySelector('.plane-hint.shown button')) return; // a way back is not taken away
  const key = /Mac|iP(hone|ad)/.test(navigator.platform) ? '⌘' : 'Ctrl';
  await show(plane, () => t('map.wheel', { key }), SHOWN);
}

/** Says where a tap has put the start, as it may have been meant for something else, with the way back. `before`: the race that was tapped. */
async function sayMoved(plane: HTMLElement, stage: Stage, before: Config): Promise<void> {
  await new Promise<void>((resolve) => nextFrame(resolve));
  const { id, start } = before.problem;
  const { start: now } = stage.config.problem;
  const same = (other: unknown): boolean => String(other) === String(now);
  if (!start || !Array.isArray(now) || same(start)) return;
  const undo = (): void => {
    if (stage.config.problem.id === id && same(stage.config.problem.start))
      stage.edit(withProblemField(stage.config, 'start', start));
    hint.classList.remove('shown');
    plane.querySelector<HTMLElement>('.marks')!.focus({ preventScroll: true });
  };
  const at = now.map((x) => num(Number(x))).join(', ');
  const hint = await show(
    plane,
    () =>
      html`<span>${t('map.moved', { at })}</span><button type="button" class="text-button" @click=${undo}>${t('map.undo')}</button>`,
    UNDO,
  );
}

async function show(plane: HTMLElement, says: () => unknown, millis: number): Promise<HTMLElement> {
  await loadWords('notices');
  adopt(plane, sheet);
  const hint = plane.querySelector<HTMLElement>('.plane-hint') ?? made(plane);
  render(speaking(langAt(plane), says), hint);
  hint.classList.add('shown');
  clearTimeout(timers.get(hint));
  const fade = (): void => {
    if (hint.matches(':focus-within')) timers.set(hint, window.setTimeout(fade, millis));
    else hint.classList.remove('shown');
  };
  timers.set(hint, window.setTimeout(fade, millis));
  return hint;
}

function made(plane: HTMLElement): HTMLElement {
  const hint = document.createElement('div');
  hint.className = 'plane-hint';
  hint.role = 'status';
  plane.append(hint);
  hint.getBoundingClientRect(); // from here it fades in
  return hint;
}
