const made = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/**
 * The element's place, before the race is there and after: as wide as that is; where it is for the element to say (a flex row, a
 * table cell, a float), as wide as the race wants to be, or as there is room. A site's own `rem` may be 10px: ours is not.
 */
const PLACE = `:host { display: block; break-inside: avoid; --rem: max(1rem, 16px) }
:host([hidden]) { display: none }
.room { display: flow-root; flex: 1 1 auto; min-inline-size: min(100%, 192px) }
.room::before {
  content: ''; display: grid; overflow: hidden;
  grid-template-columns: minmax(192px, var(--sidestep-width, calc(40 * var(--rem))));
}
slot { display: block; contain: inline-size }
`;

/**
 * Gives a shadow root its style sheet, and again whenever it has come to another document (a frame, a window to print from): sheets
 * belong to the document that they were made in, and are lost on the way. A document on no screen has none.
 */
export function dress(root: ShadowRoot, css = ''): void {
  const place = root.ownerDocument;
  if (!place.defaultView) return;
  const sheets = made.get(place) ?? new Map<string, CSSStyleSheet>();
  made.set(place, sheets);
  let sheet = sheets.get(css);
  if (!sheet) {
    sheet = new (place.defaultView as typeof globalThis & Window).CSSStyleSheet();
    sheet.replaceSync(PLACE + css.replace(/(-?[\d.]+)rem(?=[^{};]*[;}])/g, 'calc($1 * var(--rem))'));
    sheets.set(css, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [sheet];
}
