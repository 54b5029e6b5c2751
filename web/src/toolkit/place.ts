/** Where an event is on an element that may be scaled, turned or zoomed by what stands around it: slides, dashboards, previews. */

interface Place {
  x: number;
  y: number;
}

/** The place of an event in the CSS pixels of its target, which has neither border nor padding. Browsers undo transforms, but not `zoom`. */
export function placeOf(event: MouseEvent): Place {
  const { currentCSSZoom: zoom = 1 } = event.target as Partial<Pick<Element, 'currentCSSZoom'>>;
  return { x: event.offsetX / zoom, y: event.offsetY / zoom };
}

/** The place of an event in a drawing's own pixels, however large it is shown. */
export function placeIn(picture: SVGSVGElement, { clientX, clientY }: MouseEvent): Place {
  const { left, top, width } = picture.getBoundingClientRect();
  const scale = picture.viewBox.baseVal.width / width;
  return { x: (clientX - left) * scale, y: (clientY - top) * scale };
}

/** How much larger than its own CSS pixels an element is shown; of one that is turned, at least that. */
export function shownScale(element: HTMLElement): number {
  const { offsetWidth, offsetHeight } = element;
  const { width, height } = element.getBoundingClientRect();
  const scale = Math.sqrt((width / offsetWidth) * (height / offsetHeight));
  // Its own size is told in whole pixels.
  return scale > 0 && Number.isFinite(scale) && Math.abs(scale - 1) > 0.01 ? scale : 1;
}
