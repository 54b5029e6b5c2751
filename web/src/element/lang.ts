import { isLang, type Lang, preferredLang } from '../toolkit/i18n.ts';

const XML = 'http://www.w3.org/XML/1998/namespace';

/** A node's shadow roots, from the inside out, and its document. */
function* rootsOf(element: Element): Generator<Node> {
  for (let at: Element | undefined = element; at; ) {
    const root: Node = at.getRootNode();
    yield root;
    at = (root as ShadowRoot).host;
  }
}

/** What the nearest `lang` says, as HTML has it: out of shadow trees, too, and in XHTML `xml:lang`. */
function nearest(element: Element): string | null {
  for (let at: Element | undefined = element; at; at = (at.getRootNode() as ShadowRoot).host) {
    const named: Element | null = at.closest('[*|lang]');
    if (named) return named.getAttributeNS(XML, 'lang') ?? named.getAttribute('lang');
  }
  return null;
}

/** The language of the element, or of what is around it, else the browser's. */
export function langOf(element: Element): Lang {
  const asked = nearest(element)?.trim().slice(0, 2).toLowerCase();
  return isLang(asked) ? asked : preferredLang(navigator.languages);
}

/** Tells when a `lang` around the element changes, which may be another's: a site's switch, or a translator. */
export function listenToLang(element: Element, changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  for (const root of rootsOf(element)) observer.observe(root, { attributeFilter: ['lang'], subtree: true });
  return () => observer.disconnect();
}
