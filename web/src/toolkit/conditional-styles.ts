import { adopt } from './adopt.ts';

/** Style sheets that few readers need, each by the media query without which it has no effect (needs.ts has all of them). */
const sheets = [
  ['(forced-colors: active), (prefers-contrast: more)', () => import('../../styles/contrast.css?inline')],
  ['(pointer: coarse)', () => import('../../styles/touch.css?inline')],
] as const;
/** A race in an article has the height of its pictures. */
const page = [['(max-height: 30rem)', () => import('../../styles/low.css?inline')]] as const;

/** Brings such sheets to what is around a root, now and when their queries match. */
export async function conditionalStyles(root: Element | ShadowRoot, signal?: AbortSignal): Promise<void> {
  const all = [...sheets, ...(root instanceof ShadowRoot ? [] : page)].map(([query, load]) => {
    const media = root.ownerDocument.defaultView!.matchMedia(query);
    const bring = async (): Promise<void> => {
      if (media.matches)
        await load().then(
          ({ default: css }) => adopt(root, css),
          () => {},
        );
    };
    media.addEventListener('change', bring, { signal: signal! });
    return bring();
  });
  await Promise.all(all);
}
