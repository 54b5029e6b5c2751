// What a plane needs when a pointer comes to it.
export { listen } from './gestures.ts';
export { nearestRow, readout } from './readout.ts';

/** Few readers turn the wheel over a figure in an article: how it zooms, and its words, come when one does. */
export const showHint = (plane: HTMLElement): void => {
  import('./wheel-hint.ts').then(({ showHint }) => showHint(plane)).catch(() => {}); // then it is not said
};
