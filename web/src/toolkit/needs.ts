/** What few readers need: more contrast, or colours of their own; room for fingers; a layout for low windows. */
const NEEDS = '(forced-colors: active), (prefers-contrast: more), (pointer: coarse), (max-height: 30rem)';

/** Brings style sheets for that to what is around a root, at once or when it is needed first; without them it is as for others. */
export function bringNeeded(root: Element | ShadowRoot, signal?: AbortSignal): Promise<void> {
  const media = root.ownerDocument.defaultView?.matchMedia(NEEDS);
  const bring = async (): Promise<void> => {
    if (!media?.matches) return;
    media.removeEventListener('change', bring);
    await import('./conditional-styles.ts').then(
      ({ conditionalStyles }) => conditionalStyles(root, signal),
      () => {},
    );
  };
  media?.addEventListener('change', bring, { signal: signal! });
  return bring();
}
