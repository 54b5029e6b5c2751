import type { Turn } from '../core/changes.ts';
import type { Config } from '../core/config.ts';

/** What may be raced: a link, or a config of which what is left out is default. */
export type RaceInput = string | Config | Record<string, unknown>;

/** A file, as browsers and Node have it. */
export interface FileLike {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export interface RaceOptions {
  /** Record a row each so many steps; the first and the last are always there. Default: so that there are at most 20,000. */
  every?: number;
  /** The folder of packed datasets, for problems that learn from one: its address, in Node a path, too. */
  data?: string | { readonly href: string };
  /** Reads a file of that folder. Default: `fetch`; in Node, files are read, too. */
  read?: (url: string) => Promise<Uint8Array<ArrayBuffer>>;
  /** Files of one's own, for a race that learns from them (`data=own`). */
  files?: readonly FileLike[];
  /** Hears of the steps done, 0 to `steps` times the number of lanes. */
  onProgress?: (done: number, total: number) => void;
  /** An AbortSignal; it ends the race early, which then rejects with the signal's reason. */
  signal?: { throwIfAborted(): void };
}

export interface LaneResult {
  optimizer: string;
  /** What the config calls it, where it does. */
  name?: string;
  status: 'finished' | 'diverged';
  /** The last step. */
  step: number;
  /** The hash of the final parameters. */
  checksum: string;
  trace: Trace;
  /** Of a lane that changes on the way: what its rules go on from, and what begins anew. */
  changes?: Turn[];
}

/** What was recorded, a column each, with a number for each row: besides these the parameters of small problems (`x0`, `x1`, …), and what
 *  tests measured: `accuracy`, `testLoss`, … */
export interface Trace {
  step: Float64Array;
  loss: Float64Array;
  gradNorm: Float64Array;
  evaluations: Float64Array;
  [column: string]: Float64Array;
}

export interface RaceResult {
  /** With every field filled in. */
  config: Config;
  /** Replays the race bit for bit; it carries the checksum. */
  link: string;
  /** Of the whole race: equal configs have equal ones, in every browser and in Node. */
  checksum: string;
  lanes: LaneResult[];
}

export interface Races {
  /**
   * Runs a race to its end, in slices of a few milliseconds.
   * @throws SidestepError `{code, at, message}` where the input does not make a race, or its data cannot be had.
   */
  race(input: RaceInput, options?: RaceOptions): Promise<RaceResult>;
  /**
   * Replays a link that carries a checksum.
   * @returns whether it still comes to that, and what it comes to.
   * @throws SidestepError with code `no-checksum` where the link carries none.
   */
  verify(input: string, options?: RaceOptions): Promise<Verdict>;
}

export interface Verdict {
  ok: boolean;
  checksum: string;
  expected: string;
}
