import type { LaneConfig } from '../core/config.ts';

/** What the lane list is asked for. */
export class LaneAction extends Event {
  constructor(
    readonly action: 'duplicate' | 'remove' | 'become' | 'beside',
    readonly lane: number,
    /** What it is to become, or what is to stand beside it. */
    readonly config?: LaneConfig,
  ) {
    super('lane-action', { bubbles: true });
  }
}
