import { type Phase, phasesOf } from './changes.ts';
import type { Config, LaneConfig, ProblemConfig } from './config.ts';
import type { Failure } from './failure.ts';
import { withName } from './lane-name.ts';

export { type Failure, failureOf, SidestepError } from './failure.ts';

/** The vector instructions that a module was made of: with fused multiply-adds, or without. */
export type Build = 'simd128' | 'relaxed-simd';

/** The wasm module as wasm/bindings.cpp exports it. Views that it returns are borrowed until the next call: copy at once. */
export interface SidestepModule {
  createDataset(spec: DatasetSpec): ModuleDataset | Failure;
  createLane(spec: LaneSpec): ModuleLane | Failure;
  /** Of the second module alone. */
  createBundle?(spec: BundleSpec): ModuleBundle | Failure;
  build(): Build;
  /** What an instrument of the catalog is about to read of a lane where it stands, or of a problem. */
  measure(spec: { instrument: InstrumentConfig } & Subject<ModuleLane>): ModuleMeasurement | Failure;
  /** What the next update of a lane does to one of its parameters. Of the third module alone. */
  explain?(lane: ModuleLane, parameter: number): StepTold | Failure;
  /** The class of its lanes. */
  Lane: abstract new () => ModuleLane;
  HEAPU8: Uint8Array;
}

export type ModuleFactory = (options?: {
  wasmBinary?: BufferSource;
  instantiateWasm?: InstantiateWasm;
}) => Promise<SidestepModule>;

/** Emscripten's hook: make the instance from a module that is already compiled. */
export type InstantiateWasm = (
  imports: WebAssembly.Imports,
  done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
) => object;

export interface DatasetSpec {
  /** Items of real numbers, not of bytes. */
  real?: boolean;
  shape: number[];
  /** 0: each item has a number. */
  classes: number;
  train: number;
  test: number;
}

export type Split = 'train' | 'test';

export interface ModuleDataset {
  bytes(split: Split, what: 'items' | 'labels'): Uint8Array;
  /** The items of a dataset of real numbers; the numbers to be told of one without classes. */
  numbers(split: Split, what: 'items' | 'targets'): Float64Array;
  seal(): Failure | null;
  delete(): void;
}

export interface LaneSpec {
  seed: number;
  batch: number;
  /** The race's last step: its row is always recorded, and the network tested there. */
  steps: number;
  /** A row is recorded each so many steps. */
  every: number;
  /** A host also keeps the rows between that the path on a map needs. */
  path?: true;
  problem: ProblemConfig;
  lane: LaneConfig;
  data?: ModuleDataset;
  /** What it changes on the way, up to its last step. */
  changes?: Phase[];
  /** Of a lane that goes on from another one: where its schedule and its average begin, and whether its rule begins anew. */
  scheduleFrom?: number;
  averageFrom?: number;
  fresh?: boolean;
}

/** A lane of a race as the module takes it, without its name; a row is recorded each `every` steps. */
export function laneSpec({ v: _version, lanes: _lanes, ...shared }: Config, lane: LaneConfig, every: number): LaneSpec {
  const [first, ...later] = phasesOf(withName(lane, ''));
  const changes = later.filter(({ at }) => at < shared.steps);
  return { ...shared, lane: first.lane, every, ...(changes.length > 0 && { changes }) };
}

export interface ModuleLane {
  run(maxSteps: number, maxMillis: number): number;
  rows(): Float64Array;
  columns(): string[];
  step(): number;
  status(): 'running' | 'diverged';
  peek(array: string): Float64Array | Float32Array;
  hash(what: 'params' | 'initial' | 'order' | 'noise'): string;
  /** Begins anew from these parameters, in the order of peek('params'); so does every reset from then on. */
  startFrom(params: ArrayLike<number>): Failure | null;
  reset(): void;
  /** The whole state, without rows that were not fetched. */
  snapshot(): Uint8Array | Failure;
  /** Goes on from there to the same bits; the lane may have other hyper-parameters, and no other rule, problem, seed or batch. */
  restore(snapshot: Uint8Array): Failure | null;
  /** Another lane in this state, with the same start. */
  fork(): ModuleLane | Failure;
  /** Goes on from where a lane of the same race stands, whatever its rule is; the ids of the slots that it keeps, with spaces between. */
  adopt?(from: ModuleLane): string | Failure;
  /** Of a lane that changes on the way: the module's lane that it is now, and of each change the slots that it keeps. */
  readonly now?: ModuleLane;
  readonly kept?: readonly (readonly string[])[];
  delete(): void;
}

