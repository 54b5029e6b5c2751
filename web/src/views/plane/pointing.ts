// What a plane needs when a pointer comes to it.
export { listen } from './gestures.ts';
export { nearestRow, readout } from './readout.ts';
