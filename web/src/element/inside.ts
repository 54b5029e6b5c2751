/**
 * What is meant for a control of a race stays inside: slides and players around it act on keys, wheels and drags that reach the
 * document. What no control has a use for goes on to them.
 */

/** Keys that controls use by themselves, without a listener of ours. */
const ARROWS = /^(Arrow(Left|Right|Up|Down)|Home|End)$/;
const PAGES = /^Page(Up|Down)$/;
const EDITS = /^(Backspace|Delete|Enter|Unidentified|Process|Dead)$/;
const COMMANDS = /^[acvxyz]$/i;
const TEXTS =
  'textarea, [contenteditable], input:not([type=range], [type=checkbox], [type=radio], [type=button], [type=file])';

/** Whether the browser itself lets a focused control act on a key. */
export function uses(control: Pick<Element, 'matches'>, event: KeyboardEvent): boolean {
  const { key } = event;
  const command = event.ctrlKey || event.metaKey;
  const is = (selector: string): boolean => control.matches(selector);
  if (is(TEXTS)) {
    if (key.length === 1) return !command || COMMANDS.test(key);
    return ARROWS.test(key) || EDITS.test(key) || (is('textarea') && PAGES.test(key));
  }
  if (command || event.altKey) return false;
  if (is('input[type=range]')) return ARROWS.test(key) || PAGES.test(key);
  if (is('select')) return ARROWS.test(key) || PAGES.test(key) || key === 'Enter' || key.length === 1;
  if (is('input[type=radio]') && ARROWS.test(key)) return true;
  if (is('button, summary, input')) return key === ' ' || key === 'Enter';
  return is('a[href]') && key === 'Enter';
}

/** What is dragged, and not merely pressed. */
const DRAGGED = 'input[type=range], canvas.marks, .chart, [role=slider], [role=application]';

const POINTERS = ['pointermove', 'pointerup', 'pointercancel', 'touchmove', 'touchend', 'touchcancel'] as const;

/** Listens at the root of a race, after all that is in it; what the document's own capturing listeners hear is not changed. */
export function keepInside(root: ShadowRoot): void {
  const on = (names: readonly string[], does: (event: never) => void): void => {
    for (const name of names) root.addEventListener(name, does as EventListener);
  };
  /** Keys that are down, and were meant for a control: what follows of them is, too. */
  const held = new Set<string>();
  root.addEventListener('keydown', (event) => held.add((event as KeyboardEvent).code), { capture: true });
  on(['keydown'], (event: KeyboardEvent) => {
    if (event.defaultPrevented || uses(event.target as Element, event)) event.stopPropagation();
    else held.delete(event.code);
  });
  on(['keypress', 'keyup'], (event: KeyboardEvent) => {
    if (held.has(event.code)) event.stopPropagation();
    if (event.type === 'keyup') held.delete(event.code);
  });
  let dragged = false;
  on(['pointerdown', 'touchstart'], (event: Event) => {
    dragged = (event.target as Element).closest(DRAGGED) !== null;
    if (dragged) event.stopPropagation();
  });
  on(POINTERS, (event: Event) => {
    if (dragged) event.stopPropagation();
  });
  on(['wheel'], (event: Event) => {
    if (event.defaultPrevented) event.stopPropagation();
  });
}