/** Runs of one rule on one surface: what differs between them is a list with a number for each run, of `starts` each
 *  coordinate. */
export interface BundleSpec {
  seed?: number;
  steps?: number;
  problem: ProblemConfig;
  lane: LaneConfig;
  runs: number;
  starts?: ArrayLike<number>;
  seeds?: ArrayLike<number>;
  /** Fields of the lane. */
  each?: Record<string, ArrayLike<number>>;
  /** Losses are kept each so many steps; 0: none. */
  losses?: number;
}

/** Many runs at once, each with the bits that a lane gives it alone. The lists have a place for each run. */
export interface ModuleBundle {
  /** Brings the runs to step `to`, or for about so many milliseconds towards it (0: no limit): whether all are there or have diverged. */
  run(to: number, maxMillis: number): boolean;
  params(): Float64Array;
  losses(): Float64Array;
  steps(): Float64Array;
  /** 1 of a run that diverged at its step. */
  diverged(): Float64Array;
  /** The losses of each run at steps 0, `losses`, … to the last; NaN where it did not come. */
  trace(): Float64Array;
  /** The hashes of the parameters, 16 digits for each run. */
  hashes(): string;
  delete(): void;
}

/**
 * One update of one parameter, from the arithmetic that ran. In the lines `\\at{k}` stands for quantity k: with the symbols in their places
 * they are the formula, with the values what was computed.
 */
export interface StepTold {
  /** What each is called ("setting beta1", "slot m", "hat slot m", TeX; empty: a bare number), and its value. */
  quantities: [name: string, value: number][];
  lines: [target: number, relation: string, text: string][];
  /** The points that a search along a line tried, in their order; the last one is taken, where the parameters move. */
  trials: [length: number, loss: number, slope: number, bound: number, descends: boolean, flat: boolean][];
  /** When the rule takes that way; empty: always. */
  condition: string;
  /** The update's number in the race, counted from 1, and as the rule counts. */
  update: number;
  t: number;
  /** Before the update. */
  w: number;
  /** With the noise that is added, and as the rule gets it: clipped. */
  gradient: number;
  clipped: number;
  /** Of all parameters, clipped by value and not yet by norm. */
  gradientNorm: number;
  /** The parameter as the rule leaves it; where the problem keeps it; where lookahead moves it, which is where the lane goes on. */
  ruleNext: number;
  projected: number;
  next: number;
  /** Where the loss is told then. */
  shown: number;
}

/** An instrument by its id, with its settings: the fields that the catalog lists. */
export interface InstrumentConfig {
  id: string;
  [field: string]: string | number | readonly number[];
}

/** What is measured: a lane, or a problem before anything runs on it. */
export type Subject<Lane> = { lane: Lane } | { problem: ProblemConfig; seed?: number };

/** What an instrument reads: numbers along the axes that the catalog lists, the first one outermost. */
export interface Reading {
  values: Float64Array;
  shape: number[];
  /** Of the places along the first axis, where they have names. */
  labels: string[];
}

export interface ModuleMeasurement {
  /** Goes on for about so many milliseconds (0: to the end); true when it is complete. */
  advance(millis: number): boolean;
  reading(): Omit<Reading, 'shape'> & { shape: Uint32Array };
  delete(): void;
}

export const isFailure = (result: object): result is Failure => 'code' in result && typeof result.code === 'string';
