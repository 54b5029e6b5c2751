import low from '../../styles/low.css?inline';
import { adopt } from '../toolkit/adopt.ts';

/** As `[data-type]` in base.css. */
const TIMES = 1.5;

const written = new WeakMap<MediaList, string>();
let times = 1;

/** Media queries count in the browser's font size, whatever that of the page is: their lengths are to count in the page's. */
function recount(): void {
  for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets])
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSMediaRule)) continue;
      const { media } = rule;
      const text = written.get(media) ?? media.mediaText;
      written.set(media, text);
      media.mediaText = text.replace(/[\d.]+(?=rem)/g, (length) => String(times * Number(length)));
    }
}

export function enlarge(large: boolean): void {
  times = large ? TIMES : 1;
  adopt(document.body, low); // more windows are low then
  recount();
}

document.addEventListener('load', recount, { capture: true }); // of style sheets that come later
