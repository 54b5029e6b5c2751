/**
 * Translators take texts out of the page and put elements of their own in their places, most often <font>. Lit keeps hold of the
 * texts: it would go on to write where nobody looks, or stumble over one that is gone. So the texts are back in their places while a
 * part renders; what did not change is then shown translated as before, and what did as it is, for the translator to find.
 */
const originals = new WeakMap<Node, Text>();
const watchers = new WeakMap<Node, MutationObserver>();

const isText = (node: Node | null): node is Text => node?.nodeType === Node.TEXT_NODE;
const isFont = (node: Node | null): node is Element => node?.nodeName.toUpperCase() === 'FONT'; // we write none

function note(records: MutationRecord[]): void {
  for (const { target, addedNodes, removedNodes, previousSibling, nextSibling } of records) {
    const font = [...addedNodes, previousSibling, nextSibling].find(isFont);
    if (!font) continue;
    for (const text of removedNodes) if (isText(text) && text.parentNode !== target) originals.set(font, text);
  }
}

/** Notes from now on what takes the place of a text under a document or a shadow root. */
export function watch(root: Node): void {
  if (watchers.has(root)) return;
  const watcher = new MutationObserver(note);
  watcher.observe(root, { childList: true, subtree: true });
  watchers.set(root, watcher);
}

/** Renders a part as if nobody had translated it. */
export function untranslated<T>(part: Element | ShadowRoot, renders: () => T): T {
  const watcher = watchers.get(part.getRootNode());
  note(watcher?.takeRecords() ?? []);
  const put: [Element, Text, string][] = [];
  for (const font of part.querySelectorAll('font')) {
    const text = originals.get(font);
    if (!text) continue;
    const moved = font.contains(text); // and written anew: then it is the translation
    font.replaceWith(text);
    if (!moved) put.push([font, text, text.data]);
  }
  try {
    return renders();
  } finally {
    for (const [font, text, data] of put) if (text.isConnected && text.data === data) text.replaceWith(font);
    watcher?.takeRecords(); // ours
  }
}

const written = new WeakMap<Element, string>();

/** Says something else, or leaves what stands there, which may be its translation. Tells whether it was something else. */
export function write(element: Element, text: string): boolean {
  if (written.get(element) === text) return false;
  written.set(element, text);
  element.textContent = text;
  return true;
}
