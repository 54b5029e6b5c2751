/**
 * How large an element is shown against its own CSS pixels: not 1 under `transform: scale()` or `zoom` of an ancestor, as on slides.
 */
export function shownScale(element: HTMLElement): { x: number; y: number } {
  const { width, height } = element.getBoundingClientRect();
  return { x: width / element.offsetWidth || 1, y: height / element.offsetHeight || 1 };
}

const MOST = 4; // times the device's pixels

/** Pixels of a canvas for each CSS pixel, so that it is sharp as it is shown. */
export function pixelsFor(element: HTMLElement): number {
  const { x, y } = shownScale(element);
  return (window.devicePixelRatio || 1) * Math.min(MOST, Math.max(1, x, y));
}

/** Gives a canvas that was just sized so many times its pixels; what is drawn from now on fills it as before. */
export function enlarge(ctx: CanvasRenderingContext2D, times: number): void {
  if (times === 1) return;
  const { canvas } = ctx;
  [canvas.width, canvas.height] = [Math.round(canvas.width * times), Math.round(canvas.height * times)];
  ctx.scale(times, times);
}

/** Where a pointer is, in an element's own CSS pixels from its top left corner. */
export function placeIn(element: HTMLElement, { clientX, clientY }: MouseEvent): { x: number; y: number } {
  const { left, top } = element.getBoundingClientRect();
  const scale = shownScale(element);
  return { x: (clientX - left) / scale.x, y: (clientY - top) / scale.y };
}
