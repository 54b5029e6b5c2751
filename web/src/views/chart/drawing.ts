/** What draws the curves: it comes by itself, once there are some, as the page does not wait for it. */
export { default as Plot } from 'uplot';
export { drawExits, exitsOf } from './exits.ts';
export { keptCurve, same } from './kept.ts';
export { cursorFor, stretchFor } from './keys.ts';
export { drawLines } from './lines.ts';
export { chartOptions, enlarge, linesOf } from './options.ts';
export { drawPast } from './past.ts';
export { pictureOf, selected, wholeX } from './picture.ts';
export { leave, point } from './pointing.ts';
