import { placeOf } from '../../toolkit/place.ts';

/** What a pointer asks of the plane; places in CSS pixels from its top left corner. */
export interface Gestures {
  /** Whether the start can be taken hold of here. */
  near(px: number, py: number): boolean;
  setStart(px: number, py: number, done: boolean): void;
  pan(dx: number, dy: number): void;
  zoom(px: number, py: number, factor: number): void;
  hover(px: number, py: number): void;
  leave(): void;
}

const TAP = 6; // pixels that a tap may wander

/**
 * Mouse: press or drag sets the start, with shift or another button it pans, the wheel zooms. Touch: a tap or a drag of the start
 * sets it, two fingers pan and pinch, and one finger elsewhere scrolls the page. Returns what removes the listeners.
 */
export function listen(target: HTMLElement, gestures: Gestures): () => void {
  const fingers = new Map<number, { x: number; y: number; from: { x: number; y: number } }>();
  let mode: 'start' | 'pan' | 'tap' | null = null;

  const down = (event: PointerEvent): void => {
    const at = placeOf(event);
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
    if (fingers.size === 0) mode = null;
  };
  const cancel = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
    if (fingers.size === 0) mode = null;
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const { x, y } = placeOf(event);
    gestures.zoom(x, y, 2 ** (Math.max(-60, Math.min(60, event.deltaY * (event.deltaMode === 1 ? 16 : 1))) / 240));
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
    ['pointerleave', () => gestures.leave()],
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
