import type { Config } from '../core/config.ts';
import type { Failure } from '../core/module.ts';

/** A lane as events tell of it. */
export interface LaneState {
  optimizer: string;
  /** What the config calls it, where it does. */
  name?: string;
  step: number;
  loss: number;
  status: string;
}

/** What the element's events carry in `detail`. They bubble, and leave shadow roots. */
export interface SidestepEvents {
  /** Every lane stands at its start. */
  'sidestep-ready': { config: Config; link: string };
  /** The race went on; at most once a frame. */
  'sidestep-step': { step: number; lanes: LaneState[] };
  /** Every lane has run to its end or diverged. `checksum` is null where a lane could not run. */
  'sidestep-finish': { step: number; checksum: string | null; link: string; lanes: LaneState[] };
  /** Something is wrong: with the config, a lane, the data, or the browser. */
  'sidestep-error': Failure;
}

export function say<K extends keyof SidestepEvents>(from: HTMLElement, name: K, detail: SidestepEvents[K]): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

declare global {
  interface GlobalEventHandlersEventMap {
    'sidestep-ready': CustomEvent<SidestepEvents['sidestep-ready']>;
    'sidestep-step': CustomEvent<SidestepEvents['sidestep-step']>;
    'sidestep-finish': CustomEvent<SidestepEvents['sidestep-finish']>;
    'sidestep-error': CustomEvent<SidestepEvents['sidestep-error']>;
  }
}
