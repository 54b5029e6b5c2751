import { type Failure, isFailure, type ModuleLane, SidestepError } from '../core/module.ts';

/** What a module made. Throws what is wrong. */
export function succeeded<T extends object>(made: T | Failure): T {
  if (isFailure(made)) throw new SidestepError(made);
  return made;
}

/** A copy of a lane's state. */
export const snapshotOf = (lane: ModuleLane): Uint8Array => succeeded(lane.snapshot()).slice();

/** A lane goes on from a state. */
export function restored(lane: ModuleLane, snapshot: Uint8Array): void {
  const failure = lane.restore(snapshot);
  if (failure) throw new SidestepError(failure);
}

export const CANCELLED: Failure = { code: 'cancelled', at: '', message: 'it is no longer needed' };

export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
