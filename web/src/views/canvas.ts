import { shownScale } from '../toolkit/place.ts';

/**
 * The room of a picture: CSS pixels to draw in, and what a canvas has for each of them. The device's pixels in its content box are
 * whole, so in its own CSS pixels its width and height may not be.
 */
export interface Room {
  width: number;
  height: number;
  sharp: number;
  columns: number;
  rows: number;
}

/** What the browser has told of an element's content box, and what was made of it. */
interface Box {
  view: Window;
  /** CSS pixels, with their fractions, and those of the device where the browser tells them. */
  sides: readonly [number, number];
  pixels: readonly [number, number] | null;
  /** The CSS and device pixels that were used last. */
  used: string;
  changed: () => void;
}

const boxes = new WeakMap<Element, Box>();
const observers = new WeakMap<Window, ResizeObserver>();

function told({ target, contentRect, devicePixelContentBoxSize }: ResizeObserverEntry): void {
  const box = boxes.get(target)!;
  const [size] = devicePixelContentBoxSize ?? [];
  box.sides = [contentRect.width, contentRect.height];
  box.pixels = size ? [size.inlineSize, size.blockSize] : null;
  if (pixelsOf(target, box).join() !== box.used) box.changed();
}

/** Calls an element's `changed` when its device pixels are others. */
function observe(element: Element, changed: () => void): Box {
  const view = element.ownerDocument.defaultView as typeof globalThis & Window;
  const box: Box = { view, sides: [0, 0], pixels: null, used: '', changed };
  const observer = observers.get(view) ?? new view.ResizeObserver((entries) => entries.forEach(told));
  observers.set(view, observer);
  boxes.set(element, box);
  const tells = 'devicePixelContentBoxSize' in view.ResizeObserverEntry.prototype; // not in WebKit
  observer.observe(element, tells ? { box: 'device-pixel-content-box' } : {});
  return box;
}

/** Of the device for each CSS pixel of an element. */
function ratioOf(element: Element, view: Window): number {
  const { currentCSSZoom = 1 } = element as Partial<Pick<Element, 'currentCSSZoom'>>;
  return (view.devicePixelRatio || 1) * currentCSSZoom;
}

/**
 * The device's pixels of an element's content box. What the browser tells is older than its layout, is of lines that may run down,
 * and knows nothing of a device that is emulated: where it does not agree, CSS pixels are counted.
 */
function pixelsOf(element: Element, { view, sides, pixels }: Box): number[] {
  const ratio = ratioOf(element, view);
  return [element.clientWidth, element.clientHeight].map((whole, i) => {
    const side = Math.abs(sides[i]! - whole) < 1 ? sides[i]! : whole;
    const counted = Math.round(side * ratio);
    return pixels && Math.abs(pixels[i]! - counted) <= 1 ? pixels[i]! : counted;
  });
}

/** Calls `changed` when a CSS pixel has other pixels of the device: on another monitor, or zoomed. Returns what ends it. */
export function watchRatio(view: Window, changed: () => void): () => void {
  let query: MediaQueryList | undefined;
  const again = (event?: Event): void => {
    query?.removeEventListener('change', again);
    query = view.matchMedia(`(resolution: ${view.devicePixelRatio}dppx)`);
    query.addEventListener('change', again);
    if (event) changed();
  };
  again();
  return () => query!.removeEventListener('change', again);
}

/** Whether what is drawn now is for paper. */
export const onPaper = (view: Window): boolean => view.matchMedia('print').matches;

const PAPER = 3; // pixels of paper for a CSS pixel: about 300 an inch
const MOST_PIXELS = 1 << 24; // of a canvas, whatever enlarges it

/**
 * The room that an element has without its border, with the pixels of the device that show it. What is shown larger by a transform has
 * as many more; what is shown smaller keeps them, as it may grow. `changed` is called when it has others.
 */
export function roomOf(element: HTMLElement, changed: () => void): Room {
  const view = element.ownerDocument.defaultView ?? window;
  const known = boxes.get(element);
  const box = known?.view === view ? known : observe(element, changed);
  const ratio = ratioOf(element, view);
  const [columns, rows] = pixelsOf(element, box) as [number, number];
  box.used = `${columns},${rows}`;
  const paper = onPaper(view) ? Math.max(1, PAPER / ratio) : 1;
  const most = Math.sqrt(MOST_PIXELS / (columns * rows));
  const times = Math.min(paper * Math.max(1, (shownScale(element) * (view.devicePixelRatio || 1)) / ratio), most);
  return {
    width: columns / ratio,
    height: rows / ratio,
    sharp: ratio * times,
    columns: Math.round(columns * times),
    rows: Math.round(rows * times),
  };
}

/** Gives a canvas the pixels of its room, and scales its context to CSS pixels. True when it was resized (and so cleared). */
export function fitCanvas(canvas: HTMLCanvasElement, { columns, rows, sharp }: Room): boolean {
  if (canvas.width === columns && canvas.height === rows) return false;
  [canvas.width, canvas.height] = [columns, rows];
  canvas.getContext('2d')?.setTransform(sharp, 0, 0, sharp, 0, 0);
  return true;
}
