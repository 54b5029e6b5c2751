import type { Stage } from './stage.ts';

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox]), select, textarea'));

const pressing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('button, summary, a[href], input');

/** Its own arrow keys scroll it, or move its value. */
function usesArrows(target: EventTarget | null): boolean {
  for (let at = target instanceof HTMLElement ? target : null; at && at !== document.body; at = at.parentElement) {
    if (at.matches('[role=slider], [role=application]')) return true;
    if (at.scrollWidth > at.clientWidth && /auto|scroll/.test(getComputedStyle(at).overflowX)) return true;
  }
  return false;
}

/** The page's keys, unless the reader has no use for them; those of a focused control come first. Returns what removes them. */
export function listenToKeys(root: HTMLElement | Document, stage: Stage, help: () => void): () => void {
  const advance = (n: number) => {
    stage.race.pause();
    void stage.race.step(n).catch(() => {});
  };
  const down = (event: Event): void => {
    const key = event as KeyboardEvent;
    if (key.defaultPrevented || key.ctrlKey || key.metaKey || key.altKey || typing(key.target)) return;
    if (!stage.prefs.shortcuts || document.querySelector('dialog[open]')) return;
    if (key.key === ' ' && !pressing(key.target)) stage.togglePlay();
    else if (/^Arrow(Right|Left)$/.test(key.key) && !usesArrows(key.target))
      advance((key.key === 'ArrowRight' ? 1 : -1) * (key.shiftKey ? 10 : 1));
    else if (key.key === 'r' || key.key === 'R') void stage.race.reset().catch(() => {});
    else if (key.key === '?') help();
    else return;
    key.preventDefault();
  };
  root.addEventListener('keydown', down);
  return () => root.removeEventListener('keydown', down);
}
