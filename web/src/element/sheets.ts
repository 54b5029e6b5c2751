const made = new WeakMap<Document, Map<string, CSSStyleSheet>>();

const REM = ':host{--rem:max(1rem,16px)}:host([type=large]){--rem:max(1.5rem,24px)}';

/**
 * The element's place, before the race is there and after: as wide as that is; where it is for the element to say (a flex row, a
 * table cell, a float), as wide as the race wants to be, or as there is room. A site's own `rem` may be 10px: ours is not.
 * Until then it is as high as its pictures, its transport and its legend will be (plan.ts); frames where the pictures will be, which fade
 * and come again where that takes long, say that they are on their way.
 */
const PLACE = `:host{display:block;break-inside:avoid}
:host([hidden]){display:none}
.room{display:flow-root;flex:1 1 auto;min-inline-size:min(100%,192px)}
.room::before{content:'';display:grid;overflow:hidden;grid-template-columns:minmax(192px,var(--sidestep-width,40rem))}
slot{display:block;contain:inline-size}
.yet{display:grid}
.yet>*{grid-area:1/1;align-self:start}
.plan{
font-size:0.875rem;
&,.lane{container-type:inline-size}
.pictures{display:flex;flex-wrap:wrap;gap:0.75rem 1.25rem}
.pictures>*{flex:1 1 17rem;height:var(--sidestep-height,20rem);box-shadow:inset 0 0 0 1px #8886;animation:yet 1s 1s infinite alternate}
.play{height:4.5rem;margin-top:0.625rem}
.lanes{display:grid;margin-top:0.625rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr));gap:0.25rem 1.5rem}
.lane{padding-top:1.1875rem}
.field{height:2rem}
@container (min-width:45.7em){.play{height:3rem}}
@container (max-width:24.3em){.field{height:3.4375rem}}
@media (pointer:coarse){
.play{height:6.25rem}
.field{height:2.75rem}
@container (min-width:45.7em){.play{height:3.5rem}}
@container (max-width:24.3em){.field{height:5.5rem}}
}
}
@keyframes yet{to{opacity:.2}}`;

/**
 * Gives a shadow root its style sheet, and again whenever it has come to another document (a frame, a window to print from): sheets
 * belong to the document that they were made in, and are lost on the way. A document on no screen has none.
 */
export function dress(root: ShadowRoot, css = ''): void {
  const place = root.ownerDocument as Document & { defaultView: (Window & typeof globalThis) | null };
  if (!place.defaultView?.CSSStyleSheet?.prototype.replaceSync) return; // nor has one that only a test looks at
  const sheets = made.get(place) ?? new Map<string, CSSStyleSheet>();
  made.set(place, sheets);
  let sheet = sheets.get(css);
  if (!sheet) {
    sheet = new place.defaultView.CSSStyleSheet();
    sheet.replaceSync(REM + (PLACE + css).replace(/(-?[\d.]+)rem(?=[^{};]*[;}])/g, 'calc($1 * var(--rem))'));
    sheets.set(css, sheet);
  }
  if (!root.adoptedStyleSheets?.includes(sheet)) root.adoptedStyleSheets = [sheet];
}
