import type {
  Build,
  BundleSpec,
  Failure,
  InstrumentConfig,
  LaneSpec,
  Reading,
  StepTold,
  Subject,
} from '../core/module.ts';

/** A dataset as a lane needs it: its first `train` and `test` items. */
export interface DataSource {
  id: string;
  train: number;
  test: number;
  /** In place of the test items come those of the training set that follow the ones learnt from, as many if there are. */
  validation?: boolean;
  /** The address of the site's data folder, with a slash at its end. */
  base: string;
  /** Of the user's own data: the config's reference, the files as chosen, and the race's seed, which splits them. */
  own?: { file: string; files: File[]; seed: number };
  /** Of a dataset that the site has no copy of, where the user has chosen its files. */
  given?: GivenSet;
}

/** A part of a published dataset that was read from the user's files: its items as packed data has them, and a byte of a label each. */
export interface FoundPart {
  /** FNV-1a, 64 bits, of its files. */
  hash: string;
  items: Blob;
  labels: Blob;
}

/** What of a published dataset is among the user's files; `others`: those that are none of it. */
export interface Published {
  parts: FoundPart[];
  others: string[];
}

/** The first items of a published dataset, as the user's files have them: of each split all items, then their labels. */
export interface GivenSet {
  id: string;
  shape: number[];
  classes: number;
  train: Blob;
  test: Blob;
}

/** What is shown of the user's own files before they are used. */
export interface Preview {
  kind: 'table' | 'idx' | 'cifar';
  /** As a config's field `file` holds it. */
  reference: string;
  name: string;
  shape: number[];
  /** Items. */
  count: number;
  /** None where numbers are to be told. */
  classes: { name: string; items: number }[];
  /** Of a table: all columns, and which one holds the classes or numbers. */
  columns: string[];
  column: number | null;
  /** Of a table: in which its text was read; else empty. */
  encoding: string;
  /** What the split would be. */
  train: number;
  test: number;
  /** The first items, and their labels or numbers. */
  items: Uint8Array | Float64Array;
  labels: Uint8Array;
  targets: Float64Array;
}

export interface LaneHashes {
  /** Of the initial parameters, of the order of the data, of the noise; empty where there is none. */
  initial: string;
  order: string;
  noise: string;
}

/** What a lane came to in one slice. */
export interface Progress {
  /** Row-major, in the order of the lane's columns. */
  rows: Float64Array;
  step: number;
  status: 'running' | 'diverged';
  /** The hash of the parameters, where the lane has come to its step `to` or diverged; else empty. */
  params: string;
}

/** What the runs of a bundle came to. The lists have a place for each run. */
export interface BundleEnds {
  steps: Float64Array;
  /** 1 of a run that diverged at its step. */
  diverged: Float64Array;
  losses: Float64Array;
  /** The losses of each run as far as it came, at the steps that its spec asks for. */
  trace: Float64Array;
  /** Of the parameters, as a lane tells it: 16 digits for each run. */
  hashes: string;
}

/** What a host does, by name. It may run in a worker or in the page; every argument and result can be posted. */
export interface Calls {
  /**
   * Makes the module, with fused multiply-adds by the glue that was made with it; must come first. `everyRule`, `steps`: the addresses of
   * the module with every rule and of the one that tells steps; without them, these lie beside their glue.
   */
  init(module: WebAssembly.Module | null, fused?: boolean, everyRule?: string, steps?: string): void;
  /** Tells that somebody listens. */
  ping(): void;
  build(): Build;
  /** Loads what lanes of that source need; the next ones use it. */
  load(source: DataSource): void;
  /** Reads files of the user's own. `column`: of a table, where the classes are (from 0); `wanted`: a link's reference. Needs no module. */
  inspect(files: File[], column: number | null, wanted?: string, numbers?: boolean | null): Preview;
  /** Finds the parts of a published dataset, by their hashes, among files. Needs no module. */
  published(files: File[], hashes: string[]): Published;
  create(
    lane: number,
    spec: Omit<LaneSpec, 'data'>,
    useData: boolean,
  ): {
    columns: string[];
    hashes: LaneHashes;
    /** Of a lane that changes on the way: of each change the slots that the rule keeps. */
    kept?: readonly (readonly string[])[];
  };
  /** Goes on to step `to`, for at most about `millis` milliseconds (0: no limit). */
  run(lane: number, to: number, millis: number): Progress;
  /** Begins anew at step 0 from these parameters, in the order of peek(lane, 'params'); so does every reset from then on. */
  startFrom(lane: number, params: Float32Array | Float64Array): LaneHashes;
  reset(lane: number): void;
  /** The lane's whole state where it stands, with which a lane of the same rule, problem, seed and batch goes on to the same bits. */
  snapshot(lane: number): Uint8Array;
  restore(lane: number, snapshot: Uint8Array): void;
  /**
   * Makes many runs, each with what a lane gives it alone. Where it cannot, for whatever reason, lanes may do or say what is wrong. Bundles are
   * numbered and dropped like lanes.
   */
  bundle(bundle: number, spec: BundleSpec): void;
  /** Goes on to step `to`, for at most about `millis` milliseconds (0: no limit): what all have come to, or null while some are on their way. */
  runBundle(bundle: number, to: number, millis: number): BundleEnds | null;
  /** What the next update of a lane does to these of its parameters, with its numbers: where it stands, or at each of these steps that it has been at. */
  explain(lane: number, parameters: number[], steps?: number[]): StepTold[][];
  drop(lane: number): void;
  /** A copy of the parameters, the gradient or an optimizer's slot, where the lane stands or at a step that it has been at. */
  peek(lane: number, array: string, at?: number): Float64Array | Float32Array;
  /**
   * What an instrument reads of a lane where it stands, or `at` a step that it has been at, or of a problem; in slices, between which the
   * host does other things.
   */
  measure(ticket: number, instrument: InstrumentConfig, of: Subject<number> & { at?: number }): Reading;
  /** The same at each of these steps; ascending ones are quickest. */
  series(ticket: number, instrument: InstrumentConfig, lane: number, steps: number[]): Reading[];
  /** Nobody waits for what that ticket measures. So it is for all of a lane that is dropped. */
  cancel(ticket: number): void;
}

export type CallName = keyof Calls;
export type Arguments<N extends CallName> = Parameters<Calls[N]>;
export type Answer<N extends CallName> = ReturnType<Calls[N]>;

/** To a worker. */
export interface Request {
  id: number;
  name: CallName;
  args: unknown[];
}

/** In a message from a worker: it is there; an answer; bytes of data so far; the module has trapped and is no longer of use. */
export type Reply =
  | { type: 'hello' }
  | { type: 'answer'; id: number; value: unknown }
  | { type: 'failure'; id: number; failure: Failure }
  | { type: 'bytes'; done: number; total: number }
  | { type: 'crashed'; failure: Failure };

/** A host as its user sees it, wherever it runs. */
export interface HostClient {
  call<N extends CallName>(name: N, ...args: Arguments<N>): Promise<Answer<N>>;
  onBytes: (done: number, total: number) => void;
  /** Called once: nothing will be answered any more. */
  onCrash: (failure: Failure) => void;
  /** Somebody waits: where nothing has been heard for a while, it is given up now rather than later. */
  hurry?(): void;
  close(): void;
}
