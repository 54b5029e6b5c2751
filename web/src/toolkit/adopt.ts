/** Sheets that a root was given beside its own, by their text; a document has its own. */
const adopted = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/** Lengths of the page's root, where a site's may be another. */
const scaled = (css: string): string => css.replace(/(-?[\d.]+)rem(?=[^{};]*[;}])/g, 'calc($1 * var(--rem))');

/** Gives the document or shadow root around an element a style sheet, once: what comes later brings its own. */
export function adopt(element: Element | ShadowRoot, css: string): void {
  const root = element.getRootNode() as Document | ShadowRoot;
  const { defaultView } = element.ownerDocument;
  if (!defaultView || !('adoptedStyleSheets' in root)) return;
  const sheets = adopted.get(element.ownerDocument) ?? new Map<string, CSSStyleSheet>();
  adopted.set(element.ownerDocument, sheets);
  const text = root instanceof ShadowRoot ? scaled(css) : css;
  let sheet = sheets.get(text);
  if (!sheet) {
    sheet = new (defaultView as typeof globalThis & Window).CSSStyleSheet();
    sheet.replaceSync(text);
    sheets.set(text, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
