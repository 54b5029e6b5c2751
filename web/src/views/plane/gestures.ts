import type { Stage } from '../../reader/stage.ts';
import { placeOf } from '../../toolkit/place.ts';

/** What a pointer asks of the plane; places in CSS pixels from its top left corner. */
export interface Gestures {
  /** Whether the start can be taken hold of here. */
  near(px: number, py: number): boolean;
  setStart(px: number, py: number, done: boolean): void;
  /** A pointer comes down. What it does is taken back by calling what this returns. */
  begin(): () => void;
  pan(dx: number, dy: number): void;
  /** Whether that changed anything: zoom has bounds. */
  zoom(px: number, py: number, factor: number): boolean;
  /** The wheel alone scrolls what is around, until the plane is pressed: a reader of an article is on the way past it. */
  readonly yields: boolean;
  hover(px: number, py: number): void;
  leave(): void;
}

const TAP = 6; // pixels that a tap may wander
const LINE = 16; // pixels of a wheel that counts lines
const PINCH = 3; // so many times the pixels of a wheel: browsers tell a pinch on a trackpad as Ctrl and a small turn
const MOST = 60; // pixels that one turn counts at most
const DOUBLE = 240; // pixels that zoom by 2

/**
 * Mouse: press or drag sets the start, with shift or another button it pans, the wheel zooms. Touch: a tap or a drag of the start
 * sets it, two fingers pan and pinch, and one finger elsewhere scrolls the page. With Ctrl or ⌘ the wheel always zooms; at the bounds of zoom
 * it scrolls the page. Returns what removes the listeners.
 */
export function listen(target: HTMLElement, stage: Stage, gestures: Gestures): () => void {
  const fingers = new Map<number, { x: number; y: number; from: { x: number; y: number } }>();
  let mode: 'start' | 'pan' | 'tap' | null = null;
  let pressed = !gestures.yields; // since the pointer is here

  let takeBack = (): void => {};

  /** Few readers turn the wheel over a figure in an article, or tap a map: what is said then comes when one does. */
  const hint = (tapped?: Stage): void => {
    const before = stage.config;
    import('./hint.ts').then(({ say }) => say(target.parentElement!, before, tapped)).catch(() => {}); // then it is not said
  };

  const down = (event: PointerEvent): void => {
    const at = placeOf(event);
    pressed = true;
    if (fingers.size === 0) takeBack = gestures.begin();
    else if (mode === 'start') takeBack(); // it was one of two fingers
    fingers.set(event.pointerId, { ...at, from: at });
    if (fingers.size > 1) mode = 'pan';
    else if (event.pointerType === 'touch') mode = gestures.near(at.x, at.y) ? 'start' : 'tap';
    else mode = event.button === 0 && !event.shiftKey ? 'start' : 'pan';
    if (event.pointerType !== 'touch' || mode === 'start') target.setPointerCapture(event.pointerId);
    if (mode === 'start') gestures.setStart(at.x, at.y, false);
  };

  const move = (event: PointerEvent): void => {
    const at = placeOf(event);
    const finger = fingers.get(event.pointerId);
    if (!finger) {
      gestures.hover(at.x, at.y);
      return;
    }
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, other]) => other);
    if (mode === 'start') gestures.setStart(at.x, at.y, false);
    if (mode === 'tap' && Math.hypot(at.x - finger.from.x, at.y - finger.from.y) > TAP) mode = null;
    if (mode === 'pan') {
      const other = others[0];
      if (other) pinch(finger, at, other);
      else gestures.pan(at.x - finger.x, at.y - finger.y);
    }
    [finger.x, finger.y] = [at.x, at.y];
  };

  const pinch = (was: Point, now: Point, other: Point): void => {
    const [before, after] = [
      Math.hypot(was.x - other.x, was.y - other.y),
      Math.hypot(now.x - other.x, now.y - other.y),
    ];
    gestures.pan((now.x - was.x) / 2, (now.y - was.y) / 2);
    if (before > 1 && after > 1) gestures.zoom((now.x + other.x) / 2, (now.y + other.y) / 2, before / after);
  };

  const up = (event: PointerEvent): void => {
    if (!fingers.delete(event.pointerId)) return;
    const at = placeOf(event);
    if (mode === 'start' || mode === 'tap') gestures.setStart(at.x, at.y, true);
    if (mode === 'tap') hint(stage);
    if (fingers.size === 0) mode = null;
  };
  const cancel = (event: PointerEvent): void => {
    if (!fingers.delete(event.pointerId)) return;
    if (mode === 'start' || mode === 'pan') takeBack();
    if (fingers.size === 0) mode = null;
  };
  const wheel = (event: WheelEvent): void => {
    if (!event.cancelable) return; // the page is being scrolled already
    const asked = event.ctrlKey || event.metaKey;
    if (!asked && !pressed) {
      hint();
      return;
    }
    const { x, y } = placeOf(event);
    const turn = event.deltaY * (event.deltaMode === 1 ? LINE : 1) * (event.ctrlKey ? PINCH : 1);
    const zoomed = gestures.zoom(x, y, 2 ** (Math.max(-MOST, Math.min(MOST, turn)) / DOUBLE));
    if (zoomed || asked) event.preventDefault(); // with Ctrl the browser would zoom the page
  };
  const release = (): void => {
    pressed = !gestures.yields;
  };
  const leave = (): void => {
    release();
    gestures.leave();
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') release();
  };
  /** One finger on the map scrolls the page, unless it holds the start; two never do. */
  const touch = (event: TouchEvent): void => {
    if (event.touches.length > 1 || mode === 'start') event.preventDefault();
  };
  const menu = (event: Event): void => event.preventDefault();

  const all: [string, (event: never) => void, AddEventListenerOptions?][] = [
    ['pointerdown', down],
    ['pointermove', move],
    ['pointerup', up],
    ['pointercancel', cancel],
    ['pointerleave', leave],
    ['blur', release],
    ['keydown', key],
    ['wheel', wheel, { passive: false }],
    ['touchstart', touch, { passive: false }],
    ['touchmove', touch, { passive: false }],
    ['contextmenu', menu],
  ];
  for (const [name, listener, options] of all) target.addEventListener(name, listener as EventListener, options);
  return () => {
    for (const [name, listener] of all) target.removeEventListener(name, listener as EventListener);
  };
}

interface Point {
  x: number;
  y: number;
}
