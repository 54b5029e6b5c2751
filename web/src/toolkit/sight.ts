const unseen = new WeakSet<Element>();

/** Whether an element is in the window, as far as is known. */
export const isSeen = (element: Element): boolean => !unseen.has(element);

/** Watches whether an element is in the window, and calls `comes` when it comes there. Returns what ends it. */
export function watchSight(element: Element, comes: () => void): () => void {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.at(-1)!.isIntersecting) unseen.add(element);
    else if (unseen.delete(element)) comes();
  });
  observer.observe(element);
  return () => observer.disconnect();
}
