import { Emitter } from '../../toolkit/emitter.ts';
import type { What } from './tally.ts';

/** How the pictures of one study's sweep are looked at, beside what the study itself knows. */
export class SweepLook extends Emitter<{ change: undefined }> {
  what: What = 'final';
  /** Undefined: as suits the values. */
  log: boolean | undefined;
  /** Which axes are shown, across and up; of more than two. */
  axes: readonly [number, number] = [0, 1];
  /** Where the others stand. */
  positions: readonly number[] = [0, 0, 0, 0];
  /** They were chosen: by the reader or, when all cells had run, so that the best one is shown. */
  placed = false;

  set(change: Partial<Pick<SweepLook, 'what' | 'log' | 'axes' | 'positions'>>): void {
    Object.assign(this, change);
    if (change.axes || change.positions) this.placed = true;
    this.emit('change', undefined);
  }
}

const looks = new WeakMap<object, SweepLook>();

/** Picture, sentence and table of a study are looked at alike. */
export function lookOf(study: object): SweepLook {
  const look = looks.get(study) ?? new SweepLook();
  looks.set(study, look);
  return look;
}
